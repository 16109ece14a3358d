package dev.pontage.authenticate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.openai.OpenAi;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a signed request, whatever its signature is worth. */
final class ForgedSignaturesTest {
    private static final SignedRequest STATED = SignedRequest.recorded("the body's hash is stated");
    private static final SignedRequest UNSTATED = SignedRequest.recorded("converse");

    private final Wicket wicket = new Wicket();

    @ParameterizedTest
    @CsvSource({"-301, 403 signature_expired", "-300, ''", "300, ''", "301, 403 signature_expired"})
    @DisplayName("S4.08: a signature is good for five minutes to either side, and the answer tells our time")
    void skew(long seconds, String outcome) {
        wicket.epochMicros.addAndGet(TimeUnit.SECONDS.toMicros(seconds));
        Wicket.Call call = wicket.call(STATED);
        assertEquals(outcome, call.outcome());
        String date = call.exchange.answer(Headers.NONE).first("date");
        assertEquals(
                outcome.isEmpty()
                        ? "null"
                        : seconds > 0 ? "Sat, 21 Nov 2026 20:35:16 GMT" : "Sat, 21 Nov 2026 20:25:14 GMT",
                String.valueOf(date));
    }

    @Test
    @DisplayName("S-34: an unknown access key id costs as many HMACs as a known one, and is told by its own name")
    void unknownId() {
        assertEquals("", wicket.call(STATED).outcome());
        int known = wicket.hmacs.getAndSet(0);
        assertTrue(known > 0);
        SignedRequest other =
                STATED.with("authorization", STATED.field("authorization").replace(SignedRequest.ID, "f".repeat(32)));
        assertEquals("403 unknown_access_key", wicket.call(other).outcome());
        assertEquals(known, wicket.hmacs.get());
    }

    @Test
    @DisplayName("S-17: where no hash is stated, an unknown access key id is refused before its body is read")
    void unknownIdWithoutHash() {
        SignedRequest other = UNSTATED.with(
                "authorization", UNSTATED.field("authorization").replace(SignedRequest.ID, "f".repeat(32)));
        assertEquals("403 unknown_access_key", wicket.call(other).outcome());
        assertEquals(List.of(), wicket.holders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "", "ABCDEF"})
    @DisplayName("S4.08: what is no SHA-256 of the body is refused by name, signed or not")
    void unsignedPayload(String stated) {
        SignedRequest request = SignedRequest.signed(
                SignedRequest.ID,
                SignedRequest.SECRET,
                SignedRequest.DATE_TIME,
                "/model/m/converse",
                new byte[0],
                List.of("host", "h", "x-amz-content-sha256", stated));
        assertEquals("400 payload_not_signed", wicket.call(request).outcome());
    }

    @Test
    @DisplayName("S4.08: host, date and a stated hash must be signed")
    void unsignedFields() {
        for (String name : List.of("host;", "x-amz-date", "x-amz-content-sha256;")) {
            String authorization = STATED.field("authorization")
                    .replaceFirst(";?" + name + "(?=[;,a-z])", ";")
                    .replace("=;", "=")
                    .replace(";,", ",");
            assertEquals(
                    "400 malformed_signature",
                    wicket.call(STATED.with("authorization", authorization)).outcome(),
                    authorization);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256",
                "GOOD, FIELDS",
                "AWS4-HMAC-SHA256 Credential=ID/20261121/r/bedrock, FIELDS, Signature=SIG",
                "AWS4-HMAC-SHA256 Credential=ID/2026112/r/bedrock/aws4_request, FIELDS, Signature=SIG",
                "GOOD, SignedHeaders=x-amz-date;host, Signature=SIG",
                "GOOD, SignedHeaders=Host;x-amz-date, Signature=SIG",
                "GOOD, SignedHeaders=host;host;x-amz-date, Signature=SIG",
                "GOOD, FIELDS, Signature=SIGX",
                "GOOD, FIELDS, Signature=SIG, More=x",
                "GOOD, Credential=a, FIELDS, Signature=SIG",
                "AWS4-ECDSA-P256-SHA256 Credential=ID/20261121/bedrock/aws4_request, FIELDS, Signature=SIG",
                "AWS4-HMAC-SHA256 Credential=ID/20261120/r/bedrock/aws4_request, FIELDS, Signature=SIG",
            })
    @DisplayName("S4.08: a field of another form, or of another day than its date, is 400")
    void malformed(String field) {
        String filled = field.replace("GOOD", "AWS4-HMAC-SHA256 Credential=ID/20261121/r/bedrock/aws4_request")
                .replace("FIELDS", "SignedHeaders=host;x-amz-date")
                .replace("ID", SignedRequest.ID)
                .replace("SIG", "a".repeat(64));
        assertEquals(
                "400 malformed_signature",
                wicket.call(UNSTATED.with("authorization", filled)).outcome());
        assertEquals(List.of(), wicket.holders);
    }

    @Test
    @DisplayName("S-40: no date, two dates, a date that is none, two hashes, two signatures are 400")
    void dates() {
        assertEquals(
                "400 malformed_signature",
                wicket.call(STATED.without("x-amz-date")).outcome());
        assertEquals(
                "400 malformed_signature",
                wicket.call(STATED.and("x-amz-date", SignedRequest.DATE_TIME)).outcome());
        assertEquals(
                "400 malformed_signature",
                wicket.call(STATED.with("x-amz-date", "20261121T999999Z")).outcome());
        assertEquals(
                "400 payload_not_signed",
                wicket.call(STATED.and("x-amz-content-sha256", "a".repeat(64))).outcome());
        assertEquals(
                "400 ambiguous_credentials",
                wicket.call(STATED.and("authorization", STATED.field("authorization")))
                        .outcome());
        assertEquals(
                "400 ambiguous_credentials",
                wicket.call(STATED.and("Authorization", "Bearer x")).outcome());
    }

    @Test
    @DisplayName("S4.08: a presigned address is refused by name, and so is another service's signature")
    void presigned() {
        assertEquals(
                "400 presigned_not_supported",
                wicket.call(STATED.without("authorization")
                                .at("/model/m/converse", "a=b&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00"))
                        .outcome());
        assertEquals(
                "400 presigned_not_supported",
                wicket.call(STATED.at("/model/m/converse", "X-Amz-Signature=00"))
                        .outcome());
        SignedRequest other = SignedRequest.signedFor(
                "s3",
                SignedRequest.ID,
                SignedRequest.SECRET,
                SignedRequest.DATE_TIME,
                "/model/m/converse",
                new byte[0],
                List.of("host", "h"));
        assertEquals("403 invalid_signature", wicket.call(other).outcome());
    }

    @Test
    @DisplayName("Where a dialect's clients do not sign, a signature is no credential")
    void otherDialect() {
        assertEquals(
                "401 missing_api_key",
                wicket.call(STATED, new OpenAi("/receipts/{id}")).outcome());
    }

    @Test
    @DisplayName("S1.34a: a browser's origin counts for signed calls too")
    void origins() {
        assertEquals(
                "403 origin_not_allowed",
                wicket.call(STATED.and("origin", "https://evil.example")).outcome());
        Wicket.Call call = wicket.call(STATED.and("origin", "https://app.example"));
        assertEquals("", call.outcome());
        assertEquals(
                "https://app.example",
                Objects.requireNonNull(call.exchange.answer(Headers.NONE).first("access-control-allow-origin")));
    }
}
