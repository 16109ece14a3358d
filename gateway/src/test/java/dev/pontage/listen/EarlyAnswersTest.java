package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A client that leaves in the middle of its test is what is tested.
final class EarlyAnswersTest {
    private static final String REFUSAL = "no ".repeat(1000);

    private static final String CONTINUED =
            "POST /v1/chat/completions%s HTTP/1.1\r\nhost: a\r\ncontent-length: %d\r\nexpect: 100-Continue\r\n\r\n";

    private static Gatehouse refusing() {
        return Gatehouse.plan()
                .inlet((house, exchange, head) -> Gatehouse.answer(exchange, 401, REFUSAL))
                .open();
    }

    @Test
    @DisplayName("A client that still sends 32 MiB reads the whole refusal and then a FIN, no reset")
    void stillSending() throws InterruptedException {
        try (Gatehouse house = refusing();
                RawClient client = house.client()) {
            byte[] message = client.message("POST", "/v1/chat/completions", new byte[32 << 20]);
            Thread sending = client.sendInBackground(message);
            RawResponse answer = client.readResponse();
            assertEquals(401, answer.status());
            assertEquals(REFUSAL, answer.text());
            assertEquals("close", answer.header("connection").orElseThrow());
            assertEquals(RawResponse.End.WHOLE, client.readToEnd().end());
            assertTrue(client.writtenSoFar() < message.length);
            client.close();
            sending.join();
        }
    }

    @Test
    @DisplayName("A client that sends all before it reads still gets the refusal, and is closed after a second")
    void sendsFirst() {
        try (Gatehouse house = Gatehouse.plan()
                        .limits(ListenLimits.DEFAULTS.withConnectionMillis(10_000, 60_000, 200, 60_000, 20))
                        .inlet((at, exchange, head) -> Gatehouse.answer(exchange, 401, REFUSAL))
                        .open();
                RawClient client = house.client()) {
            byte[] message = client.message("POST", "/v1/chat/completions", new byte[200_000]);
            client.send(message);
            assertEquals(REFUSAL, client.readResponse().text());
            assertEquals(RawResponse.End.WHOLE, client.readToEnd().end());
        }
    }

    @Test
    @DisplayName("A refused request whose body came with its head leaves the connection usable")
    void smallBodyIsNoReason() {
        try (Gatehouse house = refusing();
                RawClient client = house.client()) {
            for (int i = 0; i < 3; i++) {
                RawResponse answer =
                        client.post("/v1/chat/completions", "small").readResponse();
                assertEquals(401, answer.status());
                assertTrue(answer.header("connection").isEmpty());
            }
        }
    }

