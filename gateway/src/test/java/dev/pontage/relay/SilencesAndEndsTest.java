package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Silences and ends, with the time passed in")
final class SilencesAndEndsTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final String STREAM = ASK.replace("\"messages\"", "\"stream\":true,\"messages\"");
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String LONG_BEGINS =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(70_000);
    private static final String LONG_ENDS = "\"}}]}\n\n";
    private static final String WHOLE =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";
    private static final long BEAT = RelayLimits.DEFAULT.heartbeatMillis();

    private static Scene scene(String ask) {
        return new Scene(ask, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L)).begin();
    }

    @Test
    @DisplayName("S0.29: no sign of life stands inside a long event; it comes after the next silence")
    void noBeatInsideAnEvent() {
        Scene scene = scene(STREAM);
        scene.flight(1).events().bytes(TEXT).bytes(LONG_BEGINS);
        String before = scene.client.text();
        assertTrue(before.length() > TEXT.length(), "some of the long event is out");
        scene.pass(BEAT);
        assertEquals(before, scene.client.text());
        scene.flight(1).bytes(LONG_ENDS);
        assertEquals(TEXT + LONG_BEGINS + LONG_ENDS, scene.client.text());
        scene.pass(BEAT);
        assertEquals(TEXT + LONG_BEGINS + LONG_ENDS, before(scene.client.text(), ":"));
        assertFalse(scene.client.text().endsWith(LONG_ENDS));
    }

    @Test
    @DisplayName("S0.29: after a sign of life no whole answer is shown, however much of it comes at once")
    void noWholeAnswerAfterABeat() {
        Scene scene = scene(STREAM);
        scene.pass(BEAT);
        String beat = scene.client.text();
        assertFalse(beat.isEmpty());
        scene.flight(1).head(200, "content-type", "application/json").bytes("{\"x\":\"" + "x".repeat(2 << 20));
        assertEquals(beat, scene.client.text());
        assertTrue(scene.flight(1).cancelled);
        scene.flight(2).events().bytes(TEXT);
        assertEquals(beat + TEXT, scene.client.text());
    }

    @Test
    @DisplayName("F-11: a stream that is cut inside a long event has that event ended before the error")
    void errorAfterAnOpenEvent() {
        Scene scene = scene(STREAM);
        scene.flight(1).events().bytes(TEXT).bytes(LONG_BEGINS);
        String before = scene.client.text();
        scene.flight(1).failed(new Failure.Cut());
        String after = scene.client.text().substring(before.length());
        assertTrue(after.startsWith("\n\n"), after);
        assertTrue(after.substring(2).startsWith("data: {\"error\""), after);
        assertTrue(after.contains("\"upstream_stream_interrupted\""), after);
        assertTrue(scene.client.ended);
        assertEquals(Outcome.CUT, scene.books.awaitOnly().outcome());
    }

    @Test
    @DisplayName("S0.29: an exchange that is over leaves no timer behind")
    void noTimerStays() {
        Scene scene = scene(STREAM);
        scene.flight(1).events().bytes(TEXT);
        scene.flight(1).failed(new Failure.Cut());
        assertEquals(0, scene.timers());
    }

    @Test
    @DisplayName("a bug in work off the loop is heard on the loop, and nothing waits for it any more")
    void bugOffTheLoop() {
        Scene scene = new Scene(ASK, TestGateway.plan());
        boolean taken = scene.exchange()
                .offload(
                        () -> {
                            throw new IllegalStateException("bug");
                        },
                        10_000,
                        "late",
                        never -> {
                            throw new AssertionError("settled");
                        });
        assertTrue(taken);
        assertTrue(scene.client.cut);
        assertEquals(0, scene.timers());
    }

    @Test
    @DisplayName("F-04: an upstream's error is judged when as much of it is here as is looked at")
    void longError() {
        Scene scene = scene(ASK);
        scene.flight(1).head(500).bytes("x".repeat(RelayLimits.DEFAULT.errorBytes() - 1));
        assertEquals(1, scene.flights.size());
        scene.flight(1).bytes("xyz");
        assertTrue(scene.flight(1).cancelled);
        assertEquals("b", scene.flight(2).attempt.candidate().provider().name());
        assertServed(scene);
    }

    @Test
    @DisplayName("F-04: an upstream's error whose body does not end is judged 2 s after its head")
    void slowError() {
        Scene scene = scene(ASK);
        scene.pass(10_000);
        scene.flight(1).head(500).bytes("{");
        scene.pass(1_999);
        assertEquals(1, scene.flights.size());
        scene.pass(1);
        assertTrue(scene.flight(1).cancelled);
        assertServed(scene);
    }

    @Test
    @DisplayName("F-04: one whose body ends is judged then, and its connection kept")
    void wholeError() {
        Scene scene = scene(ASK);
        scene.flight(1).head(500).bytes("{}").ended();
        assertEquals(2, scene.flights.size());
        assertFalse(scene.flight(1).cancelled);
        scene.pass(2_000);
        assertServed(scene);
    }

    @Test
    @DisplayName("L-05: a client that leaves while the first attempt still connects is charged nothing")
    void leavesBeforeAnythingWasSent() {
        Scene scene = scene(ASK);
        scene.client.leave();
        assertTrue(scene.flight(1).cancelled);
        assertNothingCharged(scene.books.awaitOnly());
    }

    @Test
    @DisplayName("L-05: a client that leaves while the second attempt waits after a 429 is charged nothing")
    void leavesBeforeTheSecondWasSent() {
        Scene scene = scene(ASK);
        scene.flight(1).head(429).bytes("{}").ended();
        assertEquals(2, scene.flights.size());
        scene.client.leave();
        Receipt receipt = scene.books.awaitOnly();
        assertNothingCharged(receipt);
        assertEquals(2, receipt.attempts());
    }

    @Test
    @DisplayName("L-05 F-22: one that leaves while the second attempt is prepared too, and the attempt is not made")
    void leavesWhileTheSecondIsPrepared() {
        Answer.Pending<Prepared> second = new Answer.Pending<>(5_000, "preparation_late");
        Scene scene = preparedBy(second);
        scene.flight(1).head(429).bytes("{}").ended();
        scene.client.leave();
        Receipt receipt = scene.books.awaitOnly();
        assertNothingCharged(receipt);
        assertEquals(1, receipt.attempts());
        second.complete(new Prepared.Ready(scene.flight(1).attempt));
        assertEquals(1, scene.flights.size());
    }

    @Test
    @DisplayName("an attempt that waits for its preparation is made when that is there")
    void waitsForPreparation() {
        Answer.Pending<Prepared> second = new Answer.Pending<>(5_000, "preparation_late");
        Scene scene = preparedBy(second);
        scene.flight(1).head(429).bytes("{}").ended();
        assertEquals(1, scene.flights.size());
        Attempt first = scene.flight(1).attempt;
        second.complete(new Prepared.Ready(new Attempt(2, first.candidate(), first.conversion())));
        scene.flight(2).head(200).bytes(WHOLE);
        assertEquals(WHOLE, scene.client.text());
    }

    @Test
    @DisplayName("one whose preparation is late or fails is our own fault, and not charged")
    void isNotPrepared() {
        Scene scene = preparedBy(new Answer.Pending<>(5_000, "preparation_late"));
        scene.flight(1).head(429).bytes("{}").ended();
        scene.pass(5_000);
        assertEquals("preparation_late", refusal(scene).code());
        assertEquals(503, refusal(scene).status());
        Receipt receipt = scene.books.awaitOnly();
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(0, receipt.chargeNanoUsd());
    }

    private static Refusal refusal(Scene scene) {
        return Objects.requireNonNull(Objects.requireNonNull(scene.served).refusal());
    }

    /** The first attempt is prepared at once, the second as the test likes. */
    private static Scene preparedBy(Answer<Prepared> second) {
        Preparation first = new SameDialect();
        return new Scene(ASK, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L))
                .begin(
                        new BodyMemory(0, 0),
                        (exchange, asked, candidate, number, media) ->
                                number == 1 ? first.prepare(exchange, asked, candidate, number, media) : second);
    }

    @Test
    @DisplayName("L-05: a client that leaves when the request had gone up is charged the input and no output")
    void leavesAfterTheRequest() {
        Scene scene = scene(ASK);
        scene.flight(1).sent();
        scene.client.leave();
        Receipt receipt = scene.books.awaitOnly();
        assertEquals(2, receipt.usage().input());
        assertEquals(0, receipt.usage().output());
        assertTrue(receipt.chargeNanoUsd() > 0);
    }

    private static void assertServed(Scene scene) {
        scene.flight(2).head(200).bytes(WHOLE).ended();
        assertEquals(WHOLE, scene.client.text());
        assertEquals(2, scene.books.awaitOnly().attempts());
        assertEquals(2, scene.flights.size());
        assertEquals(0, scene.timers());
    }

    private static void assertNothingCharged(Receipt receipt) {
        assertEquals(Outcome.GONE, receipt.outcome());
        assertEquals(0, receipt.usage().totalIn());
        assertEquals(0, receipt.chargeNanoUsd());
        assertEquals(0, receipt.abandoned().size());
    }

    private static String before(String text, String mark) {
        return text.substring(0, text.lastIndexOf(mark));
    }
}
