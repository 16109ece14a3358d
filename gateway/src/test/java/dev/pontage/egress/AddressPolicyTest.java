package dev.pontage.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S-19: connections go to allowed addresses only, however they are spelled")
final class AddressPolicyTest {
    private final Map<String, List<InetAddress>> names = new HashMap<>();
    private final List<InetSocketAddress> own = new ArrayList<>();
    private int lookUps;
    private final AddressPolicy policy = new AddressPolicy(
            new Resolver(this::lookUp, Runnable::run, Ticker.SYSTEM, Resolver.Limits.DEFAULT), () -> own);

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookUps++;
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private void name(String host, String... addresses) {
        names.put(
                host,
                java.util.Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    @ParameterizedTest
    @DisplayName("public places")
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "https://API.OpenAI.com:443/v1",
                "HTTPS://api.openai.com./v1",
                "https://my_host.example.com",
                "https://1.1.1.1",
                "https://8.8.8.8:8443/v1",
                "https://[2606:4700:4700::1111]/v1",
                "https://[64:ff9b::808:808]/v1",
                "https://xn--bcher-kva.example"
            })
    void takesPublicPlaces(String url) {
        assertInstanceOf(Place.class, AddressPolicy.judge(URI.create(url), false), url);
        assertInstanceOf(Place.class, AddressPolicy.judge(URI.create(url), true), url);
    }

    @ParameterizedTest
    @DisplayName("private places need the operator's file")
    @ValueSource(
            strings = {
                "https://127.0.0.1:9101/v1",
                "https://127.255.255.254",
                "https://10.0.0.1",
                "https://172.16.0.1",
                "https://172.31.255.255",
                "https://192.168.1.1:11434",
                "https://100.64.0.1",
                "https://100.127.255.255",
                "https://198.18.0.5",
                "https://[::1]:8000",
                "https://[0:0:0:0:0:0:0:1]",
                "https://[::ffff:127.0.0.1]",
                "https://[::ffff:7f00:1]",
                "https://[::ffff:10.1.2.3]",
                "https://[fd12:3456::1]",
                "http://api.example.com",
                "http://127.0.0.1:9101/v1",
                "HTTP://localhost:11434"
            })
    void takesPrivatePlacesByPermission(String url) {
        assertInstanceOf(Destination.Forbidden.class, AddressPolicy.judge(URI.create(url), false), url);
        assertInstanceOf(Place.class, AddressPolicy.judge(URI.create(url), true), url);
    }

    @ParameterizedTest
    @DisplayName("these places never")
    @ValueSource(
            strings = {
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://0.0.0.0/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://127.0.0.0x1/",
                "https://127.0.0.01/",
                "https://127.0.0.1.1/",
                "https://256.1.1.1/",
                "https://1.2.3.4.5",
                "https://[::]/",
                "https://[::127.0.0.1]/",
                "https://[::7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[64:ff9b:1::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:808:808::1]/",
                "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "https://[2606:4700::5efe:a00:1]/",
                "https://[fe80::1]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                "https://[3fff::1]/",
                "https://[4000::1]/",
                "https://[100::1]/",
                "https://169.254.169.254/latest/meta-data",
                "https://169.254.170.2/",
                "https://[::ffff:169.254.169.254]/",
                "https://[fd00:ec2::254]/",
                "https://[fd20:ce::254]/",
                "https://100.100.100.200/",
                "https://168.63.129.16/",
                "https://192.0.0.192/",
                "https://192.0.2.1/",
                "https://224.0.0.1/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                "https://metadata.google.internal/",
                "https://METADATA.google.internal./",
                "https://metadata/",
                "https://user@api.example.com/",
                "https://user:secret@api.example.com/",
                "https://api.example.com@127.0.0.1/",
                "https://api.example.com%2f@127.0.0.1/",
                "https://exa%6dple.com/",
                "https://b\u00fccher.example/",
                "https://127\u30020\u30020\u30021/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://.example.com/",
                "https://exam..ple.com/",
                "https:///v1",
                "https:api.example.com",
                "file:///etc/passwd",
                "jar:https://api.example.com/x.jar!/",
                "gopher://api.example.com/",
                "ftp://api.example.com/",
                "https://api.example.com:22/",
                "https://api.example.com:25/",
                "https://api.example.com:2375/",
                "https://api.example.com:6379/",
                "https://api.example.com:0/",
                "https://api.example.com:65536/",
                "https://api.example.com:99999999999/",
                "https://api.example.com:/",
                "https://api.example.com?x=1",
                "https://api.example.com/v1?x=1",
                "https://api.example.com/v1#x",
                "/v1"
            })
    void refusesForEver(String url) {
        assertInstanceOf(Destination.Forbidden.class, AddressPolicy.judge(URI.create(url), false), url);
        assertInstanceOf(Destination.Forbidden.class, AddressPolicy.judge(URI.create(url), true), url);
    }

    @ParameterizedTest
    @DisplayName("what is no URI at all never becomes a base")
    @ValueSource(
            strings = {
                "https://api.example.com\\@127.0.0.1/",
                "https://api.example.com\t.evil/",
                "https://api.example.com\n/",
                "https://api.example.com /",
                "https://[fe80::1%25eth0]x/",
                "https://[::1/"
            })
    void isNoUri(String url) {
        var _ = assertThrows(IllegalArgumentException.class, () -> URI.create(url));
    }

