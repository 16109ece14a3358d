package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.exchange.Upstream;
import dev.pontage.provider.Transport;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection goes back to its loop's pool when, and only when, it is clean")
final class ConnectionsAreReusedTest {
    private Rig rig = new Rig();
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void close() {
        rig.close();
        upstream.close();
    }

    private Rig.Asking ask() {
        return rig.ask(upstream.baseUrl());
    }

    @Test
    @DisplayName("one loop asks again on the connection it has, another loop opens its own")
    void reusesOnItsLoop() {
        upstream.otherwise(Answer.json(200, "{}"));
        for (int i = 0; i < 5; i++) {
            var _ = ask().heard().awaitEnd();
        }
        assertEquals(1, upstream.connectionsEver());
        var _ = ask().loop(1).heard().awaitEnd();
        assertEquals(2, upstream.connectionsEver());
    }

    @Test
    @DisplayName("an upstream that says Connection: close is believed")
    void believesClose() {
        upstream.otherwise(Answer.json(200, "{}", "connection: close"));
        var _ = ask().heard().awaitEnd();
        var _ = ask().heard().awaitEnd();
        assertEquals(2, upstream.connectionsEver());
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("a connection that was paused when its answer ended reads the next answer")
    void restoresReading() {
        AtomicReference<Upstream.Flight> flight = new AtomicReference<>();
        upstream.answer(Answer.json(200, "whole"), Answer.json(200, "next"));
        Heard paused = new Heard().onBytes(() -> {
            Upstream.Flight running = flight.get();
            if (running != null) {
                running.pause();
            }
        });
        rig.run(0, () -> flight.set(rig.ask(upstream.baseUrl()).here(paused)));
        assertEquals("whole", paused.awaitEnd());
        assertEquals("next", ask().heard().awaitEnd());
        assertEquals(1, upstream.connectionsEver());
    }

    @Test
    @DisplayName("one that was paused and given back unused reads the next answer")
    void restoresReadingOfAnUnusedOne() {
        upstream.otherwise(Answer.json(200, "{}"));
        assertEquals("{}", ask().heard().awaitEnd());
        Upstream.Flight waiting = ask().entered(new dev.pontage.base.Answer.Pending<>(60_000, "late"))
                .into(new Heard());
        rig.run(0, waiting::pause);
        rig.run(0, waiting::cancel);
        assertEquals("{}", ask().heard().awaitEnd());
        assertEquals(1, upstream.connectionsEver());
    }

    @Test
    @DisplayName("a reused connection that its upstream has dropped: the request goes up once more, on a fresh one")
    void asksAgainOnAFreshOne() {
        upstream.answer(Answer.json(200, "1"), Answer.nothing().close(), Answer.json(200, "2"));
        assertEquals("1", ask().heard().awaitEnd());
        Heard second = ask().heard();
        assertEquals("2", second.awaitEnd());
        assertEquals(List.of("resent", "head 200", "ended"), second.events());
        assertEquals(2, upstream.connectionsEver());
        assertArrayEquals(
                upstream.awaitRequest(2).body(), upstream.awaitRequest(3).body());
    }

    @Test
    @DisplayName("the same after a reset")
    void asksAgainAfterAReset() {
        upstream.answer(Answer.json(200, "1"), Answer.nothing().reset(), Answer.json(200, "2"));
        assertEquals("1", ask().heard().awaitEnd());
        Heard second = ask().heard();
        assertEquals("2", second.awaitEnd());
        assertEquals("resent", second.events().getFirst());
    }

    @Test
    @DisplayName("but only once")
    void asksAgainOnce() {
        upstream.answer(
                Answer.json(200, "1"),
                Answer.nothing().close(),
                Answer.nothing().close());
        assertEquals("1", ask().heard().awaitEnd());
        assertEquals(List.of("resent", "failed cut SENT"), ask().heard().await("failed"));
        assertEquals(3, upstream.headsSoFar());
    }

    @Test
    @DisplayName("not on a connection that was fresh")
    void doesNotAskAgainOnFresh() {
        upstream.answer(Answer.nothing().close());
        assertEquals(List.of("failed cut SENT"), ask().heard().await("failed"));
        assertEquals(1, upstream.headsSoFar());
    }

    @Test
    @DisplayName("and not when any byte of an answer came")
    void doesNotAskAgainAfterAByte() {
        upstream.answer(Answer.json(200, "1"), Answer.nothing().raw("H").close());
        assertEquals("1", ask().heard().awaitEnd());
        assertEquals(List.of("failed cut SENT"), ask().heard().await("failed"));
        upstream.answer(Answer.json(200, "1"), Answer.informational(100).close());
        assertEquals("1", ask().heard().awaitEnd());
        assertEquals(List.of("failed cut SENT"), ask().heard().await("failed"));
        assertEquals(4, upstream.headsSoFar());
    }

    @Test
    @DisplayName("a dropped idle connection is not tried at all")
    void noticesDroppedOnes() {
        upstream.otherwise(Answer.json(200, "{}"));
        var _ = ask().heard().awaitEnd();
        upstream.closeConnections();
        upstream.awaitOpenConnections(0);
        awaitNoneIdle();
        Heard second = ask().heard();
        var _ = second.awaitEnd();
        assertEquals(List.of("head 200", "ended"), second.events());
    }

    @Test
    @DisplayName("F-18: an answer before the request was sent in full is relayed, and its connection not used again")
    void relaysEarlyAnswers() {
        upstream.answer(Answer.json(413, "too large").beforeBody().readBodyUpTo(1, "go on"));
        upstream.otherwise(Answer.json(200, "{}"));
        Heard early = ask().body(new byte[30_000_000]).heard();
        assertEquals("too large", early.awaitEnd());
        assertEquals("head 413", early.events().getFirst());
        var _ = ask().heard().awaitEnd();
        assertEquals(2, upstream.connectionsEver());
        upstream.release("go on");
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("F-18: so is one whose upstream closes behind it while we still send")
    void relaysEarlyAnswersOfTheHasty() {
        for (int i = 0; i < 20; i++) {
            // Closing with bytes unread sends a reset.
            upstream.answer(Answer.json(429, "slow down", "connection: close")
                    .beforeBody()
                    .readBodyUpTo(1, "never")
                    .end()
                    .close());
            Heard early = ask().body(new byte[5_000_000]).heard();
            assertEquals("slow down", early.awaitEnd());
        }
    }

    @Test
    @DisplayName("bytes behind an answer never reach another exchange")
    void distrustsWhatComesBehind() {
        String alien = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nalien";
        for (String behind : List.of(alien, alien.substring(0, 9))) {
            upstream.answer(Answer.json(200, "mine").end().raw(behind).inSegments(4_096), Answer.json(200, "own"));
            int before = upstream.connectionsEver();
            assertEquals("mine", ask().heard().awaitEnd());
            awaitNoneIdle();
            assertEquals("own", ask().heard().awaitEnd());
            assertEquals(before + 2, upstream.connectionsEver());
            upstream.closeConnections();
            upstream.awaitOpenConnections(0);
            awaitNoneIdle();
        }
    }

    @Test
    @DisplayName("nor do bytes that come while the connection is idle")
    void distrustsWhatComesUnasked() {
        upstream.answer(
                Answer.json(200, "mine").end().gate("later").raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nalien"));
        upstream.otherwise(Answer.json(200, "own"));
        assertEquals("mine", ask().heard().awaitEnd());
        upstream.awaitAtGate("later");
        upstream.release("later");
        var _ = upstream.awaitClosed(1);
        assertEquals("own", ask().heard().awaitEnd());
        assertEquals(2, upstream.connectionsEver());
    }

    @Test
    @DisplayName("a connection idle for long is closed, and its origin forgotten")
    void closesIdleOnes() {
        rig.close();
        rig = new Rig(new CallLimits(200, 4_096, 65_536, 16, 1 << 26, 100));
        upstream.otherwise(Answer.json(200, "{}"));
        var _ = ask().heard().awaitEnd();
        assertEquals(1, rig.call.doors());
        rig.run(0, () -> {});
        rig.pass(201);
        var _ = upstream.awaitClosed(1);
        Eventually.poll("no door", () -> rig.call.doors() == 0);
        var _ = ask().heard().awaitEnd();
    }

    @Test
    @DisplayName("a provider that is configured anew gets new connections, and the old ones run dry (F-52)")
    void changesWithItsProvider() {
        rig.close();
        rig = new Rig(new CallLimits(200, 4_096, 65_536, 16, 1 << 26, 100));
        upstream.answer(Answer.events("data: 1\n\n").gate("on").write("data: 2\n\n"));
        upstream.otherwise(Answer.json(200, "{}"));
        Heard running = ask().heard();
        running.awaitBytes(9);
        var _ = ask().transport(new Transport("", "", 0, 7, 7)).heard().awaitEnd();
        assertEquals(2, rig.call.doors());
        assertEquals(2, upstream.connectionsEver());
        upstream.release("on");
        assertEquals("data: 1\n\ndata: 2\n\n", running.awaitEnd());
        rig.run(0, () -> {});
        rig.pass(201);
        upstream.awaitOpenConnections(0);
        Eventually.poll("no door", () -> rig.call.doors() == 0);
    }

    @Test
    @DisplayName("the beginning of an answer that nobody asked for ends an idle connection, also if it comes later")
    void distrustsWhatComesLater() {
        upstream.answer(Answer.json(200, "mine").end().gate("later").raw("HTTP/1.1 "), Answer.json(200, "own"));
        assertEquals("mine", ask().heard().awaitEnd());
        Eventually.poll("it is idle", () -> idleHere() == 1);
        upstream.release("later");
        awaitNoneIdle();
        assertEquals("own", ask().heard().awaitEnd());
        assertEquals(2, upstream.connectionsEver());
    }

    @Test
    @DisplayName("closing drops the idle ones and lets running attempts end")
    void closes() {
        upstream.answer(
                Answer.json(200, "{}"), Answer.json(200, "first ").gate("on").write("second"));
        var _ = ask().loop(1).heard().awaitEnd();
        Heard running = ask().heard();
        running.await("head");
        rig.call.close();
        var _ = upstream.awaitClosed(1);
        upstream.release("on");
        assertEquals("first second", running.awaitEnd());
        var _ = upstream.awaitClosed(2);
        assertTrue(rig.call.doors() <= 1);
    }

    /** What the wire brought is seen in a later turn of the loop: waits for it. */
    private void awaitNoneIdle() {
        Eventually.poll("the pool has noticed", () -> idleHere() == 0);
    }

    private int idleHere() {
        AtomicInteger idle = new AtomicInteger(-1);
        rig.run(0, () -> idle.set(rig.call.idleHere()));
        return idle.get();
    }
}
