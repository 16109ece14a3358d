package dev.pontage.testkit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.Ports;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The other peers: TLS, egress proxy, many clients, ports that misbehave")
final class PeersTest {
    private final TestAuthority authority = TestAuthority.create("test");

    @Test
    @DisplayName("an upstream behind TLS is trusted by its authority, under its names only")
    void tls() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                ScriptedUpstream.Options.plain().withTls(authority.server("upstream.test", "127.0.0.1")))) {
            upstream.otherwise(Answer.json(200, "{}"));
            var trusting = RawClient.Options.plain().withTls(authority.client(), "upstream.test");
            try (RawClient client = RawClient.connect(upstream.port(), trusting)) {
                assertEquals(200, client.get("/").readResponse().status());
            }
            upstream.awaitClosed(1);
            var otherName = RawClient.Options.plain().withTls(authority.client(), "elsewhere.test");
            assertThrows(UncheckedIOException.class, () -> RawClient.connect(upstream.port(), otherName));
            var stranger = RawClient.Options.plain()
                    .withTls(TestAuthority.create("other").client(), "upstream.test");
            assertThrows(UncheckedIOException.class, () -> RawClient.connect(upstream.port(), stranger));
        }
    }

    @Test
    @DisplayName("an answer behind TLS can be cut, reset and half-closed")
    void tlsEndings() {
        try (ScriptedUpstream upstream =
                ScriptedUpstream.start(ScriptedUpstream.Options.plain().withTls(authority.server("a.test")))) {
            Answer begun = Answer.head(200, Answer.Framing.CHUNKED).write("a");
            upstream.answer(begun.close(), begun.gate("seen").reset(), begun.halfClose());
            var options = RawClient.Options.plain().withTls(authority.client(), "a.test");
            try (RawClient client = RawClient.connect(upstream.port(), options)) {
                assertEquals(RawResponse.End.CUT, client.get("/").readResponse().end());
            }
            try (RawClient client = RawClient.connect(upstream.port(), options)) {
                client.get("/").readHead();
                upstream.release("seen");
                assertEquals(RawResponse.End.RESET, client.readToEnd().end());
            }
            try (RawClient client = RawClient.connect(upstream.port(), options)) {
                assertEquals(RawResponse.End.CUT, client.get("/").readResponse().end());
            }
        }
    }

    @Test
    @DisplayName("the authority's certificates are PEM, and an expired one is expired")
    void pem() {
        assertTrue(authority.pem().startsWith("-----BEGIN CERTIFICATE-----\n"));
        TestAuthority.Identity identity = authority.issueExpired("old.test");
        assertTrue(identity.keyPem().startsWith("-----BEGIN PRIVATE KEY-----\n"));
        assertThrows(
                java.security.cert.CertificateExpiredException.class,
                () -> identity.certificate().checkValidity());
    }

    @Test
    @DisplayName("the proxy tunnels and forwards, remembers its targets and can refuse")
    void proxy() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                ScriptedProxy proxy = ScriptedProxy.start()) {
            upstream.otherwise(Answer.json(200, "{}"));
            proxy.resolve("up.test:443", upstream.port());
            try (RawClient client = RawClient.connect(proxy.port())) {
                client.send("CONNECT up.test:443 HTTP/1.1\r\nhost: up.test:443\r\n\r\n");
                assertEquals(200, client.readHead().status());
                assertEquals("{}", client.get("/inner").readResponse().text());
            }
            try (RawClient client = RawClient.connect(proxy.port())) {
                client.get("http://127.0.0.1:" + upstream.port() + "/plain");
                assertEquals("{}", client.readResponse().text());
            }
            proxy.refuseWith(407);
            try (RawClient client = RawClient.connect(proxy.port())) {
                client.send("CONNECT up.test:443 HTTP/1.1\r\nhost: up.test:443\r\n\r\n");
                assertEquals(407, client.readHead().status());
            }
            assertEquals(
                    List.of("up.test:443", "http://127.0.0.1:" + upstream.port() + "/plain", "up.test:443"),
                    proxy.targets());
            assertEquals("/inner", upstream.awaitRequest(1).target());
        }
    }

    @Test
    @DisplayName("2,000 streams are open at once; one leaves, one stalls, the rest go on")
    void load() {
        int count = 2_000;
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.otherwise(Answer.events("data: 1\n\n").gate("more").write("data: 2\n\n"));
            byte[] request = "GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), upstream.port());
            try (LoadOfClients load = LoadOfClients.open(address, count, request)) {
                load.awaitEventsEach(1);
                assertEquals(count, load.open());
                assertEquals(count, upstream.openConnections());
                load.leave(0);
                upstream.awaitOpenConnections(count - 1);
                load.stall(1);
                long before = load.bytesOf(1);
                upstream.release("more");
                load.awaitEvents(count + count - 2L);
                assertEquals(before, load.bytesOf(1));
                load.resume(1);
                load.awaitEventsEach(2);
                assertTrue(load.bytesOf(1) > before);
                assertEquals(2L * (count - 1) + 1, load.events());
            }
            upstream.awaitOpenConnections(0);
        }
    }

    @Test
    @DisplayName("a refusing port refuses and an unresponsive one does not answer")
    void ports() throws Exception {
        try (Ports refusing = Ports.refusing();
                Socket socket = new Socket()) {
            assertThrows(
                    ConnectException.class,
                    () -> socket.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), refusing.port()), 1_000));
        }
        try (Ports silent = Ports.unresponsive();
                Socket socket = new Socket()) {
            assertThrows(
                    SocketTimeoutException.class,
                    () -> socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.port()), 100));
        }
    }
}
