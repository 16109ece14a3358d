package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A client that leaves in the middle of its test is what is tested.
final class ConnectionsTest {

    @Test
    @DisplayName("2,000 connections that are kept alive are served again and again")
    void many() {
        List<RawClient> clients = new ArrayList<>();
        try (Gatehouse house = Gatehouse.plan().inlet(Gatehouse::echo).open()) {
            for (int i = 0; i < 2_000; i++) {
                clients.add(house.client());
            }
            for (int round = 0; round < 2; round++) {
                for (RawClient client : clients) {
                    client.post("/v1/chat/completions", "round " + round);
                }
                for (RawClient client : clients) {
                    assertEquals("round " + round, client.readResponse().text());
                }
            }
            assertEquals(2_000, house.listener().connections());
            clients.forEach(RawClient::close);
            Eventually.poll("all have left", () -> house.listener().connections() == 0);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    @Test
    @DisplayName("One address has so many connections and no more; one that leaves makes room (F-24)")
    void perAddress() {
        try (Gatehouse house = Gatehouse.plan()
                        .limits(ListenLimits.DEFAULTS.withConnections(2, 100))
                        .open();
                RawClient first = house.client();
                RawClient second = house.client()) {
            assertEquals(200, first.get("/v1/models").readResponse().status());
            assertEquals(200, second.get("/v1/models").readResponse().status());
            refused(house);
            house.awaitNoted("ADDRESS_FULL", 1);
            first.close();
            Eventually.poll("the first has left", () -> house.listener().connections() == 1);
            try (RawClient third = house.client()) {
                assertEquals(200, third.get("/v1/models").readResponse().status());
            }
        }
    }

    @Test
    @DisplayName("There are so many connections and no more")
    void altogether() {
        try (Gatehouse house = Gatehouse.plan()
                        .limits(ListenLimits.DEFAULTS.withConnections(100, 1))
                        .open();
                RawClient first = house.client()) {
            assertEquals(200, first.get("/v1/models").readResponse().status());
            refused(house);
            house.awaitNoted("CONNECTIONS_FULL", 1);
            assertEquals(200, first.get("/v1/models").readResponse().status());
        }
    }

    private static void refused(Gatehouse house) {
        try (RawClient client = house.client()) {
            assertTrue(client.readToEnd().text().isEmpty());
        }
    }

    @Test
    @DisplayName("A listener that stops lets exchanges end, closes what is idle and refuses what is new (F-41)")
    void drain() {
        List<Runnable> answers = new ArrayList<>();
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            answers.add(() -> exchange.loop().post(() -> Gatehouse.answer(exchange, 200, "the last")));
                            at.note("accepted");
                        })
                        .open();
                RawClient idle = house.client();
                RawClient busy = house.client()) {
            idle.get("/v1/models");
            house.awaitNoted("accepted", 1);
            answers.getFirst().run();
            idle.readResponse();
            busy.get("/v1/models");
            house.awaitNoted("accepted", 2);

            CompletionStage<Void> drained = house.listener().drain(60_000);
            assertEquals(RawResponse.End.WHOLE, idle.readToEnd().end());
            assertThrows(UncheckedIOException.class, () -> {
                try (RawClient late = house.client()) {
                    late.get("/v1/models").readResponse();
                }
            });
            answers.get(1).run();
            RawResponse last = busy.readResponse();
            assertEquals("the last", last.text());
            assertEquals("close", last.header("connection").orElseThrow());
            assertEquals(RawResponse.End.WHOLE, busy.readToEnd().end());
            Gatehouse.done(drained);
            assertEquals(0, house.listener().connections());
        }
    }

    @Test
    @DisplayName("An exchange that does not end in time is cut when the listener stops")
    void drainCuts() {
        try (Gatehouse house = Gatehouse.plan()
                        .inlet((at, exchange, head) -> {
                            exchange.reply().onGone(() -> at.note("gone"));
                            at.note("accepted");
                        })
                        .open();
                RawClient client = house.client()) {
            client.get("/v1/models");
            house.awaitNoted("accepted", 1);
            Gatehouse.done(house.listener().drain(100));
            house.awaitNoted("gone", 1);
            assertEquals("", client.readToEnd().text());
        }
    }

    @Test
    @DisplayName("A port that is taken fails the start")
    void portTaken() {
        try (Gatehouse house = Gatehouse.plan().open()) {
            AssertionError failed = assertThrows(
                    AssertionError.class,
                    () -> Gatehouse.plan().port(house.port()).open());
            assertTrue(failed.toString().contains("Address already in use"), failed.toString());
        }
    }

    @Test
    @DisplayName("Every loop serves")
    void everyLoop() {
        try (Gatehouse house = Gatehouse.plan()
                .loops(3)
                .inlet((at, exchange, head) ->
                        Gatehouse.answer(exchange, 200, Thread.currentThread().getName()))
                .open()) {
            List<String> loops = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                try (RawClient client = house.client()) {
                    loops.add(client.get("/v1/models").readResponse().text());
                }
            }
            assertEquals(3, loops.stream().distinct().count(), loops::toString);
        }
    }
}
