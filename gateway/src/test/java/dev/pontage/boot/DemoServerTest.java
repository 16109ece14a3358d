package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.SseEvent;
import dev.pontage.testkit.wire.SseReader;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo provider on loopback")
class DemoServerTest {
    private static Vertx vertx;
    private static DemoServer server;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = DemoServer.start(vertx, Ticker.SYSTEM)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("Answers two requests of one connection, whole ones with their length")
    void keepAlive() {
        try (RawClient client = connect()) {
            for (int i = 0; i < 2; i++) {
                RawResponse answer = client.send(chat("/slow 1 Hello", false)).readResponse();
                assertEquals(200, answer.status());
                assertTrue(answer.whole() && answer.header("content-length").isPresent(), answer.toString());
                assertTrue(answer.text().contains("[demo]"));
            }
        }
    }

    @Test
    @DisplayName("A stream comes event by event, not before its time")
    void stream() {
        try (RawClient client = connect()) {
            long sent = System.nanoTime();
            RawResponse head =
                    client.send(chat("/slow 60 /slow 30 each Hello", true)).readHead();
            SseReader reader = client.events(head);
            List<SseEvent> events = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                events.add(reader.next().orElseThrow());
            }
            assertTrue(events.getFirst().nanos() - sent >= TimeUnit.MILLISECONDS.toNanos(55));
            assertTrue(events.get(3).nanos() - sent >= TimeUnit.MILLISECONDS.toNanos(140));
            assertEquals("[DONE]", reader.toEnd().getLast().data());
            assertEquals(RawResponse.End.WHOLE, reader.end());
            assertEquals(
                    200,
                    client.send(chat("/slow 0 again", false)).readResponse().status());
        }
    }

    @Test
    @DisplayName("A client that leaves ends its answer, in the middle of a stream and before its first byte")
    void cancel() {
        for (String prompt : List.of("/slow 0 /slow 600000 each Hello", "/slow 600000 Hello", "/fail hang")) {
            RawClient client = connect();
            client.send(chat(prompt, true));
            Eventually.poll("the answer is being played", () -> server.playing() == 1);
            client.close();
            Eventually.poll("the answer is given up", () -> server.playing() == 0);
        }
    }

    @Test
    @DisplayName("/fail cut breaks the connection where it says: in a stream, in a body, before the head")
    void cut() {
        try (RawClient client = connect()) {
            RawResponse streamed = client.send(chat("/slow 0 /slow 0 each /fail cut 2 Hello", true))
                    .readResponse();
            assertEquals(200, streamed.status());
            assertFalse(streamed.whole());
            assertTrue(streamed.text().contains("[demo]") && !streamed.text().contains("[DONE]"), streamed.text());
        }
        try (RawClient client = connect()) {
            RawResponse whole =
                    client.send(chat("/slow 0 /fail cut Hello", false)).readResponse();
            assertFalse(whole.whole());
            assertTrue(whole.body().length > 0);
        }
        try (RawClient client = connect()) {
            assertEquals(
                    "", client.send(chat("/fail cut 0 Hello", true)).readToEnd().text());
        }
        Eventually.poll("nothing is being played", () -> server.playing() == 0);
    }

    @Test
    @DisplayName("/fail empty and /fail 429 keep the connection")
    void empty() {
        try (RawClient client = connect()) {
            RawResponse stream = client.send(chat("/slow 0 /fail empty", true)).readResponse();
            assertTrue(stream.whole() && stream.text().isEmpty(), stream.toString());
            RawResponse whole = client.send(chat("/slow 0 /fail empty", false)).readResponse();
            assertTrue(whole.whole() && whole.text().isEmpty(), whole.toString());
            RawResponse limited =
                    client.send(chat("/fail 429 retry-after=2", false)).readResponse();
            assertEquals(429, limited.status());
            assertEquals("2", limited.header("retry-after").orElseThrow());
        }
    }

    @Test
    @DisplayName("A body of a megabyte is answered")
    void bigBody() {
        try (RawClient client = connect()) {
            RawResponse answer =
                    client.send(chat("/slow 0 " + "x".repeat(1 << 20), false)).readResponse();
            assertEquals(200, answer.status());
            assertTrue(answer.text().contains("\"prompt_tokens\":262146"), answer.text());
        }
    }

    private static RawClient connect() {
        return RawClient.connect(URI.create(server.baseUrl()));
    }

    private static String chat(String prompt, boolean stream) {
        String body = "{\"model\":\"m\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt + "\"}]}";
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: demo\r\ncontent-type: application/json\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
