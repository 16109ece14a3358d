package dev.pontage.testkit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scripted upstream answers to the byte as its script says")
final class ScriptedAnswersTest {
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    @DisplayName("records method, raw target, fields in order and body, on one connection kept alive")
    void records() {
        upstream.answer(Answer.json(200, "{\"a\":1}"), Answer.json(201, "{}", "x-extra: yes"));
        try (RawClient client = RawClient.connect(upstream.port())) {
            client.post("/v1/a%20b?q=%2F", "{\"é\":1.10}", "X-One: 1", "x-two:2");
            RawResponse first = client.readResponse();
            assertEquals(200, first.status());
            assertEquals("{\"a\":1}", first.text());
            assertTrue(first.whole());
            client.get("/second");
            assertEquals("yes", client.readResponse().header("x-extra").orElseThrow());
        }
        RecordedRequest request = upstream.awaitRequest(1);
        assertEquals("POST", request.method());
        assertEquals("/v1/a%20b?q=%2F", request.target());
        assertEquals("{\"é\":1.10}", request.text());
        assertEquals(
                List.of("host", "X-One", "x-two", "content-type", "content-length"),
                request.head().fields().names());
        assertEquals(1, upstream.awaitRequest(2).connection());
        assertEquals(1, upstream.connectionsEver());
        upstream.awaitOpenConnections(0);
        assertTrue(upstream.awaitEnding(1).nanos() > request.nanos());
    }

    @Test
    @DisplayName("without an answer left it says so with a 500")
    void exhausted() {
        try (RawClient client = RawClient.connect(upstream.port())) {
            assertEquals(500, client.get("/").readResponse().status());
        }
    }

    @Test
    @DisplayName("chunked, counted and until-close bodies arrive whole, also in segments of one byte")
    void framings() {
        for (Answer.Framing framing :
                List.of(Answer.Framing.LENGTH, Answer.Framing.CHUNKED, Answer.Framing.UNTIL_CLOSE)) {
            Answer answer = Answer.head(200, framing, "x-a: b").write("äb").write("c\r\n");
            for (Answer variant : List.of(answer, answer.byteByByte(), answer.inSegments(3))) {
                upstream.answer(variant);
                try (RawClient client = RawClient.connect(upstream.port())) {
                    RawResponse response = client.get("/").readResponse();
                    assertEquals("äbc\r\n", response.text(), framing.name());
                    assertTrue(response.whole(), framing.name());
                }
            }
        }
    }

    @Test
    @DisplayName("a body cut at byte n is seen cut with n bytes, with FIN and with RST")
    void cuts() {
        for (int n = 0; n <= 5; n++) {
            upstream.answer(
                    Answer.json(200, "123456").cutAtByte(n),
                    Answer.events("123", "456").cutAtByte(n));
            for (int i = 0; i < 2; i++) {
                try (RawClient client = RawClient.connect(upstream.port())) {
                    RawResponse response = client.get("/").readResponse();
                    assertEquals("123456".substring(0, n), response.text());
                    assertEquals(RawResponse.End.CUT, response.end());
                }
            }
        }
        upstream.answer(Answer.events("123", "456").cutAtByte(6));
        try (RawClient client = RawClient.connect(upstream.port())) {
            RawResponse response = client.get("/").readResponse();
            assertEquals("123456", response.text());
            assertFalse(response.whole(), "the last chunk is missing");
        }
        upstream.answer(Answer.json(200, "12345678").resetAtByte(3));
        try (RawClient client = RawClient.connect(upstream.port())) {
            assertEquals(RawResponse.End.RESET, client.get("/").readResponse().end());
        }
    }

    @Test
    @DisplayName("an answer cut in its head has no end of head")
    void cutHead() {
        upstream.answer(Answer.json(200, "{}").cutAtWireByte(20));
        try (RawClient client = RawClient.connect(upstream.port())) {
            assertEquals("HTTP/1.1 200 OK\r\ncon", client.get("/").readToEnd().text());
        }
    }

    @Test
    @DisplayName("a gate holds the rest back until the test releases it, and events arrive one by one")
    void gates() {
        upstream.answer(
                Answer.events("data: one\n\n").gate("g").write(": hb\n\nevent: x\r\ndata: two\r\ndata: 3\r\n\r\n"));
        try (RawClient client = RawClient.connect(upstream.port())) {
            SseReader events = client.get("/").events(client.readHead());
            assertEquals("one", events.next().orElseThrow().data());
            upstream.awaitAtGate("g");
            long before = System.nanoTime();
            upstream.release("g");
            assertTrue(events.next().orElseThrow().isHeartbeat());
            SseEvent two = events.next().orElseThrow();
            assertEquals("x", two.name());
            assertEquals("two\n3", two.data());
            assertTrue(two.nanos() > before);
            assertTrue(events.next().isEmpty());
            assertEquals(RawResponse.End.WHOLE, events.end());
        }
    }

