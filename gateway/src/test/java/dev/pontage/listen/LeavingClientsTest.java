package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client that leaves is heard, whatever its connection was doing (F-21, F-22)")
@SuppressWarnings("try") // A client that leaves in the middle of its test is what is tested.
final class LeavingClientsTest {

    private static void wait(Gatehouse house, Exchange exchange, Head head) {
        exchange.reply().onGone(() -> house.note("gone"));
        house.note("accepted");
    }

    @Test
    @DisplayName("A FIN while the answer is awaited")
    void fin() {
        try (Gatehouse house = Gatehouse.plan().inlet(LeavingClientsTest::wait).open();
                RawClient client = house.client()) {
            client.get("/v1/models");
            house.awaitNoted("accepted", 1);
            client.close();
            house.awaitNoted("gone", 1);
        }
    }

    @Test
    @DisplayName("The memory of its body is given back when nobody reads that any more (F-17)")
    void bodyInUse() {
        CountDownLatch done = new CountDownLatch(1);
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().onGone(() -> at.note("gone"));
                            head.body().read(1 << 20, "holder").end(body -> read(at, exchange, done), refusal -> {});
                        })
                        .open();
                RawClient client = house.client()) {
            client.post("/v1/chat/completions", "x".repeat(100_000));
            house.awaitNoted("reading", 1);
            client.close();
            house.awaitNoted("gone", 1);
            assertTrue(house.bodies.takenBytes() >= 100_000);
            done.countDown();
            Eventually.poll("all is given back", () -> house.bodies.takenBytes() == 0);
        }
    }

    private static void read(Gatehouse house, Exchange exchange, CountDownLatch done) {
        exchange.offload(
                () -> {
                    house.note("reading");
                    try {
                        return done.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                10_000,
                "late",
                answer -> {});
    }

    @Test
    @DisplayName("A half-close counts as leaving")
    void halfClose() {
        try (Gatehouse house = Gatehouse.plan().inlet(LeavingClientsTest::wait).open();
                RawClient client = house.client()) {
            client.get("/v1/models");
            house.awaitNoted("accepted", 1);
            client.halfClose();
            house.awaitNoted("gone", 1);
        }
    }

    @Test
    @DisplayName("An RST while the answer is awaited")
    void rst() {
        try (Gatehouse house = Gatehouse.plan().inlet(LeavingClientsTest::wait).open();
                RawClient client = house.client()) {
            client.get("/v1/models");
            house.awaitNoted("accepted", 1);
            client.reset();
            house.awaitNoted("gone", 1);
        }
    }

    @Test
    @DisplayName("A FIN behind pipelined requests that nobody reads yet")
    void behindPipelinedRequests() {
        try (Gatehouse house = Gatehouse.plan().inlet(LeavingClientsTest::wait).open();
                RawClient client = house.client()) {
            client.get("/v1/models");
            house.awaitNoted("accepted", 1);
            for (int i = 0; i < 2_000; i++) {
                client.get("/v1/models");
            }
            client.halfClose();
            house.awaitNoted("gone", 1);
            assertEquals(1, house.noted("accepted"));
        }
    }

    @Test
    @DisplayName("An RST while a pipelined request waits behind the answer")
    void rstBehindAPipelinedRequest() {
        try (Gatehouse house = Gatehouse.plan()
                        .loops(1)
                        .inlet((at, exchange, head) -> {
                            if (head.query().equals("probe")) {
                                Gatehouse.answer(exchange, 200, "ok");
                            } else {
                                exchange.reply().head(200, Headers.NONE, -1);
                                Gatehouse.write(exchange, "first");
                                wait(at, exchange, head);
                            }
                        })
                        .open();
                RawClient client = house.client();
                RawClient probe = house.client()) {
            client.get("/v1/models").readHead();
            client.get("/v1/models");
            // Two rounds of the one loop: by then it has read the pipelined request, which the reset would wipe out.
            assertEquals(200, probe.get("/v1/models?probe").readResponse().status());
            assertEquals(200, probe.get("/v1/models?probe").readResponse().status());
            client.reset();
            house.awaitNoted("gone", 1);
            assertEquals(1, house.noted("accepted"));
            Eventually.poll(
                    "only the probe is connected", () -> house.listener().connections() == 1);
        }
    }

    @Test
    @DisplayName("A FIN behind more of a body than one read takes, which nobody has asked for")
    void behindAnUnreadBody() {
        try (Gatehouse house = Gatehouse.plan().inlet(LeavingClientsTest::wait).open();
                RawClient client = house.client()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 30000000\r\n\r\n");
            house.awaitNoted("accepted", 1);
            client.send(new byte[100_000]);
            client.close();
            house.awaitNoted("gone", 1);
        }
    }

    @Test
    @DisplayName("A FIN in the middle of a body ends the wait for it with a refusal, and gives its memory back")
    void inTheBody() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            wait(at, exchange, head);
                            Gatehouse.echo(at, exchange, head);
                        })
                        .open();
                RawClient client = house.client()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nhalf");
            house.awaitNoted("accepted", 1);
            client.close();
            house.awaitNoted("gone", 1);
            house.awaitNoted("body_incomplete", 1);
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("In the middle of a stream; after that every write is ignored")
    void inTheStream() {
        List<Boolean> gone = new CopyOnWriteArrayList<>();
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.NONE, -1);
                            Gatehouse.write(exchange, "first");
                            exchange.reply().onGone(() -> {
                                gone.add(exchange.reply().gone());
                                Gatehouse.write(exchange, "more");
                                exchange.reply().end();
                                exchange.reply().cut();
                                exchange.reply().onGone(() -> at.note("told late"));
                                at.note("gone");
                            });
                        })
                        .open();
                RawClient client = house.client()) {
            client.get("/v1/models").readHead();
            client.close();
            house.awaitNoted("gone", 1);
            house.awaitNoted("told late", 1);
            assertEquals(List.of(true), gone);
        }
    }

    @Test
    @DisplayName("Not after the answer is complete, nor after it was broken off")
    void notAfterTheEnd() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().onGone(() -> at.note("gone"));
                            if (head.query().equals("cut")) {
                                exchange.reply().head(200, Headers.NONE, -1);
                                Gatehouse.write(exchange, "first");
                                exchange.reply().cut();
                            } else {
                                Gatehouse.answer(exchange, 200, "ok");
                            }
                        })
                        .open();
                RawClient whole = house.client();
                RawClient cut = house.client()) {
            whole.get("/v1/models").readResponse();
            whole.close();
            RawResponse broken = cut.get("/v1/models?cut").readResponse();
            assertEquals("first", broken.text());
            assertEquals(RawResponse.End.CUT, broken.end());
            assertTrue(broken.fields().has("transfer-encoding"));
            Eventually.poll("both connections are gone", () -> house.listener().connections() == 0);
            assertEquals(0, house.noted("gone"));
        }
    }

    @Test
    @DisplayName("Without native transport, at the next write at the latest")
    void withoutNativeTransport() {
        try (Gatehouse house = Gatehouse.plan()
                        .withoutNativeTransport()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.NONE, -1);
                            exchange.reply().onGone(() -> at.note("gone"));
                            beat(exchange);
                        })
                        .open();
                RawClient client = house.client()) {
            client.get("/v1/models").readHead();
            client.get("/v1/models").get("/v1/models");
            client.close();
            house.awaitNoted("gone", 1);
        }
    }

    private static void beat(Exchange exchange) {
        if (!exchange.reply().gone()) {
            Gatehouse.write(exchange, ": still here\n");
            exchange.loop().after(20, () -> beat(exchange));
        }
    }
}
