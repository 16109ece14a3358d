package dev.pontage.testkit.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The simulated Anthropic")
class AnthropicSimulatorTest {
    private static final String TOOLS = """
            "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]""";

    private final Simulator simulator = Simulator.anthropic();
    private final Caller caller =
            new Caller(simulator, "x-api-key", Simulator.API_KEY, "anthropic-version", "2023-06-01");

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    @DisplayName("answers the same request alike, and counts what it says")
    void answers() throws Exception {
        JsonNode first = caller.json("/v1/messages", body("/cached 7 Hi", ""));
        assertEquals(first, caller.json("/v1/messages", body("/cached 7 Hi", "")));
        Bill bill = simulator.lastBill();
        assertEquals(bill.input(), first.at("/usage/input_tokens").asLong());
        assertEquals(7, first.at("/usage/cache_read_input_tokens").asLong());
        assertEquals(bill.allOutput(), first.at("/usage/output_tokens").asLong());
        assertEquals(java.util.List.of(), simulator.refusals());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("refuses what the service refuses")
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"stop_sequences\":null,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"system\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"assistant\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"temperature\":1.6,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"temperature\":1,\"top_p\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"tool_choice\":{\"type\":\"any\"},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"b\"}]}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"b\",\"input\":{}}]},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a b\",\"name\":\"b\",\"input\":\"{}\"}]}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"b\"}]},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"iVBORw0KGgo=\"}}]}]}"
            })
    void refuses(String body) throws Exception {
        HttpResponse<byte[]> answer = caller.post("/v1/messages", body);
        assertEquals(400, answer.statusCode());
        JsonNode said = Json.read(answer.body());
        assertEquals("invalid_request_error", said.at("/error/type").asString());
        assertEquals(1, simulator.refusals().size());
    }

    @Test
    @DisplayName("takes thinking back only as it was signed")
    void signatures() throws Exception {
        String thinks = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1500}," + TOOLS;
        JsonNode content = caller.json("/v1/messages", body("/tool weather {\\\"city\\\":\\\"Bern\\\"}", thinks))
                .get("content");
        String id = content.get(content.size() - 1).get("id").asString();
        String turns = """
                {"model":"m","max_tokens":2000%s,"messages":[{"role":"user","content":"Go."},
                {"role":"assistant","content":%s},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s","content":"Rain"}]}]}""";
        assertEquals(
                200,
                caller.post("/v1/messages", turns.formatted(thinks, content, id))
                        .statusCode());
        String changed = content.toString().replace("so I think", "so I believe");
        assertEquals(
                400,
                caller.post("/v1/messages", turns.formatted(thinks, changed, id))
                        .statusCode());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("fails as it is told")
    @CsvSource({
        "/fail 429 retry-after=2, 429, rate_limit_error",
        "/fail overloaded, 529, overloaded_error",
        "/fail 413, 413, request_too_large",
        "/fail authentication_error, 401, authentication_error"
    })
    void failures(String prompt, int status, String kind) throws Exception {
        HttpResponse<byte[]> answer = caller.post("/v1/messages", body(prompt, ""));
        assertEquals(status, answer.statusCode());
        assertEquals(kind, Json.read(answer.body()).at("/error/type").asString());
        assertEquals(
                prompt.contains("retry-after"),
                Map.of("2", true)
                        .getOrDefault(answer.headers().firstValue("retry-after").orElse(""), false));
        assertEquals(java.util.List.of(), simulator.refusals());
    }

    @Test
    @DisplayName("streams named events, and breaks streams off where it is told")
    void streams() throws Exception {
        String whole = caller.text("/v1/messages", body("Hi", ",\"stream\":true"));
        assertTrue(whole.startsWith("event: message_start\ndata: {\"type\":\"message_start\""), whole);
        assertTrue(whole.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"), whole);
        String error = caller.text("/v1/messages", body("/fail error Hi", ",\"stream\":true"));
        assertTrue(error.contains("event: error\n") && !error.contains("message_stop"), error);
        assertThrows(IOException.class, () -> caller.text("/v1/messages", body("/fail cut 3 Hi", ",\"stream\":true")));
        String silent = caller.text("/v1/messages", body("/fail silent Hi", ",\"stream\":true"));
        assertTrue(!silent.contains("message_delta"), silent);
    }

    @Test
    @DisplayName("takes no sampling parameters in the version of 2026-10-21")
    void newerVersion() throws Exception {
        try (Caller newer = new Caller(
                Simulator.anthropic(),
                "authorization",
                "Bearer " + Simulator.API_KEY,
                "anthropic-version",
                AnthropicRules.NEWER)) {
            assertEquals(200, newer.post("/v1/messages", body("Hi", "")).statusCode());
            assertEquals(
                    400,
                    newer.post("/v1/messages", body("Hi", ",\"temperature\":1")).statusCode());
        }
    }

    private static String body(String prompt, String more) {
        return """
                {"model":"claude-sim","max_tokens":2000,"messages":[{"role":"user","content":"%s"}]%s}""".formatted(prompt, more.isEmpty() || more.startsWith(",") ? more : "," + more);
    }
}
