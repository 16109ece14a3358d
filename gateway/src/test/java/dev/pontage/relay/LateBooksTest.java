package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.ledger.Books.Entered;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Books that are slow or broken: no answer looks complete that is not entered. */
final class LateBooksTest {
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ANSWER = "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(200, ANSWER));
    private final TestBooks books = new TestBooks();
    private final TestGateway gateway = TestGateway.plan()
            .provider("a", upstream.baseUrl(), "m")
            .books(books)
            .start();

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
        clock.shutdownNow();
    }

    @Test
    @DisplayName("F-47: books that answer 50 ms late delay the answer and lose nothing")
    void late() {
        books.answerOpenWith(lateBy(50));
        books.answerAttemptWith(lateBy(50));
        books.answerCloseWith(lateBy(50));

        RawResponse answer = call();

        assertEquals(200, answer.status());
        assertEquals(ANSWER, answer.text());
        assertEquals(1, books.receiptsSoFar());
    }

    @Test
    @DisplayName("F-47: books that do not open refuse with 503, and nothing is sent upstream")
    void notOpened() {
        books.answerOpenWith(() -> new dev.pontage.base.Answer.Failed<>("ledger_full"));

        RawResponse answer = call();

        assertEquals(503, answer.status());
        assertTrue(answer.text().contains("ledger_full"), answer.text());
        assertTrue(answer.header("retry-after").isPresent());
        assertEquals(0, upstream.requests().size());
    }

    @Test
    @DisplayName("F-47: books that do not take the attempt refuse with 503, and no body byte goes up")
    void attemptNotEntered() {
        books.answerAttemptWith(() -> new dev.pontage.base.Answer.Failed<>("ledger_full"));

        RawResponse answer = call();

        assertEquals(503, answer.status());
        assertEquals(0, upstream.requests().size());
        assertEquals(0, books.awaitOnly().attempts());
    }

    @Test
    @DisplayName("F-11 F-47: books that do not close turn a held answer into 503, and new calls wait until they do")
    void notClosed() {
        books.answerCloseWith(() -> new dev.pontage.base.Answer.Failed<>("disk_full"));

        RawResponse first = call();
        RawResponse second = call();

        assertEquals(503, first.status());
        assertTrue(first.text().contains("disk_full"), first.text());
        assertFalse(first.text().contains("choices"), first.text());
        assertEquals(503, second.status());
        assertTrue(second.text().contains("ledger_unavailable"), second.text());

        books.answerCloseWith(() -> new dev.pontage.base.Answer.Ready<>(Entered.ENTERED));
        books.awaitCalls("close", 2);
        dev.pontage.testkit.Eventually.poll("calls are admitted again", () -> call().status() == 200);
    }

    private Supplier<dev.pontage.base.Answer<Entered>> lateBy(long millis) {
        return () -> {
            dev.pontage.base.Answer.Pending<Entered> pending = new dev.pontage.base.Answer.Pending<>(5_000, "late");
            var _ = clock.schedule(() -> pending.complete(Entered.ENTERED), millis, TimeUnit.MILLISECONDS);
            return pending;
        };
    }

    private RawResponse call() {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post("/v1/chat/completions", BODY, "authorization: Bearer " + TestGateway.KEY)
                    .readResponse();
        }
    }
}
