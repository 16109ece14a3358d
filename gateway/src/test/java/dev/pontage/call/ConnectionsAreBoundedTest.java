package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.exchange.Upstream;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.testkit.Ports;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider's connections are counted over all loops, and who waits for one waits in a bounded queue")
final class ConnectionsAreBoundedTest {
    private final Rig rig = new Rig();
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void close() {
        rig.close();
        upstream.close();
    }

    private Rig.Asking ask(int maxConnections, int maxWaiting) {
        return rig.ask(upstream.baseUrl()).transport(new Transport("", "", 0, maxConnections, maxWaiting));
    }

    private static Answer held() {
        return Answer.json(200, "one ").gate("on").write("two");
    }

    @Test
    @DisplayName("at the cap the next waits, and gets the connection that comes back")
    void waitsForAConnection() {
        upstream.otherwise(held());
        Heard first = ask(1, 1).heard();
        first.await("head");
        Heard second = ask(1, 1).heard();
        rig.run(0, () -> {});
        assertEquals(1, upstream.headsSoFar());
        upstream.release("on");
        assertEquals("one two", first.awaitEnd());
        assertEquals("one two", second.awaitEnd());
        assertEquals(1, upstream.connectionsEver());
    }

    @Test
    @DisplayName("over the queue's length it fails at once, and nothing was sent")
    void refusesTooManyWaiting() {
        upstream.otherwise(held());
        Heard first = ask(1, 1).heard();
        first.await("head");
        Heard second = ask(1, 1).heard();
        Heard third = ask(1, 1).heard();
        assertEquals(List.of("failed unreachable NOT_SENT"), third.await("failed"));
        assertEquals("too_many_waiting", third.reason());
        upstream.release("on");
        assertEquals("one two", second.awaitEnd());
        assertEquals("one two", ask(1, 1).heard().awaitEnd());
    }

    @Test
    @DisplayName("F-07: waiting counts as connecting, and has its timeout")
    void waitsNoLongerThanConnecting() {
        upstream.otherwise(held());
        Heard first = ask(1, 1).heard();
        first.await("head");
        Heard second = ask(1, 1)
                .timeouts(new Timeouts(100, 60_000, 60_000, 60_000, 60_000))
                .heard();
        rig.pass(100);
        assertEquals(List.of("failed timeout_connect NOT_SENT"), second.await("failed"));
        Heard third = ask(1, 1).heard();
        upstream.release("on");
        assertEquals("one two", third.awaitEnd());
    }

    @Test
    @DisplayName("who leaves the queue gives up its place")
    void leavesTheQueue() {
        upstream.otherwise(held());
        Heard first = ask(1, 1).heard();
        first.await("head");
        Heard left = new Heard();
        Upstream.Flight waiting = ask(1, 1).into(left);
        rig.run(0, waiting::cancel);
        Heard third = ask(1, 1).heard();
        upstream.release("on");
        assertEquals("one two", third.awaitEnd());
        assertEquals(List.of(), left.events());
        assertEquals(2, upstream.headsSoFar());
    }

    @Test
    @DisplayName("a loop without a slot gets one from a loop that has an idle connection")
    void takesFromTheIdle() {
        upstream.otherwise(Answer.json(200, "{}"));
        var _ = ask(1, 4).loop(0).heard().awaitEnd();
        assertEquals("{}", ask(1, 4).loop(1).heard().awaitEnd());
        assertEquals("{}", ask(1, 4).loop(0).heard().awaitEnd());
        assertEquals(3, upstream.connectionsEver());
    }

    @Test
    @DisplayName("a loop without a slot gets one from a loop whose connection comes back")
    void takesFromTheReturning() {
        upstream.otherwise(held());
        Heard first = ask(1, 4).loop(0).heard();
        first.await("head");
        Heard second = ask(1, 4).loop(1).heard();
        rig.run(1, () -> {});
        upstream.release("on");
        assertEquals("one two", second.awaitEnd());
    }

    @Test
    @DisplayName("never more connections than the cap, over all loops, and everybody is served")
    void keepsTheCap() {
        upstream.otherwise(Answer.json(200, "{}"));
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(ask(3, 1_000).loop(i % 2).heard());
            if (upstream.openConnections() > 3 + 2) {
                // A closed connection is seen by its upstream a little later than by us.
                throw new AssertionError(upstream.openConnections() + " connections");
            }
        }
        for (Heard each : all) {
            assertEquals("{}", each.awaitEnd());
        }
    }

    @Test
    @DisplayName("attempts that fail to connect give their slots back")
    void givesSlotsBack() {
        try (Ports refusing = Ports.refusing()) {
            URI base = URI.create("http://127.0.0.1:" + refusing.port());
            for (int i = 0; i < 3; i++) {
                Heard heard =
                        rig.ask(base).transport(new Transport("", "", 0, 1, 0)).heard();
                assertEquals("connection_refused", heard.awaitReason());
            }
        }
    }
}
