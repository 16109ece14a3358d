package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Exchange;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Slow clients cost a bounded time (F-23, F-24)")
final class DeadlinesTest {
    private static final long LONG = 600_000;

    /** What a slow reader takes at once: 12 MB a second keep the kernel's buffer full, and are less than it could. */
    private static final int PIECE = 256 * 1024;

    private static ListenLimits millis(long head, long idle, long stuckReader) {
        return ListenLimits.DEFAULTS.withConnectionMillis(head, idle, 1_000, stuckReader, 20);
    }

    @Test
    @DisplayName("A connection that says nothing is closed, before its first request and after one")
    void idle() {
        try (Gatehouse house = Gatehouse.plan().limits(millis(LONG, 150, LONG)).open();
                RawClient silent = house.client();
                RawClient used = house.client()) {
            used.get("/v1/models").readResponse();
            assertEquals(RawResponse.End.WHOLE, silent.readToEnd().end());
            assertEquals(RawResponse.End.WHOLE, used.readToEnd().end());
        }
    }

    @Test
    @DisplayName("A connection whose answer takes long is not idle")
    void busyIsNotIdle() {
        try (Gatehouse house = Gatehouse.plan()
                        .limits(millis(100, 100, 100))
                        .inlet((at, exchange, head) ->
                                exchange.loop().after(500, () -> Gatehouse.answer(exchange, 200, "late")))
                        .open();
                RawClient client = house.client()) {
            assertEquals("late", client.get("/v1/models").readResponse().text());
        }
    }

