package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.DIALECT;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
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
                "400|{'error':{'message':'bad','type':'invalid_request_error','code':null,'param':'messages'}}|rejected",
                "422|{'detail':[{'loc':['body'],'msg':'field required'}]}|rejected",
                "413|{'error':{'message':'too large'}}|rejected",
                "400|{'object':'error','message':'bad','type':'BadRequestError','code':400}|rejected",
                "404|{'error':{'message':'no such thing','type':'invalid_request_error'}}|rejected",
                "404|{'error':{'message':'x','code':'model_not_found'}}|model_unavailable",
                "404|{'error':'model llama9 not found'}|model_unavailable",
                "404|{'object':'error','message':'The model `x` does not exist.','code':404}|model_unavailable",
                "403|{'error':{'message':'Project has no access to model gpt-5','code':'model_not_found'}}|model_unavailable",
                "400|{'error':{'message':'x','code':'model_not_supported'}}|model_unavailable",
                "404|<html>nginx</html>|server_error",
                "404|{'detail':'Not Found'}|server_error",
                "404||server_error",
                "401|{'error':{'message':'Incorrect API key provided','code':'invalid_api_key'}}|credential_refused",
                "403|{'error':{'message':'region'}}|credential_refused",
                "400|{'error':{'message':'x','code':'invalid_api_key'}}|credential_refused",
                "400|[{'error':{'code':400,'message':'API key not valid. Please pass a valid API key.'}}]|credential_refused",
                "429|{'error':{'message':'slow','type':'requests','code':'rate_limit_exceeded'}}|rate_limited",
                "429||rate_limited",
                "429|{'error':{'message':'x','type':'insufficient_quota','code':'insufficient_quota'}}|spent",
                "402|{'error':{'message':'Insufficient Balance'}}|spent",
                "400|{'error':{'message':'x','code':'Arrearage'}}|spent",
                "429|{'error':{'message':'x','type':'exceeded_current_quota_error'}}|spent",
                "400|{'error':{'message':'x','code':'context_length_exceeded'}}|context_too_long",
                "400|{'object':'error','message':'This model maximum context length is 8 tokens','code':400}|context_too_long",
                "400|{'error':{'code':'content_filter','innererror':{'code':'ResponsibleAIPolicyViolation'}}}|policy_refused",
                "400|{'error':{'message':'x','code':'data_inspection_failed'}}|policy_refused",
                "408||overloaded",
                "409||overloaded",
                "425||overloaded",
                "503|{'error':{'message':'x'}}|overloaded",
                "524||overloaded",
                "529||overloaded",
                "500|{'error':{'message':'x'}}|server_error",
                "502|<html>bad gateway</html>|server_error",
                "504||server_error",
                "302||server_error",
                "405|{'error':{'message':'Not allowed','type':'invalid_request_error'}}|server_error",
                "406|{'error':{'message':'x'}}|server_error",
                "407||server_error",
                "410|{'error':{'message':'x'}}|server_error",
                "410|{'error':{'message':'x','code':'model_not_found'}}|model_unavailable",
                "414||server_error",
                "415|{'error':{'message':'x'}}|server_error",
                "421||server_error",
                "426|{'error':{'message':'x'}}|server_error",
                "428||server_error",
                "431|{'error':{'message':'x'}}|server_error",
                "451|{'error':{'message':'x'}}|server_error",
                "499||server_error",
            })
    @DisplayName("means the same in whatever shape it comes (F-03, F-05, C6; protocols 1.5)")
    void kinds(int status, String body, String word) {
        assertEquals(word, failure(status, body, Headers.NONE).word());
    }

    @Test
    @DisplayName("of the client's own making keeps its type, code, field and message (F-05)")
    void rejected() {
        assertEquals(
                new Failure.Rejected(400, "invalid_request_error", "invalid_value", "messages[0].role", "Bad role."),
                failure(
                        400,
                        "{'error':{'message':'Bad role.','type':'invalid_request_error','param':'messages[0].role',"
                                + "'code':'invalid_value'}}",
                        Headers.NONE));
        assertEquals(
                new Failure.Rejected(422, "", "", "", "field required"),
                failure(422, "{'detail':[{'msg':'field required'}]}", Headers.NONE));
    }

    @Test
    @DisplayName("is scrubbed of keys and hosts, and of codes that are no words (S-43)")
    void scrubbed() {
        Failure failure = failure(
                400,
                "{'error':{'message':'Key sk-proj-abcdef123456 at https://internal.corp/x failed for gpt-4.1',"
                        + "'code':'a b\\n<c>','type':'sk-proj-abcdef123456'}}",
                Headers.NONE);
        assertEquals(
                new Failure.Rejected(400, "[redacted]", "", "", "Key [redacted] at [url] failed for gpt-4.1"), failure);
    }

    @Test
    @DisplayName("with 429 or 503 says how long to wait, by header or in its body (F-01)")
    void waits() {
        assertEquals(new Failure.RateLimited(20_000, ""), failure(429, "", Headers.of("Retry-After", "20")));
        assertEquals(new Failure.Overloaded(503, 1_500, ""), failure(503, "", Headers.of("retry-after-ms", "1500")));
        assertEquals(
                new Failure.RateLimited(34_400, "x"),
                failure(
                        429,
                        "[{'error':{'code':429,'message':'x','details':[{'@type':'r','retryDelay':'34.4s'}]}}]",
                        Headers.NONE));
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
