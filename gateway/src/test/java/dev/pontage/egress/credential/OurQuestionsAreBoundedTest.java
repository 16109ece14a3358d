package dev.pontage.egress.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.egress.AddressKind;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.TestAuthority;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OurQuestionsAreBoundedTest {
    private static final WebLimits TIGHT = new WebLimits(3_000, 10_000, 1_000, 2_000);

    private CloudRig rig = new CloudRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private WebAnswer ask(WebLimits limits) throws IOException {
        Web web = rig.web(limits, TestAuthority.create("nobody").client().getSocketFactory());
        Place place = web.place(rig.server.baseUrl(), true);
        return web.ask(place, "POST", "/here?a=b", Headers.of("x-ours", "1"), "hello".getBytes(UTF_8));
    }

    private String refusal(WebLimits limits) {
        return String.valueOf(assertThrows(IOException.class, () -> ask(limits)).getMessage());
    }

    @Test
    @DisplayName("A question goes out whole and its answer comes back whole, whatever its framing")
    void questionsAreAnswered() throws IOException {
        rig.server.answer(
                Answer.json(200, "{\"a\":1}"),
                Answer.head(201, Answer.Framing.CHUNKED).write("one").write("two"),
                Answer.head(404, Answer.Framing.UNTIL_CLOSE).write("until the end"),
                Answer.head(103, Answer.Framing.AS_GIVEN)
                        .thenHead(200, Answer.Framing.LENGTH)
                        .write("late"));
        assertEquals("{\"a\":1}", ask(TIGHT).text());
        assertEquals("onetwo", ask(TIGHT).text());
        assertEquals("until the end", ask(TIGHT).text());
        assertEquals("late", ask(TIGHT).text());
        assertEquals("hello", rig.server.awaitRequest(1).text());
        assertEquals("/here?a=b", rig.server.awaitRequest(1).target());
        assertEquals("1", rig.server.awaitRequest(1).header("x-ours").orElse(""));
        assertEquals(
                "127.0.0.1:" + rig.server.port(),
                rig.server.awaitRequest(1).header("host").orElse(""));
    }

    @Test
    @DisplayName("S-19: a redirect is an answer, never followed")
    void redirectsAreNotFollowed() throws IOException {
        rig.server.answer(Answer.head(302, Answer.Framing.LENGTH, "location: http://169.254.169.254/latest/"));
        assertEquals(302, ask(TIGHT).status());
        assertEquals(1, rig.server.headsSoFar());
    }

    @ParameterizedTest
    @DisplayName("S-19: what the address policy refuses is not asked, whoever wants to")
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://169.254.169.254",
                "http://metadata.google.internal",
                "http://[fd00:ec2::23]",
                "file:///etc/passwd",
                "https://user@example.com",
            })
    void policyHolds(String url) {
        IOException refused = assertThrows(IOException.class, () -> rig.web().place(URI.create(url), true));
        assertTrue(String.valueOf(refused.getMessage()).contains("may not be asked"), refused.toString());
    }

    @Test
    @DisplayName("S-19: a name that leads into the house is not asked for what nobody allowed to be there")
    void privateNamesAreRefused() throws IOException {
        Web web = rig.web();
        Place place = web.place(URI.create("https://sts.us-east-1.amazonaws.com"), false);
        IOException refused =
                assertThrows(IOException.class, () -> web.ask(place, "GET", "/", Headers.NONE, new byte[0]));
        assertTrue(String.valueOf(refused.getMessage()).contains(AddressPolicy.NOT_ALLOWED), refused.toString());
    }

    @Test
    @DisplayName("S-19: no way but this package's own leads to a metadata endpoint, and the policy opens none")
    void metadataEndpointsAreApart() {
        assertFalse(Modifier.isPublic(MetadataEndpoint.class.getModifiers()));
        Arrays.stream(Web.class.getDeclaredMethods())
                .filter(method -> List.of(method.getParameterTypes()).contains(MetadataEndpoint.class))
                .forEach(method -> assertEquals(0, method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)));
        for (MetadataEndpoint endpoint : MetadataEndpoint.values()) {
            assertEquals(AddressKind.NEVER, AddressKind.of(endpoint.address()), endpoint.name());
            assertTrue(
                    AddressPolicy.judge(URI.create("http://" + endpoint.authority()), true)
                            instanceof Destination.Forbidden,
                    endpoint.name());
        }
    }

    @Test
    @DisplayName("An endless body, a long one, a long head and a bomb of interim answers are cut off")
    void answersAreBounded() {
        rig.server.answer(
                Answer.head(200, Answer.Framing.AS_GIVEN, "content-length: 2001")
                        .write("x"),
                Answer.head(200, Answer.Framing.CHUNKED).write("x".repeat(1500)).write("x".repeat(600)),
                Answer.head(200, Answer.Framing.UNTIL_CLOSE).write("x".repeat(3000)),
                Answer.head(200, Answer.Framing.LENGTH, "x-long: " + "x".repeat(2000)),
                Answer.head(200, Answer.Framing.LENGTH, "content-encoding: gzip")
                        .write("x"),
                Answer.head(200, Answer.Framing.AS_GIVEN, "content-length: 1", "content-length: 2")
                        .write("xx"),
                Answer.nothing().write("220 mail.example ESMTP\r\n").close(),
                Answer.head(200, Answer.Framing.LENGTH).write("cut here").cutAtByte(3));
        for (int i = 0; i < 3; i++) {
            assertTrue(refusal(TIGHT).endsWith("a body over 2000 bytes"), "answer " + i);
        }
        assertTrue(refusal(TIGHT).endsWith("a head over 1000 bytes"));
        assertTrue(refusal(TIGHT).endsWith("a coded body, which was not asked for"));
        assertTrue(refusal(TIGHT).endsWith("a body with two lengths"));
        assertTrue(refusal(TIGHT).endsWith("not an answer of HTTP/1.1"));
        assertTrue(refusal(TIGHT).endsWith("the answer was cut"));
    }

    @Test
    @DisplayName("A server that drips or says nothing has the whole time and no more")
    void slowAnswersEnd() {
        WebLimits short_ = new WebLimits(1_000, 300, 100_000, 100_000);
        rig.server.answer(Answer.silence());
        assertTrue(refusal(short_).endsWith("no whole answer in time"));
        Answer drip = Answer.head(200, Answer.Framing.CHUNKED);
        for (int i = 0; i < 100; i++) {
            drip = drip.pauseMillis(20).write("x");
        }
        rig.server.answer(drip);
        assertTrue(refusal(short_).endsWith("no whole answer in time"));
    }

    @ParameterizedTest
    @DisplayName("A line end in a field or a blank in a path is not sent")
    @ValueSource(strings = {"a\r\nx-more: 1", "a\nb", "a\tb", "ä"})
    void fieldsCannotBeSplit(String value) throws IOException {
        Web web = rig.web();
        Place place = web.place(rig.server.baseUrl(), true);
        assertThrows(IOException.class, () -> web.ask(place, "GET", "/", Headers.of("x", value), new byte[0]));
        assertThrows(IOException.class, () -> web.ask(place, "GET", "/a b" + value, Headers.NONE, new byte[0]));
        assertEquals(0, rig.server.headsSoFar());
    }

    @Test
    @DisplayName("Over TLS a server proves the name that was asked for, also when its address is in the house")
    void namesAreProved() throws IOException {
        rig.close();
        TestAuthority authority = TestAuthority.create("ours");
        rig = new CloudRig(
                ScriptedUpstream.start(ScriptedUpstream.Options.plain().withTls(authority.server("right.example"))));
        rig.server.otherwise(Answer.json(200, "{}"));
        Web web = rig.web(TIGHT, authority.client().getSocketFactory());
        Place right = web.place(URI.create("https://right.example:" + rig.server.port()), true);
        assertEquals(200, web.ask(right, "GET", "/", Headers.NONE, new byte[0]).status());
        Place wrong = web.place(URI.create("https://wrong.example:" + rig.server.port()), true);
        assertThrows(IOException.class, () -> web.ask(wrong, "GET", "/", Headers.NONE, new byte[0]));
        Web stranger = rig.web(TIGHT, TestAuthority.create("another").client().getSocketFactory());
        assertThrows(IOException.class, () -> stranger.ask(right, "GET", "/", Headers.NONE, new byte[0]));
        assertEquals(1, rig.server.headsSoFar());
    }
}
