package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nothing goes up before the books have the attempt")
final class BooksComeFirstTest {
    private static final String JSON = "{}";

    private final Rig rig = new Rig();
    private final ScriptedUpstream upstream = ScriptedUpstream.start();

    @AfterEach
    void close() {
        rig.close();
        upstream.close();
    }

    private static dev.pontage.testkit.wire.Answer json() {
        return dev.pontage.testkit.wire.Answer.json(200, JSON);
    }

    @Test
    @DisplayName("it connects meanwhile, and sends when they answer")
    void waitsForTheBooks() {
        upstream.answer(json());
        Answer.Pending<Books.Entered> entered = new Answer.Pending<>(10_000, "books_late");
        Heard heard = new Heard();
        awaitConnected(rig.ask(upstream.baseUrl()).entered(entered).into(heard));
        assertEquals(0, upstream.headsSoFar());
        entered.complete(Books.Entered.ENTERED);
        assertEquals(JSON, heard.awaitEnd());
    }

    @Test
    @DisplayName("they refuse: the owner hears their code after the attempt was begun, and nothing goes up")
    void isRefused() {
        Heard heard = new Heard();
        List<String> before = rig.on(0, () -> {
            var _ = rig.ask(upstream.baseUrl())
                    .entered(new Answer.Failed<>("books_full"))
                    .here(heard);
            return heard.events();
        });
        assertEquals(List.of(), before);
        assertEquals(List.of("not entered books_full"), heard.await("not entered"));
        assertEquals(0, upstream.headsSoFar());
    }

    @Test
    @DisplayName("they are late: the connection goes back unused, and serves the next attempt")
    void isTooLate() {
        upstream.answer(json());
        Answer.Pending<Books.Entered> entered = new Answer.Pending<>(300, "books_late");
        Heard heard = new Heard();
        awaitConnected(rig.ask(upstream.baseUrl()).entered(entered).into(heard));
        rig.pass(300);
        assertEquals(List.of("not entered books_late"), heard.await("not entered"));
        entered.complete(Books.Entered.ENTERED);
        assertEquals(JSON, rig.ask(upstream.baseUrl()).heard().awaitEnd());
        assertEquals(1, upstream.connectionsEver());
        assertEquals(1, upstream.headsSoFar());
    }

    @Test
    @DisplayName("a connection that went back unused may have been dropped meanwhile, like any that was kept")
    void distrustsWhatWentBack() {
        upstream.answer(dev.pontage.testkit.wire.Answer.nothing().close(), json());
        Heard late = new Heard();
        awaitConnected(rig.ask(upstream.baseUrl())
                .entered(new Answer.Pending<>(300, "books_late"))
                .into(late));
        rig.pass(300);
        var _ = late.await("not entered");
        Heard next = rig.ask(upstream.baseUrl()).heard();
        assertEquals(JSON, next.awaitEnd());
        assertEquals("resent", next.events().getFirst());
    }

    @Test
    @DisplayName("they refuse while it still connects: the connecting is given up")
    void isRefusedWhileConnecting() throws IOException {
        try (ServerSocket mute = mute()) {
            Answer.Pending<Books.Entered> entered = new Answer.Pending<>(10_000, "books_late");
            Heard heard = rig.ask(URI.create("https://127.0.0.1:" + mute.getLocalPort()))
                    .entered(entered)
                    .heard();
            try (Socket accepted = mute.accept()) {
                assertTrue(accepted.getInputStream().read() >= 0);
                entered.fail("books_full");
                accepted.setSoTimeout(10_000);
                var _ = accepted.getInputStream().readAllBytes();
            }
            assertEquals(List.of("not entered books_full"), heard.await("not entered"));
        }
    }

    @Test
    @DisplayName("a client that leaves meanwhile: the connection goes back, and the books' answer is dropped")
    void isCancelledMeanwhile() {
        upstream.answer(json());
        Answer.Pending<Books.Entered> entered = new Answer.Pending<>(10_000, "books_late");
        Heard heard = new Heard();
        Upstream.Flight flight = rig.ask(upstream.baseUrl()).entered(entered).into(heard);
        awaitConnected(flight);
        rig.run(0, flight::cancel);
        entered.complete(Books.Entered.ENTERED);
        rig.run(0, () -> {});
        assertEquals(List.of(), heard.events());
        assertEquals(0, upstream.headsSoFar());
    }

    @Test
    @DisplayName("an upstream that closes meanwhile is connected to again, unseen")
    void connectsAgain() {
        upstream.answer(json());
        Answer.Pending<Books.Entered> entered = new Answer.Pending<>(10_000, "books_late");
        Heard heard = new Heard();
        awaitConnected(rig.ask(upstream.baseUrl()).entered(entered).into(heard));
        upstream.awaitOpenConnections(1);
        upstream.closeConnections();
        Eventually.poll("a second connection", () -> upstream.connectionsEver() == 2);
        entered.complete(Books.Entered.ENTERED);
        assertEquals(JSON, heard.awaitEnd());
        assertEquals(List.of("head 200", "ended"), heard.events());
    }

    @Test
    @DisplayName("an answer that comes before the question is nobody's; an upstream that insists is unreachable")
    void takesNoAnswerInAdvance() throws IOException {
        try (ServerSocket hasty = mute()) {
            Answer.Pending<Books.Entered> entered = new Answer.Pending<>(10_000, "books_late");
            Heard heard = rig.ask(URI.create("http://127.0.0.1:" + hasty.getLocalPort()))
                    .entered(entered)
                    .heard();
            for (int i = 0; i < 2; i++) {
                try (Socket accepted = hasty.accept()) {
                    accepted.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
                                    .getBytes(StandardCharsets.US_ASCII));
                    accepted.setSoTimeout(10_000);
                    assertEquals(-1, accepted.getInputStream().read());
                }
            }
            assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
        }
    }

    private void awaitConnected(Upstream.Flight flight) {
        Eventually.poll("a connection", () -> rig.on(0, ((OneFlight) flight)::waitsForBooks));
    }

    private static ServerSocket mute() throws IOException {
        ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        mute.setSoTimeout(10_000);
        return mute;
    }
}
