package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseEvent;
import dev.pontage.testkit.wire.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Attempts, the commit point, and what the client is told; every exchange leaves one receipt. */
final class RelayTest {
    private static final String WHOLE = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String TEXT = chunk("{\"content\":\"Hello\"}", "null");
    private static final String MORE = chunk("{\"content\":\" you\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String USAGE = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
    private static final String ERROR =
            "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":null,\"param\":null}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final ScriptedUpstream a = ScriptedUpstream.start();
    private final ScriptedUpstream b = ScriptedUpstream.start();
    private final TestBooks books = new TestBooks();
    private TestGateway gateway = plan().start();

    private TestGateway.Plan plan() {
        return TestGateway.plan()
                .provider("a", a.baseUrl(), "m")
                .provider("b", b.baseUrl(), "m")
                .price("m", 1_000_000_000L, 2_000_000_000L)
                .books(books);
    }

    @AfterEach
    void close() {
        gateway.close();
        a.close();
        b.close();
    }

    @Test
    @DisplayName(
            "S4.15 F-64: a whole answer and its request pass byte for byte, and the receipt has the provider's count")
    void wholePassThrough() {
        String odd = "{ \"model\" :\"m\",\"x_new\":1.10,\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\"}] }";
        a.answer(Answer.json(200, ANSWER));

        RawResponse answer = call(odd);

        assertEquals(200, answer.status());
        assertEquals(ANSWER, answer.text());
        assertEquals(odd, new String(a.awaitRequest(1).body(), StandardCharsets.UTF_8));
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.SERVED, receipt.outcome());
        assertEquals(UsageSource.PROVIDER, receipt.usageSource());
        assertEquals(7, receipt.usage().input());
        assertEquals(3, receipt.usage().output());
        assertEquals(7_000 + 6_000, receipt.chargeNanoUsd());
        assertEquals("0.000013", answer.header("x-pontage-charge-usd").orElse(""));
        assertEquals(receipt.requestId(), answer.header("x-request-id").orElse(""));
    }

    @Test
    @DisplayName("S4.13 S4.16 S4.18 F-04: a 500 is retried on the other provider, unseen, and billed once")
    void retryUnseen() {
        a.answer(Answer.json(500, "{\"error\":{\"message\":\"boom\"}}"));
        b.answer(Answer.json(200, ANSWER));

        RawResponse answer = call(WHOLE);

        assertEquals(200, answer.status());
        assertEquals(ANSWER, answer.text());
        Receipt receipt = books.awaitOnly();
        assertEquals("b", receipt.provider());
        assertEquals(2, receipt.attempts());
        assertEquals(1, receipt.abandoned().size());
        assertEquals("server_error", receipt.abandoned().getFirst().failure());
    }

    @Test
    @DisplayName("F-10: a stream cut before it means anything is retried; the client sees one clean stream")
    void cutBeforeCommit() {
        a.answer(Answer.head(200, Answer.Framing.CHUNKED, "content-type: text/event-stream")
                .write(ROLE)
                .reset());
        b.answer(Answer.events(ROLE, TEXT, STOP, USAGE, DONE));

        RawResponse answer = call(STREAM);

        assertEquals(ROLE + TEXT + STOP + DONE, answer.text());
        assertEquals(2, books.awaitOnly().attempts());
    }

