package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.DIALECT;
import static dev.pontage.dialect.openai.Exchanged.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.list.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@DisplayName("What we answer ourselves")
class OwnAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @DisplayName("to a wrong request has all four fields of an error")
    void refusal() {
        Rendered rendered = DIALECT.render(Refusal.invalid("messages[0]", "No \"\n\u4e2d."), "id");
        assertEquals(400, rendered.status());
        assertEquals("application/json", rendered.headers().first("content-type"));
        assertNull(rendered.headers().first("retry-after"));
        JsonNode error = JSON.readTree(rendered.body()).get("error");
        assertEquals("No \"\n\u4e2d.", error.get("message").asString());
        assertEquals("invalid_request_error", error.get("type").asString());
        assertEquals("messages[0]", error.get("param").asString());
        assertEquals("invalid_value", error.get("code").asString());
        assertTrue(JSON.readTree(DIALECT.render(new Refusal(404, "", "m"), "id").body())
                .get("error")
                .get("code")
                .isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key,invalid_request_error",
        "403,model_not_allowed,permission_error",
        "404,model_not_found,invalid_request_error",
        "429,rate_limit_exceeded,rate_limit_error",
        "429,insufficient_quota,insufficient_quota",
        "502,upstream_error,api_error",
        "503,overloaded,api_error",
        "504,upstream_timeout_header,timeout",
    })
    @DisplayName("has the type of its status, or of the upstream that said it")
    void types(int status, String code, String type) {
        byte[] body = DIALECT.render(new Refusal(status, code, "m"), "id").body();
        assertEquals(type, JSON.readTree(body).get("error").get("type").asString());
        byte[] given = DIALECT.render(new Refusal(status, "theirs", code, "m", "", -1), "id")
                .body();
        assertEquals("theirs", JSON.readTree(given).get("error").get("type").asString());
    }

    @Test
    @DisplayName("tells SDKs to wait at least a second, and not to retry what money alone can mend")
    void waiting() {
        Rendered soon = DIALECT.render(new Refusal(429, "rate_limit_exceeded", "m").retryAfter(1), "id");
        assertEquals("1", soon.headers().first("retry-after"));
        assertEquals("1", soon.headers().first("retry-after-ms"));
        Rendered later = DIALECT.render(new Refusal(503, "x", "m").retryAfter(1_001), "id");
        assertEquals("2", later.headers().first("retry-after"));
        assertEquals("1001", later.headers().first("retry-after-ms"));
        assertNull(later.headers().first("x-should-retry"));
        assertEquals(
                "false",
                DIALECT.render(new Refusal(429, "insufficient_quota", "m"), "id")
                        .headers()
                        .first("x-should-retry"));
        assertEquals(
                "false",
                DIALECT.render(new Refusal(503, "upstream_spent", "m"), "id")
                        .headers()
                        .first("x-should-retry"));
    }

    @Test
    @DisplayName("into a stream is one event that every SDK raises on, without [DONE] (F-11)")
    void inStream() {
        String chat = inStream(Kind.CHAT);
        assertTrue(chat.startsWith("data: {\"error\":{") && chat.endsWith("}}\n\n"), chat);
        String responses = inStream(Kind.RESPONSES);
        assertTrue(responses.startsWith("event: error\ndata: {\"type\":\"error\","), responses);
        JsonNode data = JSON.readTree(responses.substring(responses.indexOf('{')));
        assertEquals("c", data.get("code").asString());
        assertEquals("c", data.get("error").get("code").asString());
        assertTrue(data.get("sequence_number").isInt());
    }

    private static String inStream(Kind kind) {
        byte[] event = DIALECT.renderInStream(new Refusal(502, "c", "m"), operation(kind), Framing.EVENTS, true, "id");
        return new String(event, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("as a sign of life is a comment, which no client takes for an event")
    void heartbeat() {
        String beat = new String(DIALECT.heartbeat(true), StandardCharsets.UTF_8);
        assertTrue(beat.startsWith(":") && beat.endsWith("\n\n"));
    }

    @Test
    @DisplayName("lists models as OpenAI does (S2.08)")
    void models() {
        ModelEntry model = new ModelEntry("a\"b", "acme", 5);
        JsonNode list = JSON.readTree(DIALECT.models(List.of(model, model), null));
        assertEquals("list", list.get("object").asString());
        assertEquals(2, list.get("data").size());
        assertEquals(
                "{\"id\":\"a\\\"b\",\"object\":\"model\",\"created\":5,\"owned_by\":\"acme\"}",
                new String(DIALECT.models(List.of(), model), StandardCharsets.UTF_8));
        assertEquals(
                "{\"object\":\"list\",\"data\":[]}",
                new String(DIALECT.models(List.of(), null), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("is declared once: each operation has one path, and the base with or without /api (S2.17, S2.20)")
    void declaration() {
        assertEquals(List.of("/v1", "/api/v1"), DIALECT.prefixes());
        Set<String> paths = new HashSet<>();
        Set<Kind> kinds = new HashSet<>();
        for (Operation operation : Dialects.all("/r/{id}").getFirst().operations()) {
            assertTrue(paths.add(operation.method() + operation.path()));
            assertTrue(kinds.add(operation.kind()));
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Kind.COUNT_TOKENS)), kinds);
        assertTrue(paths.contains("GET/r/{id}"));
    }
}
