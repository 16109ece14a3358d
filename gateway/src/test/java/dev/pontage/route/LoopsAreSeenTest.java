package dev.pontage.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Watcher;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that come back are 508 where they have been before (mission, decision 13), over real sockets. */
final class LoopsAreSeenTest {
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ANSWER =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final TestBooks books = new TestBooks();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName("Decision 13: an installation that calls itself through a detour refuses itself with 508, once")
    void itself() throws IOException {
        TestGateway gateway = start("a", leadingTo("nowhere", url(1)));
        Detour detour = opened(new Detour(gateway.port()));
        gateway.snapshots().publish(leadingTo("a", detour.url()).snapshot());

        assertEquals(502, call(gateway).status());
        assertEquals(List.of("a began", "a began", "a loop_detected"), heard);
        assertEquals(1, books.awaitOnly().attempts());
    }

    @Test
    @DisplayName("Decision 13: a provider whose address is our own listener is 508, and nothing is dialled")
    void ownListener() {
        TestGateway gateway = start("a", leadingTo("nowhere", url(1)));
        gateway.snapshots().publish(leadingTo("a", url(gateway.port())).snapshot());

        RawResponse answer = call(gateway);
        assertEquals(508, answer.status());
        assertEquals("Loop Detected", answer.reason());
        assertTrue(answer.text().contains("\"loop_detected\""), answer.text());
        assertEquals(List.of("a began"), heard);
        assertEquals(0, books.awaitOnly().chargeNanoUsd());
        assertEquals(List.of(), books.awaitOnly().abandoned());
    }

    @Test
    @DisplayName("Decision 13: another candidate serves where one of them is our own listener")
    void ownListenerAndAnother() {
        ScriptedUpstream upstream = opened(ScriptedUpstream.start());
        upstream.otherwise(Answer.json(200, ANSWER));
        TestGateway gateway = start("a", leadingTo("nowhere", url(1)));
        gateway.snapshots()
                .publish(leadingTo("a", url(gateway.port()))
                        .provider("up", upstream.baseUrl(), "m")
                        .snapshot());

        for (int i = 0; i < 2; i++) {
            assertEquals(200, call(gateway).status());
        }
    }

    @Test
    @DisplayName("Decision 13: A calls B, which calls A: A says 508, though B's mark stands before its own")
    void overAnother() {
        TestGateway a = start("a", leadingTo("nowhere", url(1)));
        TestGateway b = start("b", leadingTo("a", url(a.port())));
        a.snapshots().publish(leadingTo("b", url(b.port())).snapshot());

        assertEquals(502, call(a).status());
        assertEquals(List.of("a began", "b began", "a began", "a loop_detected"), heard);
    }

    @Test
    @DisplayName("Decision 13: our mark is found anywhere in the list, and in a second field; others' marks pass")
    void anywhere() {
        ScriptedUpstream upstream = opened(ScriptedUpstream.start());
        upstream.otherwise(Answer.json(200, ANSWER));
        TestGateway gateway = start("a", leadingTo("up", upstream.baseUrl()));

        assertEquals(508, call(gateway, "x-pontage-via: a").status());
        assertEquals(508, call(gateway, "x-pontage-via: b, a").status());
        assertEquals(508, call(gateway, "X-Pontage-Via: b,a,c").status());
        assertEquals(
                508, call(gateway, "x-pontage-via: b", "x-pontage-via: c, a").status());
        assertEquals(0, upstream.headsSoFar());
        assertTrue(call(gateway, "x-pontage-via: a").text().contains("\"loop_detected\""));

        assertEquals(200, call(gateway, "x-pontage-via: aa, b").status());
        assertEquals(
                "a, aa, b", upstream.awaitRequest(1).header("x-pontage-via").orElseThrow());
    }

    @Test
    @DisplayName("Decision 13: more than 10 hops are 508, and so is a list too long to be passed on")
    void tooMany() {
        ScriptedUpstream upstream = opened(ScriptedUpstream.start());
        upstream.otherwise(Answer.json(200, ANSWER));
        TestGateway gateway = start("a", leadingTo("up", upstream.baseUrl()));

        String ten = String.join(", ", Collections.nCopies(Trail.HOPS, "b"));
        assertEquals(200, call(gateway, "x-pontage-via: " + ten).status());
        assertEquals(508, call(gateway, "x-pontage-via: " + ten + ", b").status());
        assertEquals(
                508, call(gateway, "x-pontage-via: " + ten, "x-pontage-via: b").status());
        assertEquals(
                200,
                call(gateway, "x-pontage-via: " + "b".repeat(Trail.CHARACTERS)).status());
        assertEquals(
                508,
                call(gateway, "x-pontage-via: " + "b".repeat(Trail.CHARACTERS + 1))
                        .status());
    }

    private TestGateway.Plan leadingTo(String name, URI base) {
        return TestGateway.plan()
                .provider(name, base, "m")
                .price("m", 1_000, 2_000)
                .key("sk-upstream-a", TestGateway.ROOT, List.of(), List.of())
                .key("sk-upstream-b", TestGateway.ROOT, List.of(), List.of());
    }

    private TestGateway start(String installation, TestGateway.Plan plan) {
        Watcher watcher = new Watcher() {
            @Override
            public void began(Exchange exchange, Head head) {
                heard.add(installation + " began");
            }

            @Override
            public void refused(Exchange exchange, Head head, Refusal refusal) {
                heard.add(installation + " " + refusal.code());
            }
        };
        return opened(plan.installation(installation)
                .watcher(watcher)
                .books(installation.equals("a") ? books : new TestBooks())
                .start());
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static RawResponse call(TestGateway gateway, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("authorization: Bearer " + TestGateway.KEY);
        try (RawClient client = RawClient.connect(gateway.port())) {
            return client.post("/v1/chat/completions", BODY, all.toArray(String[]::new))
                    .readResponse();
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A port that leads to another: by it a gateway gets round the rule that it never calls its own listener. */
    private static final class Detour implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));

        Detour(int port) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket from = listening.accept();
                        Socket to = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                        Thread.ofVirtual().start(() -> pass(from, to));
                        Thread.ofVirtual().start(() -> pass(to, from));
                    }
                } catch (IOException stopped) {
                    // Closed at the test's end.
                }
            });
        }

        URI url() {
            return LoopsAreSeenTest.url(listening.getLocalPort());
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException ended) {
                // Either side has left.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