    @Test
    @DisplayName("a link-local address with a zone is refused like one without")
    void refusesZones() {
        assertInstanceOf(
                Destination.Forbidden.class, AddressPolicy.judge(URI.create("https://[fe80::1%25eth0]/"), true));
    }

    @Test
    @DisplayName("a literal address is never looked up")
    void looksNoLiteralUp() {
        Answer<List<InetAddress>> answer = policy.resolve(place("https://1.1.1.1", false));
        assertEquals(new Answer.Ready<>(List.of(InetAddress.ofLiteral("1.1.1.1"))), answer);
        assertEquals(0, lookUps);
    }

    @Test
    @DisplayName("every address of a name is checked: one that is not allowed spoils the others")
    void checksEveryAddress() {
        name("good.test", "1.1.1.1", "2606:4700:4700::1111");
        name("two-faced.test", "1.1.1.1", "10.0.0.1");
        name("inner.test", "10.0.0.1", "127.0.0.1");
        name("cloud.test", "10.0.0.1", "169.254.169.254");
        name("none.test");
        assertEquals(2, addresses(resolve("https://good.test", false)).size());
        assertEquals("address_not_allowed", code(resolve("https://two-faced.test", false)));
        assertEquals("address_not_allowed", code(resolve("https://inner.test", false)));
        assertEquals(2, addresses(resolve("https://inner.test", true)).size());
        assertEquals(2, addresses(resolve("https://two-faced.test", true)).size());
        assertEquals("address_not_allowed", code(resolve("https://cloud.test", true)));
        assertEquals("address_not_allowed", code(resolve("https://none.test", true)));
        assertEquals("name_not_found", code(resolve("https://unknown.test", true)));
    }

    @Test
    @DisplayName("localhost, with and without its dot, is what it resolves to")
    void judgesLocalhostByItsAddress() {
        name("localhost", "127.0.0.1", "::1");
        assertEquals("address_not_allowed", code(resolve("https://localhost.", false)));
        assertEquals(2, addresses(resolve("http://LOCALHOST.:11434", true)).size());
    }

    @Test
    @DisplayName("rebinding: the second answer of a name is checked as the first was, and the first is used meanwhile")
    void checksLaterAnswers() {
        long[] now = new long[1];
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return now[0];
            }

            @Override
            public long epochMicros() {
                return 0;
            }
        };
        AddressPolicy rebound = new AddressPolicy(
                new Resolver(this::lookUp, Runnable::run, ticker, Resolver.Limits.DEFAULT), () -> own);
        name("rebind.test", "1.1.1.1");
        Place place = place("https://rebind.test", false);
        assertEquals(1, addresses(settled(rebound.resolve(place))).size());
        name("rebind.test", "127.0.0.1");
        assertEquals(List.of(InetAddress.ofLiteral("1.1.1.1")), addresses(settled(rebound.resolve(place))));
        assertEquals(1, lookUps);
        now[0] += Resolver.Limits.DEFAULT.foundMillis() * 1_000_000;
        assertEquals("address_not_allowed", code(settled(rebound.resolve(place))));
    }

    @Test
    @DisplayName("our own listener and admin port are no upstream, at any address of this machine")
    void refusesItself() {
        own.add(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080));
        own.add(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 9464));
        name("me.test", "127.0.0.1");
        assertEquals("own_listener", code(resolve("http://127.0.0.1:8080", true)));
        assertEquals("own_listener", code(resolve("http://me.test:8080", true)));
        assertEquals("own_listener", code(resolve("http://127.0.0.7:9464", true)));
        assertEquals("own_listener", code(resolve("http://[::1]:9464", true)));
        name("both.test", "127.0.0.1", "169.254.169.254");
        assertEquals("address_not_allowed", code(resolve("http://both.test:8080", true)));
        assertEquals(1, addresses(resolve("http://127.0.0.1:8081", true)).size());
        assertEquals(1, addresses(resolve("http://10.9.8.7:9464", true)).size());
    }

    @Test
    @DisplayName("Host is the name, with brackets around IPv6 and no default port")
    void spellsTheAuthority() {
        assertEquals("api.test", place("https://API.test.:443/v1", false).authority());
        assertEquals("api.test:444", place("https://api.test:444", false).authority());
        assertEquals("api.test:443", place("http://api.test:443", true).authority());
        assertEquals("[::1]:8000", place("http://[::1]:8000", true).authority());
    }

    private static Place place(String url, boolean privateAllowed) {
        return assertInstanceOf(Place.class, AddressPolicy.judge(URI.create(url), privateAllowed), url);
    }

    private Answer<List<InetAddress>> resolve(String url, boolean privateAllowed) {
        return settled(policy.resolve(place(url, privateAllowed)));
    }

    private static Answer<List<InetAddress>> settled(Answer<List<InetAddress>> answer) {
        if (answer instanceof Answer.Pending<List<InetAddress>> pending) {
            List<Answer<List<InetAddress>>> got = new ArrayList<>();
            pending.then(got::add);
            return got.getFirst();
        }
        return answer;
    }

    private static List<InetAddress> addresses(Answer<List<InetAddress>> answer) {
        return answer instanceof Answer.Ready<List<InetAddress>>(List<InetAddress> found)
                ? found
                : org.junit.jupiter.api.Assertions.fail(answer.toString());
    }

    private static String code(Answer<List<InetAddress>> answer) {
        return answer instanceof Answer.Failed<List<InetAddress>>(String code) ? code : answer.toString();
    }
}
