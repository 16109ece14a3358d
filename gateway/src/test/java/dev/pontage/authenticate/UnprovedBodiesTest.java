package dev.pontage.authenticate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bodies before which nobody is known: few, not large, and not on the account of the key that they name. */
final class UnprovedBodiesTest {
    private static final SignedRequest UNSTATED = SignedRequest.recorded("converse");
    private static final SignedRequest STATED = SignedRequest.recorded("the body's hash is stated");

    private final Wicket wicket = new Wicket();

    @Test
    @DisplayName("S-17: an unproved body has at most 25 MiB, and takes nothing of the account's share of the memory")
    void bounds() {
        wicket.call(UNSTATED);
        wicket.call(STATED);
        assertEquals(List.of(25 << 20, 32 << 20), wicket.mosts);
        assertEquals(List.of(SignedRequest.ID + " unproved", Wicket.KEY.account()), wicket.holders);
    }

    @Test
    @DisplayName("S-17: of one access key id four are under way at most; the fifth waits for none to read")
    void four() {
        List<Answer.Pending<Step<Body.Bytes>>> coming = new ArrayList<>();
        List<Wicket.Call> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Wicket.Call call = wicket.begin(UNSTATED);
            coming.add(call.readLater());
            calls.add(call);
        }
        assertEquals("429 unproved_bodies_full", wicket.call(UNSTATED).outcome());
        assertEquals("", wicket.call(STATED).outcome());
        assertEquals(5, wicket.holders.size());

        coming.get(0).complete(new Step.Next<>(bytes(UNSTATED.body())));
        assertEquals("", calls.get(0).outcome());
        assertEquals("", wicket.call(UNSTATED).outcome());

        Wicket.Call again = wicket.begin(UNSTATED);
        again.readLater();
        assertEquals("429 unproved_bodies_full", wicket.call(UNSTATED).outcome());
        coming.get(1).complete(new Step.Next<>(bytes(new byte[3])));
        assertEquals("403 invalid_signature", calls.get(1).outcome());
        coming.get(2).complete(new Step.Refuse<>(Refusal.invalid("", "the client left")));
        coming.get(3).fail("late");
        assertEquals("", wicket.call(UNSTATED).outcome());
        assertEquals("", wicket.call(UNSTATED).outcome());
    }

    @Test
    @DisplayName("L-04: a bug between gives the place back")
    void bug() {
        for (int i = 0; i < 10; i++) {
            Wicket.Call call = wicket.begin(UNSTATED);
            call.readLater();
            call.exchange.fail(new IllegalStateException("a bug"));
        }
        assertEquals("", wicket.call(UNSTATED).outcome());
    }

    @Test
    @DisplayName("A body over 256 KiB is hashed off the loop, and judged on it")
    void offLoop() {
        byte[] body = new byte[(256 << 10) + 1];
        for (List<String> fields : List.of(
                List.of("host", "h"),
                List.of("host", "h", "x-amz-content-sha256", AwsSignature.sha256(body, body.length)))) {
            SignedRequest request = SignedRequest.signed(
                    SignedRequest.ID, SignedRequest.SECRET, SignedRequest.DATE_TIME, "/model/m/converse", body, fields);
            Wicket.Call call = wicket.call(request);
            assertEquals("nothing", call.outcome());
            Wicket.Call other = wicket.call(request.body(new byte[(256 << 10) + 2]));
            wicket.offloaded.forEach(Runnable::run);
            wicket.offloaded.clear();
            assertEquals("", call.outcome());
            assertEquals(body.length, Objects.requireNonNull(call.bytes).length());
            assertEquals("403 invalid_signature", other.outcome());
            assertNull(other.bytes);
        }
        assertFalse(wicket.known.isEmpty());
    }

    private static Body.Bytes bytes(byte[] body) {
        return new Body.Bytes(body, body.length);
    }
}
