package dev.pontage.dialect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.anthropic.Anthropic;
import dev.pontage.dialect.bedrock.Bedrock;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

@Label("Requests for a dialect's other hosts")
@DisplayName("Requests for a dialect's other hosts")
class HostedRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Anthropic ANTHROPIC = new Anthropic("/pontage/requests/{id}");
    private static final String MODEL = "eu.claude-x@1/v1:0";

    /** As one cloud has it: the model in the path. */
    private static final Hosting LIKE_VERTEX = new Hosting(
            new Hosting.Paths("/models/{model}:raw", "/models/{model}:streamRaw", "/models/count:raw"),
            Map.of("anthropic_version", new Json.Str("v1")),
            Set.of("model"),
            Map.of(),
            Map.of(),
            Set.of("anthropic-beta"),
            false,
            "");

    /** As another has it: the wish for a stream too, betas in the body, events in frames. */
    private static final Hosting LIKE_BEDROCK = new Hosting(
            new Hosting.Paths("/model/{model}/invoke", "/model/{model}/invoke-stream", ""),
            Map.of("anthropic_version", new Json.Str("b1")),
            Set.of("model", "stream"),
            Map.of("anthropic-beta", "anthropic_beta"),
            Map.of("accept", "application/json"),
            Set.of(),
            true,
            "bedrock");

    private static Conversion.Same hosted(
            Dialect dialect, Hosting hosting, int operation, byte[] body, Headers asked, boolean streamedByDefault) {
        Operation asks = dialect.operations().get(operation);
        Peek look = (Peek) dialect.peek(asks, Parameters.NONE, body, body.length);
        Peek peek = streamedByDefault ? look.streamed() : look;
        Conversion.Same same = dialect.same(asks, peek, body, body.length, MODEL, Set.of(), true);
        return dialect.hosted(hosting, same, asked, asks, peek, body, MODEL);
    }

    private static String sent(Conversion.Same conversion, byte[] body) {
        return new String(conversion.splices().apply(body, body.length), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 500)
    @Label("F07, J08: whatever stands where, the body has what the host wants, and all else is as it was")
    void members(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> members = new ArrayList<>(List.of(
                "\"temperature\":1.10e+0",
                "\"x\" : {\"model\":\"inner\",\"stream\":true}",
                "\"anthropic_version\" :\"of the client\"",
                "\"anthropic_beta\":[ \"mine\" , {} ]",
                "\"messages\":[{\"content\":\"\\u00e9\"}]"));
        members.removeIf(_ -> random.nextBoolean());
        pick(random, members, "\"model\":\"m\"", "\"model\":null", "\"model\" : \"\"", "");
        pick(random, members, "\"stream\":true", "\"stream\"\n:\tfalse", "\"stream\":null", "");
        Collections.shuffle(members, random);
        byte[] body = utf8(" {" + String.join(random.nextBoolean() ? "," : " ,\n", members) + "} ");
        boolean streamed = random.nextBoolean() && !new String(body, StandardCharsets.UTF_8).contains("\"stream\"");
        boolean betas = random.nextBoolean();
        Headers asked = betas ? Headers.of("Anthropic-Beta", " a ,b,") : Headers.NONE;
        boolean vertex = random.nextBoolean();
        Hosting hosting = vertex ? LIKE_VERTEX : LIKE_BEDROCK;
        ObjectNode expected = (ObjectNode) JSON.readTree(body);
        boolean stream = streamed || expected.path("stream").asBoolean(false);
        expected.remove("model");
        expected.set("anthropic_version", JSON.valueToTree(vertex ? "v1" : "b1"));
        if (!vertex) {
            expected.remove("stream");
            if (betas) {
                expected.set("anthropic_beta", JSON.valueToTree(List.of("a", "b")));
            }
        } else if (stream) {
            expected.put("stream", true);
        }
        Conversion.Same conversion = hosted(ANTHROPIC, hosting, 0, body, asked, streamed);
        assertEquals(expected, JSON.readTree(sent(conversion, body)), new String(body, StandardCharsets.UTF_8));
        assertEquals(
                vertex
                        ? "/models/eu.claude-x@1%2Fv1%3A0:" + (stream ? "streamRaw" : "raw")
                        : "/model/eu.claude-x@1%2Fv1%3A0/invoke" + (stream ? "-stream" : ""),
                conversion.path());
        assertEquals(hosting.headers(), conversion.headers());
    }

    private static void pick(Random random, List<String> members, String... choices) {
        String member = choices[random.nextInt(choices.length)];
        if (!member.isEmpty()) {
            members.add(member);
        }
    }

    @Test
    @DisplayName("a count of tokens keeps the model in the body where its path does not name it")
    void counts() {
        byte[] body = utf8("{\"model\":\"m\",\"messages\":[]}");
        Conversion.Same conversion = hosted(ANTHROPIC, LIKE_VERTEX, 1, body, Headers.NONE, false);
        assertEquals("/models/count:raw", conversion.path());
        assertEquals(
                "{\"anthropic_version\":\"v1\",\"model\":\"" + MODEL + "\",\"messages\":[]}", sent(conversion, body));
    }

    @Test
    @DisplayName("what is added to a body of Converse stands first, and in an empty one alone")
    void addedToConverse() {
        Json.Obj guardrail =
                new Members().put("id", "{id}").put("trace", "{TRACE}").obj();
        Hosting hosting = Hosting.NONE.with(new Hosting(
                        Hosting.Paths.OWN,
                        Map.of("guardrailConfig", guardrail, "other", new Json.Bool(true)),
                        Set.of(),
                        Map.of(),
                        Map.of("x-amzn-it", "{id}"),
                        Set.of(),
                        false,
                        "")
                .filled(Map.of("id", "gr1", "trace", "enabled")));
        for (String rest : List.of("", "\"messages\":[]")) {
            byte[] body = utf8(" {" + rest + "}");
            Conversion.Same conversion = hosted(new Bedrock(), hosting, 0, body, Headers.NONE, false);
            assertEquals(Map.of("x-amzn-it", "gr1"), conversion.headers());
            ObjectNode sent = (ObjectNode) JSON.readTree(sent(conversion, body));
            assertEquals(
                    "{\"id\":\"gr1\",\"trace\":\"ENABLED\"}",
                    sent.get("guardrailConfig").toString());
            assertEquals(rest.isEmpty() ? 2 : 3, sent.size());
        }
    }

    @Test
    @DisplayName("a translated request is changed alike, and what the host adds wins")
    void written() {
        Json.Obj body = new Members()
                .put("model", "m")
                .put("anthropic_version", "old")
                .put("stream", true)
                .put("max_tokens", 5)
                .obj();
        Written own = new Written("/messages", Map.of("anthropic-version", "x"), body, List.of());
        Written written = LIKE_BEDROCK.written(own, "a b", true);
        assertEquals("{\"anthropic_version\":\"b1\",\"max_tokens\":5}", JsonText.of(written.body()));
        assertEquals("/model/a%20b/invoke-stream", written.path());
        assertEquals(Map.of("accept", "application/json"), written.headers());
        Hosting more = new Hosting(
                Hosting.Paths.OWN, Map.of(), Set.of(), Map.of(), Map.of("x-more", "1"), Set.of(), false, "");
        assertEquals(
                Map.of("anthropic-version", "x", "x-more", "1"),
                more.written(own, "m", false).headers());
        assertEquals("/messages", more.written(own, "m", false).path());
    }

    @Test
    @DisplayName("a hosting that leaves members out has something to put in their place")
    void dropsNeedAdds() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Hosting(
                        Hosting.Paths.OWN, Map.of(), Set.of("model"), Map.of(), Map.of(), Set.of(), false, ""));
    }
}
