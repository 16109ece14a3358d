package dev.pontage.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.exchange.Upstream;
import dev.pontage.provider.Transport;
import dev.pontage.testkit.Ports;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedProxy;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.TestAuthority;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TLS is always verified, against the system's authorities or the provider's, directly and through a proxy")
final class TlsIsVerifiedTest {
    private final Rig rig = new Rig();
    private final TestAuthority authority = TestAuthority.create("one");

    @AfterEach
    void close() {
        rig.close();
    }

    private ScriptedUpstream start(SSLContext tls) {
        return ScriptedUpstream.start(ScriptedUpstream.Options.plain().withTls(tls))
                .otherwise(Answer.json(200, "{}"));
    }

    private static Transport trusting(TestAuthority trusted) {
        return new Transport(trusted.pem(), "", 0, 16, 16);
    }

    private void named(String host) {
        rig.names.put(host, List.of(InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    @DisplayName("the provider's own authority vouches for the name; Host and SNI are the name's (S-19)")
    void trustsTheProvidersAuthority() {
        named("api.test");
        try (ScriptedUpstream upstream = start(authority.server("api.test"))) {
            Rig.Asking asking =
                    rig.ask(URI.create("https://api.test:" + upstream.port())).transport(trusting(authority));
            assertEquals("{}", asking.heard().awaitEnd());
            assertEquals("{}", asking.heard().awaitEnd());
            assertEquals(1, upstream.connectionsEver());
            assertEquals(
                    Optional.of("api.test:" + upstream.port()),
                    upstream.awaitRequest(1).header("host"));
        }
    }

    @Test
    @DisplayName(
            "F-06: another authority, the system's authorities, another name, an expired certificate: not one byte")
    void refusesTheRest() {
        named("api.test");
        named("other.test");
        TestAuthority other = TestAuthority.create("two");
        try (ScriptedUpstream upstream = start(authority.server("api.test"));
                ScriptedUpstream expired = start(authority.server(authority.issueExpired("api.test")))) {
            URI right = URI.create("https://api.test:" + upstream.port());
            refused(rig.ask(right).transport(trusting(other)));
            refused(rig.ask(right));
            refused(rig.ask(URI.create("https://other.test:" + upstream.port())).transport(trusting(authority)));
            refused(rig.ask(URI.create("https://127.0.0.1:" + upstream.port())).transport(trusting(authority)));
            refused(rig.ask(URI.create("https://api.test:" + expired.port())).transport(trusting(authority)));
            assertEquals(0, upstream.headsSoFar() + expired.headsSoFar());
        }
    }

    @Test
    @DisplayName("an upstream that hangs up on a handshake is refused too")
    void refusesPlain() {
        try (ScriptedUpstream plain = ScriptedUpstream.start()) {
            Heard heard = rig.ask(URI.create("https://127.0.0.1:" + plain.port()))
                    .transport(trusting(authority))
                    .heard();
            plain.awaitOpenConnections(1);
            plain.closeConnections();
            assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
            assertEquals(0, plain.headsSoFar());
        }
    }

    @Test
    @DisplayName("authorities that cannot be read refuse, and never fall back to the system's")
    void refusesGarbledAuthorities() {
        try (ScriptedUpstream upstream = start(authority.server("127.0.0.1"))) {
            Heard heard = rig.ask(URI.create("https://127.0.0.1:" + upstream.port()))
                    .transport(new Transport("no certificate", "", 0, 16, 16))
                    .heard();
            assertEquals("authorities_unreadable", heard.awaitReason());
            assertEquals(0, upstream.connectionsEver());
        }
    }

    @Test
    @DisplayName("cancelled while it sends over TLS: closed at once, though its farewell cannot be sent")
    void cancelsOverTls() {
        named("api.test");
        try (ScriptedUpstream upstream = start(authority.server("api.test"))) {
            upstream.answer(Answer.silence().readBodyUpTo(1, "never"));
            Upstream.Flight flight = rig.ask(URI.create("https://api.test:" + upstream.port()))
                    .body(new byte[30_000_000])
                    .transport(trusting(authority))
                    .into(new Heard());
            upstream.awaitReceived(1, 1);
            rig.run(0, flight::cancel);
            rig.run(0, () -> {});
            assertEquals(0, rig.call.connections());
        }
    }

    @Test
    @DisplayName("through an egress proxy: CONNECT by name, then TLS with the upstream")
    void goesThroughTheProxy() {
        try (ScriptedProxy proxy = ScriptedProxy.start();
                ScriptedUpstream upstream = start(authority.server("api.test"))) {
            // The name is known to the proxy alone.
            proxy.resolve("api.test:" + upstream.port(), upstream.port());
            Heard heard = rig.ask(URI.create("https://api.test:" + upstream.port()))
                    .transport(new Transport(authority.pem(), "127.0.0.1", proxy.port(), 16, 16))
                    .heard();
            assertEquals("{}", heard.awaitEnd());
            assertEquals(List.of("api.test:" + upstream.port()), proxy.targets());
        }
    }

    @Test
    @DisplayName("the proxy refuses, or is not there: nothing goes around it")
    void needsItsProxy() {
        try (ScriptedProxy proxy = ScriptedProxy.start().refuseWith(407);
                Ports refusing = Ports.refusing();
                ScriptedUpstream upstream = start(authority.server("127.0.0.1"))) {
            URI base = URI.create("https://127.0.0.1:" + upstream.port());
            Heard forbidden = rig.ask(base)
                    .transport(new Transport(authority.pem(), "127.0.0.1", proxy.port(), 16, 16))
                    .heard();
            assertEquals(List.of("failed unreachable NOT_SENT"), forbidden.await("failed"));
            Heard absent = rig.ask(base)
                    .transport(new Transport(authority.pem(), "127.0.0.1", refusing.port(), 16, 16))
                    .heard();
            assertEquals(List.of("failed unreachable NOT_SENT"), absent.await("failed"));
            assertEquals(0, upstream.connectionsEver());
        }
    }

    private static void refused(Rig.Asking asking) {
        Heard heard = asking.heard();
        assertEquals(List.of("failed unreachable NOT_SENT"), heard.await("failed"));
        assertTrue(heard.reason().equals("tls_failed"), heard.reason());
    }
}
