package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.base.Ticker;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nobody keeps the memory for bodies from the others (F-24, F-25)")
final class BodyMemoryTest {
    private static final String HEAD =
            "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n%sexpect: 100-continue\r\ncontent-length: %d\r\n\r\n";

    @Test
    @DisplayName("What is announced takes 64 KiB, and more only as it comes")
    void announced() {
        try (Gatehouse house = Gatehouse.plan().inlet(Gatehouse::echo).open()) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RawClient client = house.client();
                clients.add(client);
                client.send(head("k" + i, 32 << 20));
                assertEquals(100, client.readHead().status());
            }
            assertEquals(8 * 64 * 1024, house.bodies.takenBytes());
            clients.getFirst().send("x".repeat(300_000));
            Eventually.poll("charged by doubling", () -> house.bodies.takenBytes() == 7 * 64 * 1024 + 512 * 1024);
            clients.forEach(RawClient::close);
            Eventually.poll("all is given back", () -> house.bodies.takenBytes() == 0);
            assertEquals(0, house.bodies.holders());
        }
    }

    @Test
    @DisplayName("One holder's bodies take at most its share: more is 429, while another's pass")
    void share() {
        try (Gatehouse house = Gatehouse.plan()
                        .bodyShare(100_000)
                        .inlet(Gatehouse::echo)
                        .open();
                RawClient first = house.client();
                RawClient second = house.client();
                RawClient other = house.client()) {
            first.send(head("alice", 90_000));
            assertEquals(100, first.readHead().status());
            second.post("/v1/chat/completions", "x".repeat(60_000), "authorization: alice");
            RawResponse refused = second.readResponse();
            assertEquals(429, refused.status());
            assertEquals("request_memory_share_full", refused.text());
            other.post("/v1/chat/completions", "x".repeat(60_000), "authorization: bob");
            assertEquals(200, other.readResponse().status());
            // A body that is copied to a larger array counts once on its holder's share.
            first.send("x".repeat(90_000));
            assertEquals(90_000, first.readResponse().text().length());
            second.close();
            Eventually.poll("all is given back", () -> house.bodies.holders() == 0);
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    @Test
    @DisplayName("Where no key is known, an address has the share")
    void address() {
        try (Gatehouse house = Gatehouse.plan()
                        .bodyShare(100_000)
                        .inlet(Gatehouse::echo)
                        .open();
                RawClient first = house.client();
                RawClient second = house.client()) {
            first.send(HEAD.formatted("", 90_000));
            assertEquals(100, first.readHead().status());
            second.post("/v1/chat/completions", "x".repeat(60_000));
            assertEquals(429, second.readResponse().status());
        }
    }

    @Test
    @DisplayName("A body that comes steadily, but for ever, is 408 after the longest time")
    void longestTime() {
        ListenLimits limits = ListenLimits.DEFAULTS
                .withConnectionMillis(10_000, 60_000, 1_000, 60_000, 20)
                .withBodyRate(0, 10_000, 300_000);
        Hand hand = new Hand();
        try (Gatehouse house = Gatehouse.plan()
                        .limits(limits)
                        .ticker(hand)
                        .inlet(Gatehouse::echo)
                        .open();
                RawClient slow = house.client();
                RawClient inTime = house.client()) {
            for (RawClient client : List.of(slow, inTime)) {
                client.send(head("k", 10));
                assertEquals(100, client.readHead().status());
            }
            hand.millis.addAndGet(290_000);
            inTime.send("x".repeat(10));
            assertEquals(200, inTime.readResponse().status());
            slow.send("x".repeat(9));
            hand.millis.addAndGet(20_000);
            RawResponse refused = slow.readResponse();
            assertEquals(408, refused.status());
            assertEquals("body_too_slow", refused.text());
            assertEquals(0, house.bodies.takenBytes());
        }
    }

    private static String head(String key, int length) {
        return HEAD.formatted("authorization: " + key + "\r\n", length);
    }

    /** A clock that is moved by hand. */
    private static final class Hand implements Ticker {
        private final AtomicLong millis = new AtomicLong(1_000);

        @Override
        public long nanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis.get());
        }

        @Override
        public long epochMicros() {
            return TimeUnit.MILLISECONDS.toMicros(millis.get());
        }
    }
}
