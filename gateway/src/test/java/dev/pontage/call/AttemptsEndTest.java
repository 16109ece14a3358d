package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.exchange.Upstream;
import dev.pontage.provider.Timeouts;
import dev.pontage.testkit.Ports;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An attempt that does not succeed says how it ended and how far it got")
final class AttemptsEndTest {
    private static final long LONG = 60_000;

    private final Rig rig = new Rig();
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
    @DisplayName("F-06: refused, so nothing was sent")
    void isRefused() {
        try (Ports refusing = Ports.refusing()) {
            Heard heard =
                    rig.ask(URI.create("http://127.0.0.1:" + refusing.port())).heard();
            assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
            assertEquals("connection_refused", heard.reason());
        }
    }

    @Test
    @DisplayName("F-06: a name that nobody knows")
    void isUnknown() {
        Heard heard = rig.ask(URI.create("http://no-such-name.test:9")).heard();
        assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
    }

    @Test
    @DisplayName("a name with several addresses is tried at each")
    void triesEveryAddress() throws IOException {
        rig.names.put("two.test", List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("127.0.0.1")));
        upstream.answer(Answer.json(200, "{}"));
        // Nothing listens at 127.0.0.9 on that port: the upstream is bound to 127.0.0.1 alone.
        Heard heard = rig.ask(URI.create("http://two.test:" + upstream.port())).heard();
        assertEquals("{}", heard.awaitEnd());
        assertEquals(
                "two.test:" + upstream.port(),
                upstream.awaitRequest(1).header("host").orElse(""));
    }

    @Test
    @DisplayName("F-07: connecting, the TLS handshake included, has its own timeout")
    void connectsTooLong() throws IOException {
        try (ServerSocket mute = mute()) {
            Heard heard = rig.ask(URI.create("https://127.0.0.1:" + mute.getLocalPort()))
                    .timeouts(new Timeouts(100, LONG, LONG, LONG, LONG))
                    .heard();
            try (Socket accepted = mute.accept()) {
                assertTrue(accepted.getInputStream().read() >= 0);
                rig.pass(99);
                assertEquals(List.of(), heard.events());
                rig.pass(1);
                assertEquals(List.of("failed timeout_connect NOT_SENT"), heard.await("failed"));
                accepted.setSoTimeout(10_000);
                var _ = accepted.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    @DisplayName("F-07: TCP that neither succeeds nor fails is given up after the same time")
    void connectsTooLongInTcp() {
        try (Ports unresponsive = Ports.unresponsive()) {
            Heard heard = rig.ask(URI.create("http://127.0.0.1:" + unresponsive.port()))
                    .timeouts(new Timeouts(100, LONG, LONG, LONG, LONG))
                    .heard();
            rig.pass(100);
            assertEquals(List.of("failed timeout_connect NOT_SENT"), heard.await("failed"));
            rig.run(0, () -> {});
            assertEquals(0, rig.call.connections());
        }
    }

    @Test
    @DisplayName("an address that does not answer leaves time for the next one")
    void doesNotWaitForTheFirst() {
        try (Ports unresponsive = Ports.unresponsive()) {
            rig.names.put("two.test", List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.9")));
            // The second address refuses: what matters is that it was asked, within the time of the whole.
            Heard heard = rig.ask(URI.create("http://two.test:" + unresponsive.port()))
                    .timeouts(new Timeouts(4_000, LONG, LONG, LONG, LONG))
                    .heard();
            assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
            assertEquals("connection_refused", heard.reason());
        }
    }

    @Test
    @DisplayName("F-07 S1.23: the head has a timeout, another one for streams, and nothing ends an attempt before it")
    void answersTooLate() {
        upstream.otherwise(Answer.silence());
        Heard whole = ask().timeouts(new Timeouts(LONG, LONG, 100, LONG, LONG)).heard();
        var _ = upstream.awaitRequest(1);
        rig.pass(99);
        assertEquals(List.of(), whole.events());
        rig.pass(1);
        assertEquals(List.of("failed timeout_header SENT"), whole.await("failed"));
        Heard streamed = ask().stream()
                .timeouts(new Timeouts(LONG, 100, LONG, LONG, LONG))
                .heard();
        var _ = upstream.awaitRequest(2);
        rig.pass(100);
        assertEquals(List.of("failed timeout_header SENT"), streamed.await("failed"));
        var _ = upstream.awaitClosed(1);
        var _ = upstream.awaitClosed(2);
    }

    @Test
    @DisplayName("F-07: while the upstream takes the request no time to answer passes; it does where it takes nothing")
    void slowUpload() {
        upstream.otherwise(Answer.silence().readBodyUpTo(8 << 20, "go on"));
        Timeouts timeouts = new Timeouts(LONG, LONG, 100, LONG, LONG);
        Heard stuck = ask().body(new byte[32 << 20]).timeouts(timeouts).heard();
        upstream.awaitReceived(1, 8 << 20);
        rig.pass(100);
        assertEquals(List.of(), stuck.events());
        // What the system keeps for a socket may grow once more, but not for ever.
        for (int i = 0; i < 100 && stuck.events().isEmpty(); i++) {
            rig.pass(100);
        }
        assertEquals(List.of("failed timeout_header SENT"), stuck.await("failed"));

        Heard slow = ask().body(new byte[32 << 20]).timeouts(timeouts).heard();
        upstream.awaitReceived(2, 8 << 20);
        rig.pass(90);
        upstream.release("go on");
        var _ = upstream.awaitRequest(2);
        rig.pass(99);
        assertEquals(List.of(), slow.events());
        rig.pass(1);
        assertEquals(List.of("failed timeout_header SENT"), slow.await("failed"));
    }

    @Test
    @DisplayName("F-07: silence between two bytes has a timeout, and every byte begins it anew")
    void fallsSilent() {
        upstream.answer(Answer.events(": one\n").gate("two").write(": two\n").hang());
        Heard heard = ask().stream()
                .timeouts(new Timeouts(LONG, LONG, LONG, 400, LONG))
                .heard();
        heard.awaitBytes(6);
        rig.pass(399);
        upstream.release("two");
        heard.awaitBytes(12);
        rig.pass(399);
        rig.run(0, () -> {});
        assertEquals(List.of("head 200"), heard.events());
        rig.pass(1);
        assertEquals(List.of("head 200", "failed timeout_idle SENT"), heard.await("failed"));
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("F-07: the whole attempt has a timeout, however lively it is")
    void lastsTooLong() {
        upstream.answer(Answer.events(":\n")
                .gate("a")
                .write(":\n")
                .gate("b")
                .write(":\n")
                .hang());
        Heard heard = ask().stream()
                .timeouts(new Timeouts(LONG, LONG, LONG, 1_000, 300))
                .heard();
        heard.awaitBytes(2);
        rig.pass(150);
        upstream.release("a");
        heard.awaitBytes(4);
        rig.pass(149);
        upstream.release("b");
        heard.awaitBytes(6);
        assertEquals(List.of("head 200"), heard.events());
        rig.pass(1);
        assertEquals(List.of("head 200", "failed timeout_total SENT"), heard.await("failed"));
        var _ = upstream.awaitClosed(1);
    }

    @Test
    @DisplayName("an attempt that ends well leaves no timer behind, and arms one")
    void armsOneTimer() {
        upstream.otherwise(Answer.json(200, "{}"));
        var _ = ask().heard().awaitEnd();
        int before = rig.loops.getFirst().armed.get();
        for (int i = 0; i < 10; i++) {
            var _ = ask().heard().awaitEnd();
        }
        assertEquals(10, rig.loops.getFirst().armed.get() - before);
        assertEquals(0, rig.on(0, rig.loops.getFirst()::waiting));
    }

    @Test
    @DisplayName("F-09: a body that ends before its length, or its last chunk, is cut")
    void isCut() {
        upstream.answer(Answer.json(200, "0123456789").cutAtByte(5));
        Heard length = ask().heard();
        assertEquals(List.of("head 200", "failed cut SENT"), length.await("failed"));
        assertEquals("01234", length.text());
        upstream.answer(Answer.events("data: 1\n\n", "data: 2\n\n").cutAtByte(9));
        assertEquals(List.of("head 200", "failed cut SENT"), ask().heard().await("failed"));
    }

    @Test
    @DisplayName("F-09: a reset is a cut, also where the end of the connection would have been the end of the body")
    void isReset() {
        upstream.answer(Answer.head(200, Answer.Framing.UNTIL_CLOSE)
                .write("first")
                .gate("heard")
                .reset());
        Heard heard = ask().heard();
        heard.awaitBytes(5);
        upstream.release("heard");
        assertEquals(List.of("head 200", "failed cut SENT"), heard.await("failed"));
    }

    @Test
    @DisplayName("a head that breaks off is a cut")
    void isCutInTheHead() {
        upstream.answer(Answer.json(200, "{}").cutAtWireByte(30));
        assertEquals(List.of("failed cut SENT"), ask().heard().await("failed"));
    }

    @Test
    @DisplayName("F-21: cancelled while it waits for the head: the connection is closed at once, nothing more is heard")
    void isCancelledBeforeTheHead() {
        upstream.answer(Answer.silence());
        Heard heard = new Heard();
        Upstream.Flight flight = ask().into(heard);
        var _ = upstream.awaitRequest(1);
        rig.run(0, flight::cancel);
        rig.run(0, () -> {});
        assertEquals(0, rig.call.connections());
        var _ = upstream.awaitClosed(1);
        rig.run(0, flight::cancel);
        assertEquals(List.of(), heard.events());
    }

    @Test
    @DisplayName("F-21: cancelled in the body")
    void isCancelledInTheBody() {
        upstream.answer(Answer.events("data: 1\n\n").flood("data: 2\n\n", 1 << 30));
        upstream.answer(Answer.json(200, "{}"));
        Heard heard = new Heard();
        Upstream.Flight flight = ask().stream().into(heard);
        heard.awaitBytes(1);
        rig.run(0, flight::cancel);
        int heardThen = heard.size();
        var _ = upstream.awaitClosed(1);
        rig.run(0, () -> {});
        assertEquals(heardThen, heard.size());
        assertEquals(List.of("head 200"), heard.events());
        assertEquals("{}", ask().heard().awaitEnd());
        assertEquals(2, upstream.connectionsEver());
    }

    @Test
    @DisplayName("F-21: cancelled from within the event that it hears")
    void isCancelledFromWithin() {
        upstream.answer(Answer.json(200, "first"));
        Upstream.Flight[] flight = new Upstream.Flight[1];
        Heard heard = new Heard().onBytes(() -> flight[0].cancel());
        rig.run(0, () -> flight[0] = ask().here(heard));
        heard.awaitBytes(5);
        var _ = upstream.awaitClosed(1);
        rig.run(0, () -> {});
        assertEquals(List.of("head 200"), heard.events());
    }

    @Test
    @DisplayName("F-21: cancelled while it still sends")
    void isCancelledWhileSending() {
        upstream.answer(Answer.silence().readBodyUpTo(1, "go on"));
        Heard heard = new Heard();
        Upstream.Flight flight = ask().body(new byte[30_000_000]).into(heard);
        upstream.awaitReceived(1, 1);
        rig.run(0, flight::cancel);
        upstream.release("go on");
        var _ = upstream.awaitClosed(1);
        assertTrue(upstream.receivedSoFar(1) < 30_000_000);
        assertEquals(List.of(), heard.events());
    }

    @Test
    @DisplayName("F-21: cancelled while it connects: the half-open connection is closed at once")
    void isCancelledWhileConnecting() throws IOException {
        try (ServerSocket mute = mute()) {
            Heard heard = new Heard();
            Upstream.Flight flight = rig.ask(URI.create("https://127.0.0.1:" + mute.getLocalPort()))
                    .into(heard);
            try (Socket accepted = mute.accept()) {
                int hello = accepted.getInputStream().read();
                assertTrue(hello >= 0);
                rig.run(0, flight::cancel);
                accepted.setSoTimeout(10_000);
                var _ = accepted.getInputStream().readAllBytes();
            }
            assertEquals(List.of(), heard.events());
        }
    }

    @Test
    @DisplayName("F-23: pausing reaches the upstream's socket, and resuming reads on to the last byte")
    void pausesTheUpstream() {
        long whole = 60_000_000;
        upstream.answer(Answer.events().flood("0123456789".repeat(1_000), whole));
        Heard heard = new Heard();
        Upstream.Flight flight = ask().stream()
                .timeouts(new Timeouts(LONG, LONG, LONG, 300, LONG))
                .into(heard);
        heard.awaitBytes(1);
        int[] atPause = new int[1];
        rig.run(0, () -> {
            flight.pause();
            atPause[0] = heard.size();
        });
        long written = upstream.awaitStalled(1, java.time.Duration.ofMillis(500));
        assertTrue(written < whole, "wrote " + written);
        assertTrue(heard.size() - atPause[0] <= 128 * 1024, "heard " + (heard.size() - atPause[0]) + " more");
        rig.pass(LONG - 1);
        assertEquals(List.of("head 200"), heard.events(), "silence of our own making");
        rig.run(0, flight::resume);
        heard.awaitBytes(whole);
        var _ = heard.await("ended");
    }

    @Test
    @DisplayName("F-07: the silence of an upstream is timed again after a pause, however long that was")
    void fallsSilentAfterAPause() {
        upstream.answer(Answer.events(": one\n").hang());
        Heard heard = new Heard();
        Upstream.Flight flight = ask().stream()
                .timeouts(new Timeouts(LONG, LONG, LONG, 400, LONG))
                .into(heard);
        heard.awaitBytes(6);
        rig.run(0, flight::pause);
        rig.pass(5_000);
        rig.run(0, flight::resume);
        rig.pass(399);
        assertEquals(List.of("head 200"), heard.events());
        rig.pass(1);
        assertEquals(List.of("head 200", "failed timeout_idle SENT"), heard.await("failed"));
    }

    @Test
    @DisplayName("a bug in the reading of an answer ends its exchange, not another's")
    void isBroken() {
        upstream.answer(Answer.json(200, "first"), Answer.json(200, "second"));
        Heard broken = new Heard().onBytes(() -> {
            throw new IllegalStateException("bug");
        });
        var _ = ask().into(broken);
        broken.awaitBytes(5);
        var _ = upstream.awaitClosed(1);
        rig.run(0, () -> {});
        assertEquals(1, rig.bugs.size());
        assertEquals("second", ask().heard().awaitEnd());
    }

    @Test
    @DisplayName("a bug in the beginning of an attempt leaves no connection behind that waits for it")
    void isBrokenFromTheStart() {
        upstream.otherwise(Answer.json(200, "{}"));
        assertEquals("{}", ask().heard().awaitEnd());
        assertThrows(AssertionError.class, () -> ask().broken().into(new Heard()));
        var _ = upstream.awaitClosed(1);
        rig.run(0, () -> {});
        assertEquals(0, rig.call.connections());
    }

    private static ServerSocket mute() throws IOException {
        ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        mute.setSoTimeout(10_000);
        return mute;
    }
}