    @Test
    @DisplayName("pauses pass when the test moves their time on")
    void virtualPauses() {
        VirtualPauses pauses = new VirtualPauses();
        try (ScriptedUpstream slow =
                        ScriptedUpstream.start(ScriptedUpstream.Options.plain().withPauses(pauses));
                RawClient client = RawClient.connect(slow.port())) {
            slow.answer(
                    Answer.head(200, Answer.Framing.CHUNKED).pauseMillis(60_000).write("late"));
            client.get("/").readHead();
            pauses.awaitPausing(1);
            pauses.advanceMillis(59_999);
            pauses.awaitPausing(1);
            pauses.advanceMillis(1);
            assertEquals("4\r\nlate\r\n", new String(client.read(9), StandardCharsets.US_ASCII));
        }
    }

    @Test
    @DisplayName("interim answers come first; an answer may come before the body was read")
    void early() {
        upstream.answer(Answer.informational(100)
                .interim(103, "link: x")
                .thenHead(200, Answer.Framing.LENGTH)
                .write("ok")
                .beforeBody());
        try (RawClient client = RawClient.connect(upstream.port())) {
            client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\n12");
            RawResponse response = client.readResponse();
            assertEquals(List.of(100, 103), response.interim());
            assertEquals("ok", response.text());
            assertEquals("POST", upstream.awaitHeadOf(1).method());
            upstream.awaitReceived(1, 2);
            client.send("34");
            assertEquals("1234", upstream.awaitRequest(1).text());
        }
    }

    @Test
    @DisplayName("close, reset, half-close and silence are told apart")
    void endings() {
        Answer begun = Answer.head(200, Answer.Framing.CHUNKED).write("a");
        upstream.answer(begun.close(), begun.gate("seen").reset(), begun.halfClose(), Answer.silence());
        try (RawClient client = RawClient.connect(upstream.port())) {
            assertEquals(RawResponse.End.CUT, client.get("/").readResponse().end());
        }
        try (RawClient client = RawClient.connect(upstream.port())) {
            client.get("/").readHead();
            upstream.release("seen");
            assertEquals(RawResponse.End.RESET, client.readToEnd().end());
        }
        try (RawClient client = RawClient.connect(upstream.port())) {
            assertEquals(RawResponse.End.CUT, client.get("/").readResponse().end());
            assertEquals(1, upstream.openConnections());
        }
        upstream.awaitClosed(3);
        try (RawClient client = RawClient.connect(upstream.port())) {
            client.get("/");
            upstream.awaitRequest(4);
            client.reset();
        }
        assertTrue(upstream.awaitEnding(4).reset());
        assertFalse(upstream.awaitEnding(3).reset());
    }

    @Test
    @DisplayName("F-23: what a stalled reader took is counted, on both sides")
    void backPressure() {
        int small = 16 * 1024;
        try (ScriptedUpstream narrow =
                        ScriptedUpstream.start(ScriptedUpstream.Options.plain().withBuffers(small, small));
                RawClient client = RawClient.connect(
                        narrow.port(), RawClient.Options.plain().withBuffers(small, small))) {
            narrow.answer(
                    Answer.head(200, Answer.Framing.CHUNKED).flood("x".repeat(1000), 20_000_000),
                    Answer.json(200, "{}").readBodyUpTo(1000, "read on"));
            client.get("/");
            client.readHead();
            long taken = narrow.awaitStalled(1, Duration.ofMillis(200));
            assertTrue(taken > 1000 && taken < 1_000_000, "taken " + taken);
            var _ = client.read(200_000);
            narrow.awaitWritten(1, taken + 50_000);
        }
        try (ScriptedUpstream narrow =
                        ScriptedUpstream.start(ScriptedUpstream.Options.plain().withBuffers(small, small));
                RawClient client = RawClient.connect(
                        narrow.port(), RawClient.Options.plain().withBuffers(small, small))) {
            narrow.answer(Answer.json(200, "{}").readBodyUpTo(1000, "read on"));
            client.sendInBackground(client.message("POST", "/", new byte[5_000_000]));
            long taken = client.awaitStalled(Duration.ofMillis(200));
            assertTrue(taken > 1000 && taken < 1_000_000, "taken " + taken);
            assertEquals(1000, narrow.receivedSoFar(1));
            narrow.release("read on");
            assertEquals(200, client.readResponse().status());
            assertEquals(5_000_000, narrow.awaitRequest(1).body().length);
        }
    }

    @Test
    @DisplayName("what is no HTTP request is remembered with its reason")
    void malformed() {
        try (RawClient client = RawClient.connect(upstream.port())) {
            client.send("GET / HTTP/1.1\nhost: a\n\n");
            assertEquals("", client.readToEnd().text());
        }
        assertEquals(1, upstream.malformed().size());
        assertEquals(0, upstream.headsSoFar());
    }
}
