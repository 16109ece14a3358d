package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stop ends what has not ended in its time, and says so")
final class StoppingTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final String STREAM = ASK.replace("\"messages\"", "\"stream\":true,\"messages\"");
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final TestBooks books = new TestBooks();
    private final TestGateway gateway = TestGateway.plan()
            .provider("a", upstream.baseUrl(), "m")
            .price("m", 1_000_000_000L, 2_000_000_000L)
            .books(books)
            .start();

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    @Test
    @DisplayName("F-41 F-11: a stream gets an error event without [DONE], and what came of it is charged")
    void stream() {
        upstream.answer(Answer.events(TEXT).hang());
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.post("/v1/chat/completions", STREAM, "authorization: Bearer " + TestGateway.KEY);
            SseReader events = client.events(client.readHead());
            assertEquals(TEXT, events.next().orElseThrow().raw());
            gateway.drain(20);
            assertTrue(events.nextMeaning().orElseThrow().data().contains("\"gateway_stopping\""));
            assertTrue(events.next().isEmpty());
            assertEquals(RawResponse.End.WHOLE, events.end());
        }
        var _ = upstream.awaitClosed(1);
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.CUT, receipt.outcome());
        assertEquals(2, receipt.usage().output());
        assertTrue(receipt.chargeNanoUsd() > 0);
    }

    @Test
    @DisplayName("F-41 F-08: an answer of which the client has seen nothing becomes a 503, and is not charged")
    void held() {
        upstream.answer(Answer.silence());
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.post("/v1/chat/completions", ASK, "authorization: Bearer " + TestGateway.KEY);
            var _ = upstream.awaitRequest(1);
            gateway.drain(20);
            RawResponse answer = client.readResponse();
            assertEquals(503, answer.status());
            assertTrue(answer.text().contains("\"gateway_stopping\""), answer.text());
        }
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(0, receipt.chargeNanoUsd());
        assertEquals(1, receipt.abandoned().size());
    }

    @Test
    @DisplayName("F-41: a stream that ends in time ends as ever")
    void inTime() {
        upstream.answer(Answer.events(TEXT).gate("drained").write("data: [DONE]\n\n"));
        try (RawClient client = RawClient.connect(gateway.port())) {
            client.post("/v1/chat/completions", STREAM, "authorization: Bearer " + TestGateway.KEY);
            SseReader events = client.events(client.readHead());
            assertTrue(events.next().isPresent());
            Thread drain = Thread.ofVirtual().start(() -> gateway.drain(10_000));
            upstream.release("drained");
            assertEquals("[DONE]", events.next().orElseThrow().data());
            assertTrue(join(drain));
        }
        assertEquals(Outcome.SERVED, books.awaitOnly().outcome());
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(java.time.Duration.ofSeconds(9));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
