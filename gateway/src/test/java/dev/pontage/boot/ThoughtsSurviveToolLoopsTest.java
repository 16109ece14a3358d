package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.simulator.Simulator;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A client that drops what it does not know keeps the thoughts of its tool loops (C1)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThoughtsSurviveToolLoopsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "loops-key-0123456789abcdef0123456789";
    private static final String OTHER_KEY = "other-key-0123456789abcdef0123456789";
    private static final String CLAUDE = "claude-sonnet-4-5";
    private static final String GEMINI = "gemini-3-pro";
    private static final String ON_BEDROCK = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String SKIPPED = "skip_thought_signature_validator";

    private final Simulator anthropic = Simulator.anthropic();
    private final Simulator gemini = Simulator.gemini();
    private final Simulator bedrock = Simulator.bedrock();
    private final Simulator openAi = Simulator.openAi();
    private final Running running;
    private int asked;

    ThoughtsSurviveToolLoopsTest(@TempDir Path folder) {
        TestHouse house = new TestHouse(folder);
        house.configure(provider("anthropic", anthropic.baseUrl() + "/v1", "{header: x-api-key}", "claude-*", "")
                + provider("gemini", gemini.baseUrl() + "/v1beta", "{header: x-goog-api-key}", "gemini-*", "")
                + provider("bedrock", bedrock.baseUrl().toString(), "bearer", "us.anthropic.*", "")
                + provider("openai", openAi.baseUrl() + "/v1", "bearer", "gpt-*", "no-chat")
                + key("team-a", KEY)
                + "---\n"
                + key("team-b", OTHER_KEY));
        running = house.start();
    }

    @BeforeAll
    void nothingYet() {
        assertEquals(List.of(), refusals());
    }

    /** A new prompt each time, so that no test meets the calls of another. */
    @BeforeEach
    void next() {
        asked++;
    }

    @AfterAll
    void stop() {
        var _ = running.stop();
        List.of(anthropic, gemini, bedrock, openAi).forEach(Simulator::close);
    }

    @ParameterizedTest
    @CsvSource({
        CLAUDE + ", false",
        CLAUDE + ", true",
        ON_BEDROCK + ", false",
        ON_BEDROCK + ", true",
        GEMINI + ", false",
        GEMINI + ", true",
        "gpt-5, false",
        "gpt-5, true",
    })
    @DisplayName("pain 17: what a chat client lost comes back to the maker on the next turn, whole and streamed")
    void chatClient(String model, boolean stream) {
        ObjectNode conversation = conversation(model, stream);
        RawResponse first = ask(conversation, KEY);
        goOn(conversation, first, stream);
        RawResponse second = ask(conversation, KEY);
        assertEquals(200, second.status(), second.text());
        assertEquals("", second.header("x-pontage-dropped").orElse(""));
        assertEquals(List.of(), refusals());
        String upstream = lastRequest(model);
        assertFalse(upstream.contains(SKIPPED), upstream);
        String wanted = switch (model) {
            case CLAUDE -> "[{\"type\":\"thinking\",\"thinking\":\"I was asked";
            case ON_BEDROCK -> "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"I was asked";
            case GEMINI -> "\"thoughtSignature\":\"";
            default -> "\"encrypted_content\":\"";
        };
        assertTrue(upstream.contains(wanted), upstream);
        assertTrue(upstream.contains("größer, 更大, 😀") || model.equals(GEMINI), upstream);
    }

    @ParameterizedTest
    @ValueSource(strings = {CLAUDE, ON_BEDROCK, GEMINI})
    @DisplayName(
            "another account finds none of it: Claude stops thinking for the turn, which is reported, Gemini skips")
    void otherAccount(String model) {
        ObjectNode conversation = conversation(model, false);
        goOn(conversation, ask(conversation, KEY), false);
        RawResponse second = ask(conversation, OTHER_KEY);
        assertEquals(200, second.status(), second.text());
        assertEquals(List.of(), refusals());
        String upstream = lastRequest(model);
        assertFalse(upstream.contains("I was asked"), upstream);
        assertEquals(model.equals(GEMINI), upstream.contains("\"thoughtSignature\":\"" + SKIPPED), upstream);
        assertEquals(
                model.equals(GEMINI) ? "" : "reasoning_effort",
                second.header("x-pontage-dropped").orElse(""));
    }

    @Test
    @DisplayName("a turn that goes to another platform of the maker takes its thoughts along, to another maker none")
    void otherPlatform() {
        ObjectNode conversation = conversation(CLAUDE, false);
        goOn(conversation, ask(conversation, KEY), false);
        RawResponse onBedrock = ask(conversation.put("model", ON_BEDROCK), KEY);
        assertEquals(200, onBedrock.status(), onBedrock.text());
        assertTrue(lastRequest(ON_BEDROCK).contains("\"reasoningText\":{\"text\":\"I was asked"));
        RawResponse onGemini = ask(conversation.put("model", GEMINI), KEY);
        assertEquals(200, onGemini.status(), onGemini.text());
        assertEquals("", onGemini.header("x-pontage-dropped").orElse(""));
        assertFalse(lastRequest(GEMINI).contains("I was asked"), lastRequest(GEMINI));
        assertEquals(List.of(), refusals());
    }

    @Test
    @DisplayName("clients of other protocols lose only what theirs has no place for: a call's signature in Messages")
    void messagesClient() {
        ObjectNode conversation = object("""
                {"model":"%s","max_tokens":4000,"thinking":{"type":"enabled","budget_tokens":2000},
                "tools":[{"name":"look","input_schema":{"type":"object"}}],
                "messages":[{"role":"user","content":"/tool look\\nmessages %d"}]}""".formatted(GEMINI, asked));
        JsonNode first = JSON.readTree(post("/v1/messages", conversation, KEY, "anthropic-version: 2023-06-01")
                .text());
        ArrayNode messages = (ArrayNode) conversation.get("messages");
        messages.add(object("{\"role\":\"assistant\"}").set("content", first.get("content")));
        messages.add(object("""
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s","content":"Föhn"}]}""".formatted(first.get("content").findValue("id").stringValue())));
        RawResponse second = post("/v1/messages", conversation, KEY, "anthropic-version: 2023-06-01");
        assertEquals(200, second.status(), second.text());
        String upstream = lastRequest(GEMINI);
        assertTrue(upstream.contains("\"thoughtSignature\":\""), upstream);
        assertFalse(upstream.contains(SKIPPED), upstream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generateContent", "streamGenerateContent"})
    @DisplayName("clients of other protocols lose only what theirs has no place for: Claude's thoughts in Gemini's")
    void generateContentClient(String operation) {
        ObjectNode conversation = object("""
                {"generationConfig":{"maxOutputTokens":4000,"thinkingConfig":{"thinkingBudget":2000,
                "includeThoughts":true}},"tools":[{"functionDeclarations":[{"name":"look"}]}],
                "contents":[{"role":"user","parts":[{"text":"/tool look\\ncontents %d"}]}]}""".formatted(asked));
        String target = "/v1beta/models/" + CLAUDE + ":" + operation;
        JsonNode call = JSON.readTree(post(target, conversation, KEY).text()).findValue("functionCall");
        ArrayNode contents = (ArrayNode) conversation.get("contents");
        contents.add(object("{\"role\":\"model\"}")
                .set("parts", JSON.createArrayNode().add(object("{}").set("functionCall", call))));
        contents.add(object("""
                {"role":"user","parts":[{"functionResponse":{"id":"%s","name":"look","response":{"output":"Föhn"}}}]}""".formatted(call.get("id").stringValue())));
        RawResponse second = post(target, conversation, KEY);
        assertEquals(200, second.status(), second.text());
        assertTrue(lastRequest(CLAUDE).contains("[{\"type\":\"thinking\",\"thinking\":\"I was asked"));
        assertEquals(List.of(), refusals());
    }

    // ---- the conversation of a chat client

    private ObjectNode conversation(String model, boolean stream) {
        return object("""
                {"model":"%s","stream":%s,"max_completion_tokens":4000,"reasoning_effort":"high",
                "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}],
                "messages":[{"role":"user","content":"/tool look\\n/tool look\\nchat %d"}]}""".formatted(model, stream, asked));
    }

    /** Sends back of an answer what OpenAI's protocol has, and what the tools say. */
    private static void goOn(ObjectNode conversation, RawResponse answer, boolean streamed) {
        assertEquals(200, answer.status(), answer.text());
        ArrayNode calls = streamed ? streamedCalls(answer.text()) : wholeCalls(answer.text());
        assertEquals(2, calls.size(), answer.text());
        ArrayNode messages = (ArrayNode) conversation.get("messages");
        messages.add(object("{\"role\":\"assistant\",\"content\":\"[sim] I call 2.\"}")
                .set("tool_calls", calls));
        for (JsonNode call : calls) {
            messages.add(object("{\"role\":\"tool\",\"content\":\"Föhn\"}")
                    .put("tool_call_id", call.get("id").stringValue()));
        }
    }

    private static ArrayNode wholeCalls(String body) {
        ArrayNode calls = JSON.createArrayNode();
        JSON.readTree(body).at("/choices/0/message/tool_calls").forEach(call -> calls.add(plain(call)));
        return calls;
    }

    private static ArrayNode streamedCalls(String events) {
        ArrayNode calls = JSON.createArrayNode();
        events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring(6)).at("/choices/0/delta/tool_calls/0"))
                .filter(call -> call.has("id"))
                .forEach(call -> calls.add(plain(call)));
        return calls;
    }

    private static ObjectNode plain(JsonNode call) {
        return object("""
                {"id":"%s","type":"function","function":{"name":"look","arguments":"{}"}}""".formatted(call.get("id").stringValue()));
    }

    // ---- the wire

    private RawResponse ask(ObjectNode conversation, String key) {
        return post("/v1/chat/completions", conversation, key);
    }

    private RawResponse post(String target, ObjectNode body, String key, String... fields) {
        String[] all = new String[fields.length + 1];
        System.arraycopy(fields, 0, all, 1, fields.length);
        all[0] = "authorization: Bearer " + key;
        try (RawClient client = RawClient.connect(running.address().port())) {
            return client.post(target, body.toString(), all).readResponse();
        }
    }

    private String lastRequest(String model) {
        Simulator upstream = switch (model) {
            case CLAUDE -> anthropic;
            case ON_BEDROCK -> bedrock;
            case GEMINI -> gemini;
            default -> openAi;
        };
        return upstream.lastRequest().text();
    }

    private List<String> refusals() {
        return List.of(anthropic, gemini, bedrock, openAi).stream()
                .flatMap(simulator -> simulator.refusals().stream())
                .toList();
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static String provider(String dialect, String baseUrl, String auth, String models, String quirk) {
        return """
                apiVersion: pontage.dev/v1
                kind: Provider
                metadata: {name: sim-%s}
                spec:
                  dialect: %s
                  baseUrl: %s
                  auth: %s
                  price: free
                  models: ["%s"]
                  quirks: [%s]
                  credentials: [{name: main, apiKey: %s}]
                ---
                """.formatted(dialect, dialect, baseUrl, auth, models, quirk, Simulator.API_KEY);
    }

    private static String key(String account, String value) {
        return """
                apiVersion: pontage.dev/v1
                kind: Account
                metadata: {name: %s}
                spec: {parent: root, type: team}
                ---
                apiVersion: pontage.dev/v1
                kind: Key
                metadata: {name: %s-app}
                spec: {account: %s, value: %s}
                """.formatted(account, account, account, value);
    }
}
