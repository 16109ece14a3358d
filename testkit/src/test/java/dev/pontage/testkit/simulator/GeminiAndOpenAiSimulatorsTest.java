package dev.pontage.testkit.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The simulated Gemini and OpenAI")
class GeminiAndOpenAiSimulatorsTest {
    private static final String GEMINI = "/v1beta/models/gemini-2.5-sim:";
    private static final String CHAT = "/v1/chat/completions";

    private final Simulator gemini = Simulator.gemini();
    private final Simulator openAi = Simulator.openAi();
    private final Caller google = new Caller(gemini, "x-goog-api-key", Simulator.API_KEY);
    private final Caller open = new Caller(openAi, "authorization", "Bearer " + Simulator.API_KEY);

    @AfterEach
    void close() {
        google.close();
        open.close();
    }

    @Test
    @DisplayName("Gemini says the same whole, as events and as one array")
    void threeForms() throws Exception {
        JsonNode whole = google.json(GEMINI + "generateContent", contents("Hi 你好"));
        String text = whole.at("/candidates/0/content/parts/0/text").asString();
        assertEquals(text, text(google.json(GEMINI + "streamGenerateContent", contents("Hi 你好"))));
        String events = google.text(GEMINI + "streamGenerateContent?alt=sse", contents("Hi 你好"));
        List<JsonNode> chunks = events.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.read(line.substring(6)))
                .toList();
        assertEquals(text, text(Json.array(chunks)));
        assertEquals(
                whole.at("/usageMetadata/totalTokenCount"), chunks.getLast().at("/usageMetadata/totalTokenCount"));
        assertEquals(
                gemini.lastBill().output(),
                whole.at("/usageMetadata/candidatesTokenCount").asLong());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Gemini refuses what the service refuses")
    @ValueSource(
            strings = {
                "{}",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[]}]}",
                "{\"contents\":[{\"role\":\"assistant\",\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]},{\"parts\":[{\"text\":\"b\"}]}]}",
                "{\"model\":\"m\",\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"generationConfig\":{\"seed\":1099511627776},\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"generationConfig\":{\"responseSchema\":{\"type\":\"OBJECT\"}},\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"a/b\"}]}],\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\",\"parameters\":{\"type\":\"OBJECT\",\"$schema\":\"x\"}}]}],\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"a\"}}]},{\"parts\":[{\"text\":\"b\"}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"a\"},\"thoughtSignature\":\"AAAA\"}]},{\"parts\":[{\"functionResponse\":{\"name\":\"a\",\"response\":{}}}]}]}",
                "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"a\",\"response\":\"text\"}}]}]}"
            })
    void geminiRefuses(String body) throws Exception {
        HttpResponse<byte[]> answer = google.post(GEMINI + "generateContent", body);
        assertEquals(400, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        assertEquals(
                "INVALID_ARGUMENT", Json.read(answer.body()).at("/error/status").asString());
    }

    @Test
    @DisplayName("Gemini tells of a limit with the delay in its body, and names a wrong key in a 400")
    void geminiFails() throws Exception {
        HttpResponse<byte[]> limited =
                google.post(GEMINI + "generateContent", contents("/fail 429 body.retryDelay=34.4s"));
        assertEquals(429, limited.statusCode());
        assertEquals(
                "34.4s",
                Json.read(limited.body()).at("/error/details/0/retryDelay").asString());
        try (Caller stranger = new Caller(Simulator.gemini(), "x-goog-api-key", "wrong")) {
            HttpResponse<byte[]> refused = stranger.post(GEMINI + "generateContent", contents("Hi"));
            assertEquals(400, refused.statusCode());
            assertEquals(
                    "API_KEY_INVALID",
                    Json.read(refused.body()).at("/error/details/0/reason").asString());
        }
    }

    @Test
    @DisplayName("OpenAI's usage comes where it is asked for, and both of its APIs say the same")
    void openAiStreams() throws Exception {
        String stream = open.text(CHAT, messages("Hi", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        assertTrue(stream.contains("\"choices\":[],\"usage\":{") && stream.endsWith("data: [DONE]\n\n"), stream);
        assertTrue(!open.text(CHAT, messages("Hi", ",\"stream\":true")).contains("\"usage\""));
        String chat = open.json(CHAT, messages("Hi", ""))
                .at("/choices/0/message/content")
                .asString();
        JsonNode response = open.json("/v1/responses", "{\"model\":\"m\",\"input\":\"Hi\"}");
        assertEquals(chat, response.at("/output/0/content/0/text").asString());
        String events = open.text("/v1/responses", "{\"model\":\"m\",\"input\":\"Hi\",\"stream\":true}");
        assertTrue(events.contains("event: response.completed\n"), events);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("OpenAI refuses what the service refuses")
    @ValueSource(
            strings = {
                ",\"top_k\":5",
                ",\"temperature\":3",
                ",\"stream_options\":{\"include_usage\":true}",
                ",\"max_tokens\":5,\"max_completion_tokens\":5",
                ",\"tool_choice\":\"auto\"",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}]",
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}"
            })
    void openAiRefuses(String more) throws Exception {
        HttpResponse<byte[]> answer = open.post(CHAT, messages("Hi", more));
        assertEquals(400, answer.statusCode());
        assertEquals(
                "invalid_request_error",
                Json.read(answer.body()).at("/error/type").asString());
    }

    @Test
    @DisplayName("OpenAI wants a result for every call")
    void openAiResults() throws Exception {
        String body = """
                {"model":"m","messages":[{"role":"user","content":"a"},
                {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                {"role":"%s","content":"b"%s}]}""";
        assertEquals(400, open.post(CHAT, body.formatted("user", "")).statusCode());
        assertEquals(
                400,
                open.post(CHAT, body.formatted("tool", ",\"tool_call_id\":\"d\""))
                        .statusCode());
        assertEquals(
                200,
                open.post(CHAT, body.formatted("tool", ",\"tool_call_id\":\"c\""))
                        .statusCode());
    }

    private static String text(JsonNode chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk ->
                text.append(chunk.at("/candidates/0/content/parts/0/text").asString("")));
        return text.toString();
    }

    private static String contents(String prompt) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + prompt + "\"}]}]}";
    }

    private static String messages(String prompt, String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]" + more + "}";
    }
}
