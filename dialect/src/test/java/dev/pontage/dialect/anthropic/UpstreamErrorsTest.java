package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.DIALECT;
import static dev.pontage.dialect.anthropic.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An upstream's error")
class UpstreamErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|NOT_FOUND|Publisher Model `projects/p/models/m` was not found|model_unavailable",
                "403|PERMISSION_DENIED|Permission denied on resource project p|credential_refused",
                "401|UNAUTHENTICATED|Request had invalid authentication credentials|credential_refused",
                "429|RESOURCE_EXHAUSTED|Quota exceeded|rate_limited",
                "400|FAILED_PRECONDITION|Not servable in region x|rejected",
                "503|UNAVAILABLE|x|overloaded",
            })
    @DisplayName("in Google's form, where Google serves the protocol, means the same (J08)")
    void ofVertex(int status, String word, String message, String expected) {
        String body = "{'error':{'code':" + status + ",'message':'" + message + "','status':'" + word + "'}}";
        assertEquals(expected, failure(status, body, Headers.NONE).word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|invalid_request_error|messages.0: bad|rejected",
                "413|request_too_large|too large|rejected",
                "422|invalid_request_error|x|rejected",
                "404|not_found_error|no such thing|rejected",
                "404|not_found_error|model: claude-9|model_unavailable",
                "403|permission_error|no access to model claude-9|model_unavailable",
                "403|permission_error|region|credential_refused",
                "401|authentication_error|invalid x-api-key|credential_refused",
                "400|invalid_request_error|Your credit balance is too low to access the API.|spent",
                "400|invalid_request_error|You have reached your specified API usage limits.|spent",
                "402|billing_error|x|spent",
                "429|rate_limit_error|enforced_spend_limit_reached|spent",
                "429|rate_limit_error|slow|rate_limited",
                "400|invalid_request_error|prompt is too long: 210000 tokens > 200000 maximum|context_too_long",
                "400|invalid_request_error|input length and `max_tokens` exceed context limit|context_too_long",
                "400|invalid_request_error|Output blocked by content filtering policy|policy_refused",
                "500|api_error|x|server_error",
                "504|timeout_error|x|server_error",
                "529|overloaded_error|Overloaded|overloaded",
                "503|api_error|x|overloaded",
                "409|api_error|x|overloaded",
                "405|invalid_request_error|x|server_error",
                "407|invalid_request_error|x|server_error",
                "415|invalid_request_error|x|server_error",
                "431|invalid_request_error|x|server_error",
            })
    @DisplayName("C22 means what its status and its words say (F-03, F-05, C6; protocols 3.5)")
    void kinds(int status, String type, String message, String word) {
        String error = "{'type':'" + type + "','message':'" + message + "'}";
        String body = "{'type':'error','error':" + error + ",'request_id':'req_1'}";
        assertEquals(word, failure(status, body, Headers.NONE).word());
        // The same in a stream, but for what only a status tells apart.
        if (status < 405 || status == 413 || status == 429 || status == 500 || status == 504 || status == 529) {
            Played played =
                    Exchanged.play(Exchanged.stream(), "event: error\ndata: " + body.replace('\'', '"') + "\n\n");
            Failure inStream = played.failure();
            assertEquals(word, inStream == null ? "" : inStream.word());
        }
    }

    @Test
    @DisplayName("of the client's own making keeps its type and message, scrubbed (F-05, S-43)")
    void rejected() {
        assertEquals(
                new Failure.Rejected(400, "invalid_request_error", "", "", "messages.0: bad key [redacted] at [url]"),
                failure(
                        400,
                        "{'type':'error','error':{'type':'invalid_request_error','message':"
                                + "'messages.0: bad key sk-ant-abcdef123456 at https://internal.corp/x'}}",
                        Headers.NONE));
    }

    @Test
    @DisplayName("says how long to wait, in seconds or by the contingent that is used up (F-01)")
    void waits() {
        assertEquals(new Failure.RateLimited(20_000, ""), failure(429, "", Headers.of("Retry-After", "20")));
        assertEquals(
                new Failure.RateLimited(30_000, ""),
                failure(
                        429,
                        "",
                        Headers.of(
                                "anthropic-ratelimit-requests-remaining", "5",
                                "anthropic-ratelimit-requests-reset", "1970-01-01T02:00:00Z",
                                "anthropic-ratelimit-input-tokens-remaining", "0",
                                "anthropic-ratelimit-input-tokens-reset", "1970-01-01T00:17:10Z")));
        assertEquals(
                new Failure.RateLimited(20_000, ""),
                failure(
                        429,
                        "",
                        Headers.of(
                                "anthropic-ratelimit-tokens-remaining", "500",
                                "anthropic-ratelimit-tokens-reset", "1970-01-01T00:17:00Z",
                                "anthropic-ratelimit-output-tokens-reset", "1970-01-01T00:18:40+00:00")));
        assertEquals(new Failure.RateLimited(-1, ""), failure(429, "", Headers.NONE));
    }

    @Test
    @DisplayName("from something that does not speak the protocol is not the client's fault")
    void wrongAddress() {
        assertEquals(
                "server_error", failure(404, "<html>nginx</html>", Headers.NONE).word());
        assertEquals(
                "server_error",
                failure(404, "{'detail':'Not Found'}", Headers.NONE).word());
        assertEquals(new Failure.Rejected(400, "", "", "", "bad"), failure(400, "{'detail':'bad'}", Headers.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'error':{'message':'cut of", "\u0000", "[[[[", "{'error':17}", "{'error':[]}"})
    @DisplayName("is judged by its status where the body says nothing or is cut")
    void anything(String body) {
        assertEquals("server_error", failure(500, body, Headers.NONE).word());
        assertFalse(failure(400, body, Headers.NONE).word().isEmpty());
    }

    private static Failure failure(int status, String body, Headers headers) {
        byte[] bytes = utf8(body == null ? "" : body.replace('\'', '"'));
        return DIALECT.failure(status, headers, bytes, bytes.length, 1_000_000);
    }
}