    @Test
    @DisplayName("A connection whose answer was given as a whole is not idle while its client still reads")
    void readingIsNotIdle() {
        int size = 40 << 20;
        try (Gatehouse house = Gatehouse.plan()
                        .limits(millis(LONG, 300, LONG))
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.NONE, size);
                            exchange.reply().write(new byte[size], 0, size);
                            exchange.reply().end();
                        })
                        .open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(8 * 1024, 0));
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            client.get("/v1/models").readHead();
            AtomicLong read = new AtomicLong();
            var ticking = clock.scheduleAtFixedRate(
                    () -> quietly(() -> {
                        if (read.get() < size) {
                            read.addAndGet(client.read(PIECE).length);
                        }
                    }),
                    20,
                    20,
                    TimeUnit.MILLISECONDS);
            Eventually.poll("all is read", () -> read.get() == size, Duration.ofSeconds(30));
            ticking.cancel(false);
            assertEquals(RawResponse.End.WHOLE, client.readToEnd().end(), "then it is idle, and closed");
        }
    }

    @Test
    @DisplayName("A deadline that cannot be enforced on one connection is enforced on all others")
    void oneBreaks() {
        try (Gatehouse house = Gatehouse.plan()
                        .limits(millis(50, 500, LONG))
                        .ids(() -> {
                            throw new IllegalStateException("no id for a refusal");
                        })
                        .loops(1)
                        .open();
                RawClient silent = house.client();
                RawClient stopped = house.client()) {
            stopped.send("GET /v1/models HTTP/1.1\r\nhost: a\r\n");
            house.awaitNoted("HEAD_LATE", 1);
            assertEquals(RawResponse.End.WHOLE, silent.readToEnd().end());
        }
    }

    @Test
    @DisplayName("A head that does not end is 408, and no byte of it gains time")
    void slowHead() {
        try (Gatehouse house = Gatehouse.plan().limits(millis(250, LONG, LONG)).open();
                RawClient stopped = house.client();
                RawClient trickling = house.client();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            stopped.send("GET /v1/models HTTP/1.1\r\nhost: a\r\n");
            trickling.send("GET /v1/models HTTP/1.1\r\nx: ");
            var ticking =
                    clock.scheduleAtFixedRate(() -> quietly(() -> trickling.send("y")), 20, 20, TimeUnit.MILLISECONDS);
            for (RawClient client : new RawClient[] {stopped, trickling}) {
                RawResponse answer = client.readResponse();
                assertEquals(408, answer.status());
                assertEquals("Request Timeout", answer.reason());
                assertEquals("close", answer.header("connection").orElseThrow());
                assertEquals("application/json", answer.header("content-type").orElseThrow());
                assertTrue(answer.header("x-request-id").orElseThrow().matches("[0-9a-f]{32}"));
                assertTrue(answer.text().startsWith("{\"error\":{\"code\":\"head_too_slow\""), answer.text());
            }
            house.awaitNoted("HEAD_LATE", 2);
            ticking.cancel(false);
            assertEquals(RawResponse.End.WHOLE, stopped.readToEnd().end());
        }
    }

    @Test
    @DisplayName("A body below the minimum rate is 408 after its grace, one above it is read to its end")
    void slowBody() {
        ListenLimits limits = ListenLimits.DEFAULTS
                .withConnectionMillis(LONG, LONG, 1_000, LONG, 20)
                .withBodyRate(1_024, 250, LONG);
        try (Gatehouse house =
                        Gatehouse.plan().limits(limits).inlet(Gatehouse::echo).open();
                RawClient slow = house.client();
                RawClient steady = house.client();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 8192\r\n\r\n";
            slow.send(head + "x".repeat(4_000));
            steady.send(head);
            AtomicLong sent = new AtomicLong();
            var ticking = clock.scheduleAtFixedRate(
                    () -> quietly(() -> {
                        slow.send("x");
                        if (sent.addAndGet(256) <= 8_192) {
                            steady.send("x".repeat(256));
                        }
                    }),
                    25,
                    25,
                    TimeUnit.MILLISECONDS);
            RawResponse refused = slow.readResponse();
            assertEquals(408, refused.status());
            assertEquals("body_too_slow", refused.text());
            assertEquals(200, steady.readResponse().status());
            ticking.cancel(false);
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("A reader that takes no byte is given up; what waited for it was bounded")
    void stuckReader() {
        AtomicLong written = new AtomicLong();
        try (Gatehouse house = Gatehouse.plan()
                        .limits(millis(LONG, LONG, 300))
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.NONE, -1);
                            exchange.reply().onGone(() -> at.note("gone"));
                            exchange.reply().onDrain(() -> pour(at, exchange, written, Long.MAX_VALUE));
                            pour(at, exchange, written, Long.MAX_VALUE);
                        })
                        .open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(8 * 1024, 0))) {
            client.get("/v1/models");
            house.awaitNoted("STUCK_READER", 1);
            house.awaitNoted("gone", 1);
            assertTrue(written.get() < 8 << 20, () -> "written: " + written);
            assertEquals(1, house.noted("STUCK_READER"));
        }
    }

    @Test
    @DisplayName("A slow reader that takes a little now and then gets all of it, and its source is told to wait")
    void slowReader() {
        long size = 40 << 20;
        AtomicLong written = new AtomicLong();
        try (Gatehouse house = Gatehouse.plan()
                        .limits(millis(LONG, LONG, 700))
                        .inlet((at, exchange, head) -> {
                            exchange.reply().head(200, Headers.NONE, size);
                            exchange.reply().onDrain(() -> pour(at, exchange, written, size));
                            pour(at, exchange, written, size);
                        })
                        .open();
                RawClient client = RawClient.connect(
                        house.port(), RawClient.Options.plain().withBuffers(8 * 1024, 0));
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            client.get("/v1/models").readHead();
            house.awaitNoted("full", 1);
            AtomicLong read = new AtomicLong();
            var ticking = clock.scheduleAtFixedRate(
                    () -> quietly(() -> {
                        if (read.get() < size) {
                            read.addAndGet(client.read(PIECE).length);
                        }
                    }),
                    20,
                    20,
                    TimeUnit.MILLISECONDS);
            Eventually.poll("all is read", () -> read.get() == size, Duration.ofSeconds(30));
            ticking.cancel(false);
            assertEquals(0, house.noted("STUCK_READER"));
            assertEquals(size, written.get());
        }
    }

    /** Writes until told to wait, or until all is written. */
    private static void pour(Gatehouse house, Exchange exchange, AtomicLong written, long size) {
        byte[] piece = new byte[16 * 1024];
        while (written.get() < size) {
            int count = (int) Math.min(piece.length, size - written.get());
            written.addAndGet(count);
            if (!exchange.reply().write(piece, 0, count)) {
                house.note("full");
                break;
            }
        }
        if (written.get() == size) {
            exchange.reply().end();
        }
    }

    private static void quietly(Runnable send) {
        try {
            send.run();
        } catch (UncheckedIOException closed) {
            // The test reads how the connection ended.
        }
    }
}