    @Test
    @DisplayName(
            "F-11 L-04: a stream cut after it began ends in an error event without [DONE], and what came is billed")
    void cutAfterCommit() {
        a.answer(Answer.head(200, Answer.Framing.CHUNKED, "content-type: text/event-stream")
                .write(ROLE + TEXT)
                .gate("seen")
                .reset());

        try (RawClient client = client()) {
            SseReader events = stream(client);
            events.next();
            assertEquals(TEXT, events.next().orElseThrow().raw());
            a.release("seen");
            List<SseEvent> rest = events.toEnd();
            assertEquals(1, rest.size());
            assertTrue(rest.getFirst().data().contains("\"upstream_stream_interrupted\""), rest.toString());
        }
        assertEquals(0, b.headsSoFar());
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.CUT, receipt.outcome());
        assertEquals(UsageSource.COUNTED, receipt.usageSource());
        assertEquals(2, receipt.usage().output());
    }

    @Test
    @DisplayName("F-12: a clean end without [DONE] is complete, and the client gets its marker")
    void missingDone() {
        a.answer(Answer.events(ROLE, TEXT, STOP, USAGE));

        assertEquals(ROLE + TEXT + STOP + DONE, call(STREAM).text());
        assertEquals(Outcome.SERVED, books.awaitOnly().outcome());
    }

    @Test
    @DisplayName("F-13: an error event before the first meaning is retried, unseen")
    void errorBeforeCommit() {
        a.answer(Answer.events(ROLE, ERROR));
        b.answer(Answer.events(ROLE, TEXT, STOP, DONE));

        assertEquals(ROLE + TEXT + STOP + DONE, call(STREAM).text());
        assertEquals(2, books.awaitOnly().attempts());
    }

    @Test
    @DisplayName("F-13: an error event after the first meaning ends the stream in an error, without [DONE]")
    void errorAfterCommit() {
        a.answer(Answer.events(ROLE, TEXT, ERROR, DONE));

        String answer = call(STREAM).text();

        assertTrue(answer.startsWith(ROLE + TEXT), answer);
        assertFalse(answer.contains("[DONE]"), answer);
        assertTrue(answer.contains("\"error\""), answer);
        assertEquals(0, b.headsSoFar());
        assertEquals(Outcome.CUT, books.awaitOnly().outcome());
    }

    @Test
    @DisplayName("C6: an upstream's 401 is our fault and a 502, never the client's 401")
    void upstreamUnauthorized() {
        a.answer(Answer.json(401, "{\"error\":{\"message\":\"bad key sk-upstream-a\"}}"));
        b.answer(Answer.json(401, "{\"error\":{\"message\":\"bad key sk-upstream-b\"}}"));

        RawResponse answer = call(WHOLE);

        assertEquals(502, answer.status());
        assertTrue(answer.text().contains("upstream_credential_refused"), answer.text());
        assertFalse(answer.text().contains("sk-upstream"), answer.text());
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.FAILED, receipt.outcome());
        assertEquals(0, receipt.chargeNanoUsd());
    }

    @Test
    @DisplayName("F-05: an upstream's 400 is not retried and keeps its type, code, param and message")
    void rejected() {
        a.answer(Answer.json(
                400,
                "{\"error\":{\"message\":\"'seed' is odd\",\"type\":\"invalid_request_error\",\"param\":\"seed\","
                        + "\"code\":\"bad_seed\"}}"));

        RawResponse answer = call(WHOLE);

        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("\"param\":\"seed\""), answer.text());
        assertTrue(answer.text().contains("\"code\":\"bad_seed\""), answer.text());
        assertTrue(answer.text().contains("'seed' is odd"), answer.text());
        assertEquals(0, b.headsSoFar());
    }

    @Test
    @DisplayName("F-21 L-04: a client that leaves cancels its upstream; the row has the input and what was produced")
    void clientLeavesMidStream() {
        a.answer(Answer.head(200, Answer.Framing.CHUNKED, "content-type: text/event-stream")
                .write(ROLE + TEXT + MORE)
                .hang());

        try (RawClient client = client()) {
            SseReader events = stream(client);
            events.next();
            events.next();
            events.next();
        }

        a.awaitClosed(1);
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.GONE, receipt.outcome());
        assertEquals(UsageSource.COUNTED, receipt.usageSource());
        assertEquals(2, receipt.usage().input());
        assertEquals(3, receipt.usage().output());
        assertTrue(receipt.chargeNanoUsd() > 0);
        assertEquals(0, b.headsSoFar());
    }

    @Test
    @DisplayName("F-21 F-22 L-05: a client that leaves before the first byte cancels, and nothing is tried again")
    void clientLeavesBeforeFirstByte() {
        a.answer(Answer.silence());

        try (RawClient client = client()) {
            client.post("/v1/chat/completions", STREAM, "authorization: Bearer " + TestGateway.KEY);
            a.awaitRequest(1);
        }

        a.awaitClosed(1);
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.GONE, receipt.outcome());
        assertEquals(1, receipt.attempts());
        assertEquals(0, receipt.usage().output());
        assertEquals(0, b.headsSoFar());
    }

    @Test
    @DisplayName("F-09: a whole answer that breaks off is retried, since the client has seen no byte")
    void wholeCut() {
        a.answer(Answer.json(200, ANSWER).cutAtByte(40));
        b.answer(Answer.json(200, ANSWER));

        assertEquals(ANSWER, call(WHOLE).text());
        assertEquals(2, books.awaitOnly().attempts());
    }

    @Test
    @DisplayName("S-40: a model's name stands in our fields as visible ASCII, whatever it is made of")
    void namesInFields() {
        gateway.close();
        gateway = TestGateway.plan().provider("a", a.baseUrl()).books(books).start();
        a.otherwise(Answer.json(200, ANSWER));
        for (String[] name : new String[][] {
            {"caf\u00e9", "caf%C3%A9"},
            {"a\u00a0b", "a%C2%A0b"},
            {"50%off", "50%25off"},
            {"\u5bc6", "%E5%AF%86"}
        }) {
            RawResponse answer = call(WHOLE.replace("\"m\"", "\"" + name[0] + "\""));
            assertEquals(200, answer.status(), answer.text());
            assertEquals(name[1], answer.header("x-pontage-upstream-model").orElseThrow());
        }
    }

    @Test
    @DisplayName("L-04 F-11 F-21: a whole answer over 1 MiB is relayed as it comes; cut or left, its text is counted")
    void longWholeCutOrLeft() {
        String beginning = ANSWER.substring(0, ANSWER.indexOf("Hello"));
        String text = "x".repeat(3 << 20);
        Answer cut = Answer.json(200, beginning + text + "\"}}]}").cutAtByte(2 << 20);
        a.answer(cut, cut);
        b.answer(cut, cut);

        assertEquals(RawResponse.End.CUT, call(WHOLE).end());
        Receipt receipt = books.awaitOnly();
        assertEquals(Outcome.CUT, receipt.outcome());
        assertEquals(UsageSource.COUNTED, receipt.usageSource());
        long expected = ((2L << 20) - beginning.length() + 3) / 4;
        assertTrue(
                Math.abs(receipt.usage().output() - expected) <= 1_000,
                receipt.usage().toString());
    }

    @Test
    @DisplayName(
            "L-21 L-23: a count beyond all reason is clamped, the row says so, and the receipt is made all the same")
    void absurdCount() {
        a.answer(Answer.json(
                200,
                ANSWER.replace("\"prompt_tokens\":7", "\"prompt_tokens\":9000000000000000000")
                        .replace("\"total_tokens\":10", "\"total_tokens\":9000000000000000003")));

        assertEquals(200, call(WHOLE).status());
        Receipt receipt = books.awaitOnly();
        assertTrue(
                receipt.flags().contains(Receipt.Flag.CLAMPED), receipt.flags().toString());
        assertTrue(receipt.chargeNanoUsd() > 0);
    }

    @Test
    @DisplayName("S4.18 F-20: usage is always asked for upstream, and seen by the client only if it asked")
    void usageIsAskedFor() {
        a.answer(Answer.events(ROLE, TEXT, STOP, USAGE, DONE));

        assertEquals(ROLE + TEXT + STOP + DONE, call(STREAM).text());
        String sent = new String(a.awaitRequest(1).body(), StandardCharsets.UTF_8);
        assertTrue(sent.contains("\"include_usage\":true"), sent);
        assertEquals(UsageSource.PROVIDER, books.awaitOnly().usageSource());
    }

    @Test
    @DisplayName("S0.29: while a stream waits, signs of life go out, and they commit nothing")
    void heartbeats() {
        gateway.close();
        gateway = plan().heartbeatMillis(20).start();
        a.answer(Answer.nothing()
                .gate("beat")
                .thenHead(500, Answer.Framing.LENGTH, "content-type: application/json")
                .write("{}"));
        b.answer(Answer.events(ROLE, TEXT, STOP, DONE));

        try (RawClient client = client()) {
            SseReader events = stream(client);
            assertTrue(events.next().orElseThrow().isHeartbeat());
            assertTrue(events.next().orElseThrow().isHeartbeat());
            a.release("beat");
            assertEquals("[DONE]", lastOf(events.toEnd()).data());
        }
        assertEquals(2, books.awaitOnly().attempts());
    }

    private static SseEvent lastOf(List<SseEvent> events) {
        return events.getLast();
    }

    private RawResponse call(String body) {
        try (RawClient client = client()) {
            return client.post("/v1/chat/completions", body, "authorization: Bearer " + TestGateway.KEY)
                    .readResponse();
        }
    }

    private SseReader stream(RawClient client) {
        client.post("/v1/chat/completions", STREAM, "authorization: Bearer " + TestGateway.KEY);
        RawResponse head = client.readHead();
        assertEquals(200, head.status());
        return client.events(head);
    }

    private RawClient client() {
        return RawClient.connect(gateway.port());
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }
}
