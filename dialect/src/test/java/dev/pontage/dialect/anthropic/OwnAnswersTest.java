package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.DIALECT;
import static dev.pontage.dialect.anthropic.Exchanged.MESSAGES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Dialect.CredentialPlace;
import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What we answer an Anthropic client ourselves")
class OwnAnswersTest {

    @Test
    @DisplayName("to a wrong request is an error of the protocol, with the field at fault and the request's id")
    void refusal() {
        Rendered rendered = DIALECT.render(Refusal.invalid("messages[0]", "No \"\n\u4e2d."), "id");
        assertEquals(400, rendered.status());
        assertEquals("application/json", rendered.headers().first("content-type"));
        assertNull(rendered.headers().first("retry-after"));
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"No \\\"\\n\u4e2d.\","
                        + "\"code\":\"invalid_value\",\"param\":\"messages[0]\"},\"request_id\":\"id\"}",
                text(rendered.body()));
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key,authentication_error,401",
        "403,model_not_allowed,permission_error,403",
        "404,model_not_found,not_found_error,404",
        "413,body_too_large,request_too_large,413",
        "429,rate_limit_exceeded,rate_limit_error,429",
        "429,insufficient_quota,billing_error,402",
        "502,upstream_error,api_error,502",
        "503,upstream_overloaded,overloaded_error,503",
        "504,upstream_timeout_header,timeout_error,504",
        "422,x,invalid_request_error,422",
    })
    @DisplayName("has the type of its status; money that is used up is 402 and not to be retried")
    void types(int status, String code, String type, int sent) {
        Rendered rendered = DIALECT.render(new Refusal(status, code, "m"), "id");
        assertTrue(text(rendered.body()).contains("\"type\":\"" + type + "\""), text(rendered.body()));
        assertEquals(sent, rendered.status());
        assertEquals(sent == 402 ? "false" : null, rendered.headers().first("x-should-retry"));
    }

    @Test
    @DisplayName("has an upstream's type where it is one of the protocol's, and no other")
    void upstreamTypes() {
        Rendered own = DIALECT.render(new Refusal(400, "not_found_error", "c", "m", "", -1), "id");
        assertTrue(text(own.body()).contains("\"type\":\"not_found_error\""));
        Rendered other = DIALECT.render(new Refusal(400, "BadRequestError", "c", "m", "", -1), "id");
        assertTrue(text(other.body()).contains("\"type\":\"invalid_request_error\""));
    }

    @Test
    @DisplayName("tells SDKs to wait at least a second")
    void waiting() {
        Rendered soon = DIALECT.render(new Refusal(429, "rate_limit_exceeded", "m").retryAfter(1), "id");
        assertEquals("1", soon.headers().first("retry-after"));
        Rendered later = DIALECT.render(new Refusal(503, "x", "m").retryAfter(1_001), "id");
        assertEquals("2", later.headers().first("retry-after"));
        assertEquals("1001", later.headers().first("retry-after-ms"));
    }

    @Test
    @DisplayName("E18 into a stream is one event named error, and no end of a message (F-11)")
    void inStream() {
        assertEquals(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"m\","
                        + "\"code\":\"upstream_stream_interrupted\"},\"request_id\":\"id\"}\n\n",
                text(DIALECT.renderInStream(
                        new Refusal(502, "upstream_stream_interrupted", "m"), MESSAGES, Framing.EVENTS, true, "id")));
    }

    @Test
    @DisplayName("as a sign of life is a ping, and a comment before the message has started")
    void heartbeat() {
        assertEquals("event: ping\ndata: {\"type\": \"ping\"}\n\n", text(DIALECT.heartbeat(true)));
        assertTrue(text(DIALECT.heartbeat(false)).startsWith(":"));
    }

    @Test
    @DisplayName("lists models as Anthropic does")
    void models() {
        ModelEntry model = new ModelEntry("a\"b", "acme", 86_400);
        String one = "{\"type\":\"model\",\"id\":\"a\\\"b\",\"display_name\":\"a\\\"b\","
                + "\"created_at\":\"1970-01-02T00:00:00Z\"}";
        assertEquals(one, text(DIALECT.models(List.of(), model)));
        assertEquals(
                "{\"data\":[" + one + "],\"has_more\":false,\"first_id\":\"a\\\"b\",\"last_id\":\"a\\\"b\"}",
                text(DIALECT.models(List.of(model), null)));
        assertEquals(
                "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}",
                text(DIALECT.models(List.of(), null)));
    }

    @Test
    @DisplayName("E20 S0.25 is found under every base that clients have, with either place for the key")
    void declaration() {
        assertEquals(List.of("/v1", "/claude/v1", "/anthropic/v1"), DIALECT.prefixes());
        assertEquals(List.of(CredentialPlace.X_API_KEY, CredentialPlace.BEARER), DIALECT.credentialPlaces());
        assertTrue(DIALECT.forwardedHeaders().containsAll(List.of("anthropic-version", "anthropic-beta")));
        assertEquals(
                List.of("/messages", "/messages/count_tokens", "/models", "/models/{model}", "/pontage/requests/{id}"),
                DIALECT.operations().stream().map(Operation::path).toList());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
