package dev.pontage.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.admit.Cost;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Books.Entered;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Flag;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.price.Price;
import dev.pontage.price.PriceBook;
import dev.pontage.serve.FaultyDialect.Place;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A bug ends one exchange: its permit, its books and its client")
final class BugsEndOneExchangeTest {
    private static final String WHOLE =
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final String STREAM = WHOLE.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"");
    private static final String ANSWER =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final Price PRICE = Price.text("test", 1_000_000_000L, 2_000_000_000L);
    private static final Price ABSURD = Price.text("absurd", -2, -2);

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final TestBooks books = new TestBooks();
    private final FaultyDialect dialect = new FaultyDialect();
    private final Observer record = new Observer();
    private long heartbeatMillis = 60_000;
    private @Nullable HandWired running;

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
        upstream.close();
    }

    @Test
    @DisplayName("what follows a body that was waited for")
    void afterTheBody() {
        dialect.throwsAt(Place.PEEK);
        try (RawClient client = RawClient.connect(gateway().port())) {
            byte[] message = client.message("POST", "/v1/chat/completions", bytes(WHOLE), authorization());
            client.sendSplit(message, message.length - 5);
            assertInternal(client.readResponse());
        }
        assertEquals(0, held());
        assertEquals(0, books.receiptsSoFar());
        assertEquals(0, gateway().bodies.takenBytes());
    }

    @Test
    @DisplayName("the look at a long body, off the loop")
    void offTheLoop() {
        dialect.throwsAt(Place.PEEK);
        assertInternal(call(WHOLE.replace("Hi there", "x".repeat(300_000))));
        assertEquals(0, held());
    }

    @Test
    @DisplayName("an answer that needs no permit")
    void withoutPermit() {
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.get("/v1/receipts/1", authorization());
            assertInternal(client.readResponse());
        }
    }

    @Test
    @DisplayName("the preparation of an attempt")
    void preparing() {
        dialect.throwsAt(Place.CONVERSION);
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
        assertEquals(0, upstream.headsSoFar());
    }

    @Test
    @DisplayName("F-08: the reading of an answer that nobody has seen; the upstream may have charged for it")
    void reading() {
        dialect.throwsAt(Place.FEED);
        upstream.answer(Answer.json(200, ANSWER).gate("never"));
        assertInternal(call(WHOLE));
        Receipt receipt = books.awaitOnly();
        assertUncharged(receipt);
        assertEquals(1, receipt.abandoned().size());
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("F-11 L-04: the reading of a stream that has begun: an error ends it, and what came is charged")
    void readingOn() {
        dialect.throwsAt(Place.FEED_AFTER_COMMIT);
        upstream.answer(Answer.events(TEXT).gate("seen").write(TEXT).hang());
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", STREAM, authorization());
            SseReader events = client.events(client.readHead());
            assertEquals(TEXT, events.nextMeaning().orElseThrow().raw());
            upstream.release("seen");
            assertTrue(events.nextMeaning().orElseThrow().data().contains("\"internal_error\""));
            assertTrue(events.nextMeaning().isEmpty());
        }
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.CUT, receipt.outcome());
        assertEquals(2, receipt.usage().output());
        awaitHeld(receipt.budgetNanoUsd());
        assertTrue(receipt.chargeNanoUsd() > 0);
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("the end of an answer, when its connection is done with it")
    void atTheEnd() {
        dialect.throwsAt(Place.END);
        upstream.answer(Answer.json(200, ANSWER.substring(0, 20)));
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
    }

    @Test
    @DisplayName("the release of the last event, when the books are closed: the client sees no complete answer")
    void releasing() {
        dialect.throwsAt(Place.RELEASE);
        upstream.answer(Answer.events(TEXT, DONE));
        String text = call(STREAM).text();
        assertTrue(text.contains(TEXT) && text.contains("\"internal_error\""), text);
        assertFalse(text.contains("[DONE]"), text);
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.SERVED, receipt.outcome());
        awaitHeld(receipt.budgetNanoUsd());
    }

    @Test
    @DisplayName("the counting, when the answer is complete")
    void counting() {
        dialect.throwsAt(Place.USAGE);
        upstream.answer(Answer.json(200, ANSWER));
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
    }

    @Test
    @DisplayName("F-21: the counting, when the client has left")
    void countingForNobody() {
        dialect.throwsAt(Place.USAGE);
        upstream.answer(Answer.events(TEXT).hang());
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", STREAM, authorization());
            assertTrue(client.events(client.readHead()).nextMeaning().isPresent());
        }
        Receipt receipt = books.awaitOnly();
        assertEquals(2, receipt.usage().input());
        awaitHeld(receipt.budgetNanoUsd());
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("the judgement of an upstream's error")
    void judging() {
        dialect.throwsAt(Place.FAILURE);
        upstream.answer(Answer.json(500, "{}"));
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
    }

    @Test
    @DisplayName("a timer: the sign of life")
    void timer() {
        heartbeatMillis = 20;
        dialect.throwsAt(Place.HEARTBEAT);
        upstream.answer(Answer.silence());
        RawResponse answer = call(STREAM);
        assertEquals(200, answer.status());
        assertTrue(answer.text().contains("\"internal_error\""), answer.text());
        assertUncharged(books.awaitOnly());
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName(
            "F-11: a timer, while the books are asked to close: their answer finds the bug, and nothing looks whole")
    void timerWhileClosing() {
        heartbeatMillis = 20;
        dialect.throwsAt(Place.HEARTBEAT_AFTER_COMMIT);
        dev.pontage.base.Answer.Pending<Entered> late = new dev.pontage.base.Answer.Pending<>(60_000, "late");
        books.answerCloseWith(() -> late);
        upstream.answer(Answer.events(TEXT, DONE));
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", STREAM, authorization());
            SseReader events = client.events(client.readHead());
            assertEquals(TEXT, events.nextMeaning().orElseThrow().raw());
            Eventually.poll("the bug", () -> record.bugs() == 1);
            late.complete(Entered.ENTERED);
            assertTrue(events.nextMeaning().orElseThrow().data().contains("\"internal_error\""));
            assertTrue(events.nextMeaning().isEmpty());
        }
        awaitHeld(books.awaitOnly().budgetNanoUsd());
    }

    @Test
    @DisplayName("the telling itself: then the connection is cut")
    void telling() {
        dialect.throwsAt(Place.CONVERSION, Place.RENDER);
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", WHOLE, authorization());
            assertEquals("", client.readToEnd().text());
        }
        assertUncharged(books.awaitOnly());
    }

    @Test
    @DisplayName("the telling of a connection that could not be opened")
    void tellingOfARefusedConnection() {
        dialect.throwsAt(Place.RENDER);
        upstream.stopListening();
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", WHOLE, authorization());
            assertEquals("", client.readToEnd().text());
        }
        assertUncharged(books.awaitOnly());
    }

    @Test
    @DisplayName("the telling inside a stream: then the stream is cut")
    void tellingInStream() {
        dialect.throwsAt(Place.FEED_AFTER_COMMIT, Place.RENDER_IN_STREAM);
        upstream.answer(Answer.events(TEXT).gate("seen").write(TEXT).hang());
        try (RawClient client = RawClient.connect(gateway().port())) {
            client.post("/v1/chat/completions", STREAM, authorization());
            SseReader events = client.events(client.readHead());
            assertTrue(events.nextMeaning().isPresent());
            upstream.release("seen");
            assertTrue(events.nextMeaning().isEmpty());
        }
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.CUT, receipt.outcome());
        awaitHeld(receipt.budgetNanoUsd());
    }

    @Test
    @DisplayName("books that throw when they are opened: no receipt, no call")
    void opening() {
        books.answerOpenWith(BugsEndOneExchangeTest::bug);
        assertInternal(call(WHOLE));
        awaitHeld(0);
        assertEquals(0, books.receiptsSoFar());
        assertEquals(0, upstream.headsSoFar());
    }

    @Test
    @DisplayName("books that throw at an attempt: one receipt, no call")
    void attempting() {
        books.answerAttemptWith(BugsEndOneExchangeTest::bug);
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
        assertEquals(0, upstream.headsSoFar());
    }

    @Test
    @DisplayName("F-47: books that throw when they are closed: the receipt is kept until they take it")
    void closing() {
        books.answerCloseWith(BugsEndOneExchangeTest::bug);
        upstream.otherwise(Answer.json(200, ANSWER));
        RawResponse answer = call(WHOLE);
        assertEquals(503, answer.status());
        assertTrue(answer.text().contains("\"ledger_unavailable\""), answer.text());
        awaitHeld(books.awaitOnly().budgetNanoUsd());
        assertEquals(1, record.bugs());
        books.answerCloseWith(() -> new dev.pontage.base.Answer.Ready<>(Entered.ENTERED));
        Eventually.poll("calls are admitted again", () -> call(WHOLE).status() == 200);
    }

    @Test
    @DisplayName("L-22: a price that cannot be: the row says that it has none, and the budget counts the reservation")
    void pricing() {
        upstream.answer(Answer.json(200, ANSWER));
        assertInternal(call(WHOLE, gateway(Map.of("m", ABSURD))));
        Receipt receipt = books.awaitOnly();
        assertEquals(0, receipt.chargeNanoUsd());
        assertTrue(receipt.flags().contains(Flag.UNPRICED), receipt.flags().toString());
        assertTrue(receipt.budgetNanoUsd() > 0);
        awaitHeld(receipt.budgetNanoUsd());
    }

    @Test
    @DisplayName("F-08: the same with an attempt that failed: it stands in the row once, and without a cost")
    void pricingALostAttempt() {
        upstream.answer(Answer.json(500, "{}"));
        assertInternal(call(WHOLE, gateway(Map.of("m", ABSURD))));
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(1, receipt.abandoned().size());
        assertEquals("server_error", receipt.abandoned().getFirst().failure());
    }

    @Test
    @DisplayName("a watcher that throws ends nothing")
    void watching() {
        record.broken = true;
        upstream.answer(Answer.json(200, ANSWER));
        assertEquals(200, call(WHOLE).status());
        awaitHeld(books.awaitOnly().budgetNanoUsd());
    }

    @Test
    @DisplayName("what comes between the permit and the books")
    void afterThePermit() {
        record.alone = true;
        record.broken = true;
        assertInternal(call(WHOLE));
        awaitHeld(0);
        assertEquals(0, books.receiptsSoFar());
    }

    @Test
    @DisplayName("the beginning of a call")
    void calling() {
        dialect.throwsAt(Place.PATH);
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
        assertEquals(0, upstream.connectionsEver());
    }

    @Test
    @DisplayName("the sending of a request, when its connection has been opened")
    void sending() {
        dialect.throwsAt(Place.FORWARDED_FIELDS);
        assertInternal(call(WHOLE));
        assertUncharged(books.awaitOnly());
        var _ = upstream.awaitClosed(1);
        assertEquals(0, upstream.headsSoFar());
    }

    private static dev.pontage.base.Answer<Entered> bug() {
        throw new IllegalStateException(FaultyDialect.PROMPT);
    }

    private void assertInternal(RawResponse answer) {
        assertEquals(500, answer.status(), answer.text());
        assertTrue(answer.text().contains("\"internal_error\""), answer.text());
        assertFalse(answer.text().contains(FaultyDialect.PROMPT), answer.text());
        assertTrue(answer.header("x-request-id").isPresent());
        assertEquals(1, record.bugs());
    }

    private void assertUncharged(Receipt receipt) {
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(0, receipt.chargeNanoUsd());
        awaitHeld(0);
    }

    /** The permit has ended, and this is what is left of it in the key's cell. */
    private void awaitHeld(long nanoUsd) {
        Eventually.poll("all permits have ended", record::allEnded);
        assertEquals(nanoUsd, held());
    }

    private long held() {
        return gateway()
                .cells
                .of(Cost.cellId(
                        Objects.requireNonNull(snapshot(Map.of()).keys().get(HandWired.hash(HandWired.KEY))),
                        HandWired.BUDGETS.getFirst(),
                        dev.pontage.base.Ticker.SYSTEM.epochMicros()))
                .held();
    }

    private HandWired gateway() {
        return gateway(Map.of());
    }

    private HandWired gateway(Map<String, Price> costs) {
        if (running == null) {
            Watcher watcher = record.alone ? record : Watcher.all(List.of(record));
            running = new HandWired(dialect, snapshot(costs), books, watcher, heartbeatMillis);
        }
        return running;
    }

    private Snapshot snapshot(Map<String, Price> costs) {
        Snapshot plain = TestGateway.plan()
                .provider("a", upstream.baseUrl(), "m")
                .key(HandWired.KEY, TestGateway.ROOT, HandWired.BUDGETS, List.of())
                .snapshot();
        return new Snapshot(
                plain.version(),
                plain.keys(),
                plain.accounts(),
                plain.providers(),
                plain.modelMap(),
                new PriceBook("test", Map.of("m", PRICE), costs, Price.ASSUMED),
                plain.defaultModel(),
                plain.answersNameUpstream(),
                plain.origins());
    }

    private RawResponse call(String body) {
        return call(body, gateway());
    }

    private static RawResponse call(String body, HandWired gateway) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post("/v1/chat/completions", body, authorization()).readResponse();
        }
    }

    private static String authorization() {
        return "authorization: Bearer " + HandWired.KEY;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Counts permits and bugs. */
    private static final class Observer implements Watcher {
        private final Eventually board = new Eventually();
        private final List<Throwable> bugs = new ArrayList<>();
        private int open;
        private volatile boolean broken;
        private volatile boolean alone;

        @Override
        public void admitted(Exchange exchange, Admitted admitted) {
            board.change(() -> open++);
            if (broken) {
                throw new IllegalStateException(FaultyDialect.PROMPT);
            }
        }

        @Override
        public void closed(Exchange exchange, Admitted admitted) {
            board.change(() -> open--);
        }

        @Override
        public void broke(Exchange exchange, Throwable bug) {
            board.change(() -> bugs.add(bug));
        }

        boolean allEnded() {
            return board.read(() -> open == 0);
        }

        int bugs() {
            return board.read(bugs::size);
        }
    }
}