    @Test
    @DisplayName("What a refused client goes on sending is bounded: the socket is left alone after 256 KiB")
    void boundedDrain() throws InterruptedException {
        ListenLimits patient = ListenLimits.DEFAULTS.withConnectionMillis(10_000, 60_000, 3_000, 60_000, 20);
        try (Gatehouse house = Gatehouse.plan()
                        .limits(patient)
                        .inlet((at, exchange, head) -> Gatehouse.answer(exchange, 401, REFUSAL))
                        .open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(0, 16 * 1024))) {
            Thread sending =
                    client.sendInBackground(client.message("POST", "/v1/chat/completions", new byte[64 << 20]));
            client.readResponse();
            long taken = client.awaitStalled(java.time.Duration.ofMillis(300));
            // What is beyond 256 KiB lies in the two kernels' buffers.
            assertTrue(taken < 16 << 20, () -> "taken: " + taken);
            client.close();
            sending.join();
        }
    }

    @Test
    @DisplayName("100 Continue is sent when the body is asked for, and only then (F-26)")
    void continues() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            if (head.query().equals("refused")) {
                                Gatehouse.answer(exchange, 403, "no");
                            } else {
                                exchange.loop().after(20, () -> Gatehouse.echo(at, exchange, head));
                            }
                        })
                        .open();
                RawClient client = house.client();
                RawClient refused = house.client()) {
            client.send(CONTINUED.formatted("", 5));
            assertEquals(100, client.readHead().status());
            client.send("hello");
            RawResponse answer = client.readResponse();
            assertEquals("hello", answer.text());
            assertEquals(List.of(), answer.interim());

            refused.send(CONTINUED.formatted("?refused", 5));
            RawResponse no = refused.readResponse();
            assertEquals(403, no.status());
            assertEquals(List.of(), no.interim());
            assertEquals("close", no.header("connection").orElseThrow());
        }
    }

    @Test
    @DisplayName("A body over the limit is refused by its announcement, and by counting where there is none (F-25)")
    void tooLarge() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> head.body()
                                .read(100_000, head.peer())
                                .end(
                                        body -> Gatehouse.answer(exchange, 200, "" + body.length()),
                                        refusal -> at.refuse(exchange, refusal)))
                        .open();
                RawClient announced = house.client();
                RawClient counted = house.client();
                RawClient fits = house.client()) {
            announced.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 100001\r\n\r\n");
            assertEquals(413, announced.readResponse().status());

            counted.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
            counted.send("186a0\r\n" + "x".repeat(100_000) + "\r\n1\r\n");
            counted.send("y\r\n");
            RawResponse answer = counted.readResponse();
            assertEquals(413, answer.status());
            assertEquals("request_too_large", answer.text());
            assertEquals(RawResponse.End.WHOLE, counted.halfClose().readToEnd().end());

            fits.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
            fits.send("186a0\r\n" + "x".repeat(100_000) + "\r\n0\r\n\r\n");
            assertEquals("100000", fits.readResponse().text());
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("Bodies beyond the memory that all share are refused with 503, and take none of it from others")
    void memoryIsShared() {
        try (Gatehouse house = Gatehouse.plan()
                        .bodyMemory(200_000)
                        .inlet(Gatehouse::echo)
                        .open();
                RawClient first = house.client();
                RawClient second = house.client()) {
            first.send(CONTINUED.formatted("", 100_000));
            assertEquals(100, first.readHead().status());
            assertEquals(64 * 1024, house.bodies.takenBytes());
            second.post("/v1/chat/completions", "x".repeat(150_000));
            RawResponse full = second.readResponse();
            assertEquals(503, full.status());
            assertEquals("request_memory_full", full.text());
            first.send("x".repeat(100_000));
            assertEquals(100_000, first.readResponse().text().length());
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("A body that grows is charged what it holds, and nothing for what it held before")
    void growth() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> head.body()
                                .read(1 << 20, head.peer())
                                .end(
                                        body -> Gatehouse.answer(
                                                exchange, 200, body.array().length - at.bodies.takenBytes() + " more"),
                                        refusal -> at.refuse(exchange, refusal)))
                        .open();
                RawClient client = house.client()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
            client.send("186a0\r\n" + "x".repeat(100_000) + "\r\n0\r\n\r\n");
            assertEquals("0 more", client.readResponse().text());
        }
    }

    @Test
    @DisplayName("A body that came before anybody asked for it is there when somebody does")
    void askedLater() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) ->
                                exchange.loop().after(30, () -> Gatehouse.echo(at, exchange, head)))
                        .open();
                RawClient client = house.client()) {
            for (String body : List.of("small", "y".repeat(20_000), "z".repeat(1 << 20))) {
                assertEquals(
                        body,
                        client.post("/v1/chat/completions", body).readResponse().text());
            }
        }
    }

    @Test
    @DisplayName("A peer whose body nobody has asked for makes us hold little: its socket is not read on")
    void unaskedBody() throws InterruptedException {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> at.note("accepted"))
                        .open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(0, 16 * 1024))) {
            Thread sending =
                    client.sendInBackground(client.message("POST", "/v1/chat/completions", new byte[32 << 20]));
            house.awaitNoted("accepted", 1);
            long taken = client.awaitStalled(java.time.Duration.ofMillis(300));
            assertTrue(taken < 16 << 20, () -> "taken: " + taken);
            assertEquals(0, house.bodies.takenBytes());
            assertFalse(house.noted("accepted") > 1);
            client.close();
            sending.join();
        }
    }
}
