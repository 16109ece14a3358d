package dev.pontage.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "S-19: a provider that no file names lies in the world, or in one of the networks that the operator opened")
final class PrivateNetworksTest {
    private static final Map<String, List<InetAddress>> NAMES = Map.of(
            "endpoint.test", List.of(InetAddress.ofLiteral("10.1.2.3")),
            "elsewhere.test", List.of(InetAddress.ofLiteral("10.2.2.3")),
            "two-faced.test", List.of(InetAddress.ofLiteral("10.1.2.3"), InetAddress.ofLiteral("192.168.0.1")),
            "public.test", List.of(InetAddress.ofLiteral("1.1.1.1")));

    private final AddressPolicy policy = policy("10.1.0.0/16, fd00:1::/32 169.254.0.0/16");

    private static AddressPolicy policy(String networks) {
        Names names = host -> NAMES.getOrDefault(host, List.of());
        return new AddressPolicy(
                new Resolver(names, Runnable::run, Ticker.SYSTEM, Resolver.Limits.DEFAULT),
                List::of,
                Networks.parse(networks));
    }

    @ParameterizedTest
    @DisplayName("within them it is called, by address and by name, without TLS too")
    @ValueSource(
            strings = {
                "https://10.1.255.255",
                "http://10.1.0.1:8000/v1",
                "https://[fd00:1::7]",
                "https://endpoint.test",
                "http://endpoint.test",
                "https://public.test",
                "https://1.1.1.1"
            })
    void within(String url) {
        Place place = assertInstanceOf(Place.class, policy.destination(URI.create(url), false));
        assertInstanceOf(Answer.Ready.class, settled(policy.resolve(place)));
    }

    @ParameterizedTest
    @DisplayName("outside of them it is not, nor is the world without TLS, nor a metadata address in any case")
    @ValueSource(
            strings = {
                "https://10.2.0.1",
                "https://127.0.0.1",
                "https://[fd00:2::7]",
                "https://elsewhere.test",
                "https://two-faced.test",
                "http://public.test",
                "http://1.1.1.1",
                "https://169.254.169.254"
            })
    void outside(String url) {
        boolean refused = switch (policy.destination(URI.create(url), false)) {
            case Destination.Forbidden forbidden -> true;
            case Place place -> settled(policy.resolve(place)) instanceof Answer.Failed<List<InetAddress>>;
        };
        assertTrue(refused, url);
    }

    @ParameterizedTest
    @DisplayName("what is no network is refused by its name")
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/0", "10.0.0.0/x", "10/8", "fd00::/129", "localhost", "fe80::1%1", "/8"})
    void noNetwork(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Networks.parse("10.0.0.0/8, " + text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("'" + text + "' is no network"), message);
    }

    @Test
    @DisplayName("over real HTTP: opened it answers, not opened it is unreachable")
    void real() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()
                .otherwise(dev.pontage.testkit.wire.Answer.json(
                        200, "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"))) {
            assertEquals(200, status(upstream, "127.0.0.0/8"));
            assertEquals(502, status(upstream, "10.0.0.0/8"));
            assertEquals(502, status(upstream, ""));
            assertEquals(1, upstream.headsSoFar());
        }
    }

    private static int status(ScriptedUpstream upstream, String networks) {
        try (TestGateway gateway = TestGateway.plan()
                        .notFromFile(networks)
                        .provider("a", upstream.baseUrl(), "m")
                        .books(new TestBooks())
                        .start();
                RawClient client = RawClient.connect(gateway.port())) {
            return client.post(
                            "/v1/chat/completions",
                            "{\"model\":\"m\",\"messages\":[]}",
                            "authorization: Bearer " + TestGateway.KEY)
                    .readResponse()
                    .status();
        }
    }

    private static Answer<List<InetAddress>> settled(Answer<List<InetAddress>> answer) {
        if (answer instanceof Answer.Pending<List<InetAddress>> pending) {
            java.util.ArrayList<Answer<List<InetAddress>>> got = new java.util.ArrayList<>();
            pending.then(got::add);
            return got.getFirst();
        }
        return answer;
    }
}
