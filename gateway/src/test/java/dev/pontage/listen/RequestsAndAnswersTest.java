package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestsAndAnswersTest {

    @Test
    @DisplayName("A request with a small body is answered whole, with its length, and the connection serves the next")
    void smallBodies() {
        try (Gatehouse house = Gatehouse.plan().inlet(Gatehouse::echo).open();
                RawClient client = house.client()) {
            for (int i = 0; i < 3; i++) {
                RawResponse answer =
                        client.post("/v1/chat/completions", "hello " + i).readResponse();
                assertEquals(200, answer.status());
                assertEquals("hello " + i, answer.text());
                assertEquals("7", answer.header("content-length").orElseThrow());
                assertTrue(answer.header("transfer-encoding").isEmpty());
                assertTrue(answer.header(AnswerHeaders.REQUEST_ID).orElseThrow().matches("[0-9a-f]{32}"));
            }
        }
    }

    @Test
    @DisplayName("A body of 5 MiB arrives unchanged, by Content-Length and in chunks")
    void largeBodies() {
        String text = "0123456789abcdef".repeat(320 * 1024);
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> head.body()
                                .read(8 << 20, head.peer())
                                .end(
                                        body -> Gatehouse.answer(
                                                exchange,
                                                200,
                                                Integer.toHexString(
                                                        Gatehouse.text(body).hashCode())),
                                        refusal -> at.refuse(exchange, refusal)))
                        .open();
                RawClient client = house.client()) {
            String hash = Integer.toHexString(text.hashCode());
            assertEquals(
                    hash,
                    client.post("/v1/chat/completions", text).readResponse().text());
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
            for (int from = 0; from < text.length(); from += 1 << 20) {
                client.send("100000\r\n" + text.substring(from, from + (1 << 20)) + "\r\n");
            }
            client.send("0\r\n\r\n");
            assertEquals(hash, client.readResponse().text());
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("Pipelined requests are answered in order, bodies included")
    void pipelining() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> head.body()
                                .read(100, head.peer())
                                .end(
                                        body -> exchange.loop()
                                                .after(
                                                        body.length() % 3 * 20L,
                                                        () -> Gatehouse.answer(exchange, 200, Gatehouse.text(body))),
                                        refusal -> at.refuse(exchange, refusal)))
                        .open();
                RawClient client = house.client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                String body = "x".repeat(i);
                all.append("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: ")
                        .append(i)
                        .append("\r\n\r\n")
                        .append(body);
            }
            client.send(all.toString());
            for (int i = 0; i < 40; i++) {
                assertEquals("x".repeat(i), client.readResponse().text());
            }
        }
    }

    @Test
    @DisplayName("A pipelined request that comes while an exchange runs is kept and answered after it (F-26)")
    void aheadOfTheAnswer() {
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        try (Gatehouse house = Gatehouse.plan()
                        .loops(1)
                        .inlet((at, exchange, head) -> {
                            if (head.query().equals("ping")) {
                                Gatehouse.answer(exchange, 200, "pong");
                                return;
                            }
                            waiting.add(
                                    () -> exchange.loop().post(() -> Gatehouse.answer(exchange, 200, head.query())));
                            at.note("accepted");
                        })
                        .open();
                RawClient client = house.client()) {
            client.get("/v1/models?1");
            house.awaitNoted("accepted", 1);
            client.get("/v1/models?2").get("/v1/models?3");
            awaitTurns(house);
            assertEquals(1, house.noted("accepted"));
            for (int i = 1; i <= 3; i++) {
                house.awaitNoted("accepted", i);
                waiting.get(i - 1).run();
                assertEquals(Integer.toString(i), client.readResponse().text());
            }
        }
    }

    /** The one loop has seen whatever was sent before: it answered another connection twice since. */
    private static void awaitTurns(Gatehouse house) {
        try (RawClient other = house.client()) {
            for (int i = 0; i < 2; i++) {
                assertEquals("pong", other.get("/v1/models?ping").readResponse().text());
            }
        }
    }

    @Test
    @DisplayName("However far a client runs ahead of its answers, no request is lost and none overtakes")
    void farAhead() {
        int burst = 50;
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        try (Gatehouse house = Gatehouse.plan()
                        .loops(1)
                        .inlet((at, exchange, head) -> {
                            if (head.query().equals("ping")) {
                                Gatehouse.answer(exchange, 200, "pong");
                                return;
                            }
                            waiting.add(
                                    () -> exchange.loop().post(() -> Gatehouse.answer(exchange, 200, head.query())));
                            at.note("accepted");
                        })
                        .open();
                RawClient client = house.client()) {
            int sent = 0;
            for (int bursts = 0; bursts < 4; bursts++) {
                StringBuilder all = new StringBuilder();
                for (int i = 0; i < burst; i++) {
                    all.append("GET /v1/models?")
                            .append(sent++)
                            .append(" HTTP/1.1\r\nhost: a\r\nx-filling: ")
                            .append("x".repeat(400))
                            .append("\r\n\r\n");
                }
                client.send(all.toString());
                awaitTurns(house);
            }
            for (int i = 0; i < sent; i++) {
                house.awaitNoted("accepted", i + 1);
                waiting.get(i).run();
                assertEquals(Integer.toString(i), client.readResponse().text());
            }
        }
    }

    @Test
    @DisplayName("A stream is chunked, each turn's writes leave together, and its end is proper")
    void streams() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.of("content-type", "text/event-stream"), -1);
                            Gatehouse.write(exchange, "one ");
                            Gatehouse.write(exchange, "two ");
                            exchange.loop().after(20, () -> {
                                Gatehouse.write(exchange, "three ");
                                Gatehouse.write(exchange, "four");
                                exchange.reply().end();
                            });
                        })
                        .open();
                RawClient client = house.client()) {
            RawResponse head = client.get("/v1/models").readHead();
            assertEquals("chunked", head.header("transfer-encoding").orElseThrow());
            String rest = "8\r\none two \r\na\r\nthree four\r\n0\r\n\r\n";
            assertEquals(rest, new String(client.read(rest.length()), StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("Fields that belong to a connection never come from an answer's own head")
    void hopByHop() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply()
                                    .head(
                                            200,
                                            Headers.of(
                                                    "Connection",
                                                    "close, x-own",
                                                    "Transfer-Encoding",
                                                    "gzip",
                                                    "Content-Length",
                                                    "99",
                                                    "Keep-Alive",
                                                    "timeout=5",
                                                    "Upgrade",
                                                    "h2c",
                                                    "x-own",
                                                    "stays"),
                                            2);
                            Gatehouse.write(exchange, "ok");
                            exchange.reply().end();
                        })
                        .open();
                RawClient client = house.client()) {
            RawResponse answer = client.get("/v1/models").readResponse();
            assertEquals(
                    List.of("x-own", "content-length"),
                    answer.fields().list().stream()
                            .map(field -> field.name().toLowerCase(Locale.ROOT))
                            .toList());
            assertEquals("2", answer.header("content-length").orElseThrow());
        }
    }
}
