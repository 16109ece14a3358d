package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Framing;
import dev.pontage.egress.credential.Refreshed;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Signer;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signature")
final class LongBodiesAreSignedOffTheLoopTest {
    private static final int LONG_BYTES = RelayLimits.DEFAULT.translateOnLoopBytes() + 1;
    private static final Auth SIGNED =
            new Auth.SigV4(new Signer("bedrock", "us-east-1"), Refreshed.fixed(new AwsKeys("AKID", new Secret("s"))));

    private final Scene scene =
            new Scene("{\"model\":\"m\"}", TestGateway.plan().price("m", 1L, 1L));

    @Test
    @DisplayName("over a long body is made off the event loop, and goes with the attempt")
    void longBody() {
        Proof.Signed signed = assertInstanceOf(Proof.Signed.class, proven(one(LONG_BYTES)));
        assertEquals(1, scene.offloaded);
        assertNotNull(signed.fields().first("authorization"));
    }

    @Test
    @DisplayName("over a short body is made where the head is written")
    void shortBody() {
        assertInstanceOf(Proof.Signing.class, proven(one(LONG_BYTES - 1)));
        assertEquals(0, scene.offloaded);
    }

    @Test
    @DisplayName("over several calls is one where they are the same, and each call's own where they differ")
    void severalCalls() {
        Conversion.Translated one = one(LONG_BYTES);
        assertInstanceOf(Proof.Signed.class, proven(joined(one, one)));
        assertInstanceOf(Proof.Signing.class, proven(joined(one, one(LONG_BYTES))));
    }

    private Proof proven(Conversion conversion) {
        Candidate plain = scene.admitted().planned().plan().candidates().getFirst();
        Candidate candidate = new Candidate(
                plain.provider(),
                new Credential("c", "c", SIGNED),
                plain.model(),
                plain.dialect(),
                plain.kind(),
                plain.base(),
                plain.upstreamModel());
        List<Answer<Attempt>> answers = new ArrayList<>();
        scene.exchange()
                .whenAnswered(
                        new Proving(RelayLimits.DEFAULT)
                                .prove(
                                        scene.exchange(),
                                        scene.admitted().planned().asked(),
                                        new Attempt(1, candidate, conversion)),
                        answers::add);
        if (!(answers.getFirst() instanceof Answer.Ready<Attempt>(Attempt attempt))) {
            throw new AssertionError(answers);
        }
        return attempt.proof();
    }

    private static Conversion.Translated one(int bytes) {
        return new Conversion.Translated(new byte[bytes], "/", Map.of(), List.of(), Framing.WHOLE, _ -> {
            throw new UnsupportedOperationException();
        });
    }

    private static Conversion joined(Conversion.Translated... calls) {
        return new Conversion.Joined(List.of(calls), Framing.WHOLE, Conversion.Heads.IGNORED, _ -> {
            throw new UnsupportedOperationException();
        });
    }
}
