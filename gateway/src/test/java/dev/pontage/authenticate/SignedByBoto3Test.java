package dev.pontage.authenticate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.exchange.BodyClaim;
import dev.pontage.exchange.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as boto3 signed them: each is taken as it is, and none with anything signed changed. */
final class SignedByBoto3Test {
    private final Wicket wicket = new Wicket();

    static List<SignedRequest> all() {
        return SignedRequest.recorded();
    }

    static List<SignedRequest> withoutBody() {
        return all().stream().filter(request -> request.body().length == 0).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("S4.08: a request that boto3 signed is the key's whose id and secret it has")
    void isTaken(SignedRequest request) {
        Wicket.Call call = wicket.call(request);
        assertEquals("", call.outcome());
        assertArrayEquals(request.body(), Objects.requireNonNull(call.bytes).array());
        assertEquals(List.of(Wicket.KEY), wicket.known.stream().map(Caller::key).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("S4.08: another body, path, query, field, date, region or signature is refused")
    void otherwiseRefused(SignedRequest request) {
        byte[] body = Arrays.copyOf(request.body(), request.body().length + 1);
        String authorization = request.field("authorization");
        String last = authorization.substring(authorization.length() - 1);
        List<SignedRequest> forged = List.of(
                request.body(body),
                request.at(request.path() + "x", request.query()),
                request.at(request.path(), request.query() + "&x=1"),
                request.with("host", "127.0.0.1:8081"),
                request.with("x-amz-date", "20261121T203016Z"),
                request.with("authorization", authorization.replaceFirst("/(us|eu)-", "/ap-")),
                request.with(
                        "authorization",
                        authorization.substring(0, authorization.length() - 1) + (last.equals("0") ? "1" : "0")));
        for (SignedRequest each : forged) {
            assertEquals("403 invalid_signature", wicket.call(each).outcome());
        }
        // Where the head states a hash it proves its sender, who may still send another body.
        assertEquals(request.field("x-amz-content-sha256").equals("null") ? 0 : 1, wicket.known.size());
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    @DisplayName("Without a body the head proves it, whether or not it states a hash")
    void headAlone(SignedRequest request) {
        assertEquals(
                Wicket.KEY,
                Objects.requireNonNull(wicket.callWithoutBody(request).found)
                        .caller()
                        .key());
        assertTrue(wicket.known.size() == 1 && wicket.holders.isEmpty());
        assertEquals(
                "403 invalid_signature",
                wicket.callWithoutBody(request.at("/other", request.query())).outcome());
    }

    @Test
    @DisplayName(
            "What states no hash proves nothing by its head: read by its head alone, a body that follows is refused")
    void bodyNotRead() {
        assertEquals(
                "403 invalid_signature",
                wicket.callWithoutBody(SignedRequest.recorded("converse")).outcome());
    }

    @Test
    @DisplayName("A stated hash proves the caller before the body is read, an unstated one only with it")
    void proof() {
        Wicket.Call stated = wicket.begin(SignedRequest.recorded("the body's hash is stated"));
        assertTrue(Objects.requireNonNull(stated.found).claim() instanceof BodyClaim.Stated);
        assertEquals(1, wicket.known.size());
        Wicket.Call unstated = wicket.begin(SignedRequest.recorded("converse"));
        assertTrue(Objects.requireNonNull(unstated.found).claim() instanceof BodyClaim.Unproved);
        assertEquals(1, wicket.known.size());
    }
}
