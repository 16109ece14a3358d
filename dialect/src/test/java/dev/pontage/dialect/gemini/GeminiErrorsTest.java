package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiRequestsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Gemini's errors, read and written")
class GeminiErrorsTest {
    private static final Gemini DIALECT = new Gemini();

    static final List<Arguments> ERRORS = List.of(
            Arguments.of(
                    400,
                    error(
                            400,
                            "API key not valid. Please pass a valid API key.",
                            "INVALID_ARGUMENT",
                            "{\"@type\":"
                                    + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}"),
                    new Failure.CredentialRefused(401, "API key not valid. Please pass a valid API key.")),
            Arguments.of(
                    400,
                    error(400, "API key expired. Please renew the API key.", "INVALID_ARGUMENT", ""),
                    new Failure.CredentialRefused(401, "API key expired. Please renew the API key.")),
            Arguments.of(
                    400,
                    error(400, "User location is not supported for the API use.", "FAILED_PRECONDITION", ""),
                    new Failure.CredentialRefused(403, "User location is not supported for the API use.")),
            Arguments.of(
                    400,
                    error(
                            400,
                            "Unknown name \"user\"",
                            "INVALID_ARGUMENT",
                            "{\"@type\":\"BadRequest\",\"fieldViolations\":[{\"field\":\"contents[0].parts\"}]}"),
                    new Failure.Rejected(400, "INVALID_ARGUMENT", "", "contents[0].parts", "Unknown name \"user\"")),
            Arguments.of(
                    400,
                    error(
                            400,
                            "The input token count (9) exceeds the maximum number of tokens allowed (8).",
                            "INVALID_ARGUMENT",
                            ""),
                    new Failure.ContextTooLong(
                            "The input token count (9) exceeds the maximum number of tokens allowed (8).")),
            Arguments.of(401, error(401, "no", "UNAUTHENTICATED", ""), new Failure.CredentialRefused(401, "no")),
            Arguments.of(403, error(403, "no", "PERMISSION_DENIED", ""), new Failure.CredentialRefused(403, "no")),
            Arguments.of(
                    403,
                    error(403, "Project is suspended", "PERMISSION_DENIED", "{\"reason\":\"CONSUMER_SUSPENDED\"}"),
                    new Failure.Spent("Project is suspended")),
            Arguments.of(
                    403,
                    error(403, "Permission denied on model x", "PERMISSION_DENIED", ""),
                    new Failure.ModelUnavailable("Permission denied on model x")),
            Arguments.of(
                    404,
                    error(404, "models/x is not found for API version v1beta", "NOT_FOUND", ""),
                    new Failure.ModelUnavailable("models/x is not found for API version v1beta")),
            Arguments.of(404, "<html>", new Failure.ServerError(404, "there is no such API at the provider's address")),
            Arguments.of(
                    429,
                    error(
                            429,
                            "slow",
                            "RESOURCE_EXHAUSTED",
                            "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\"," + "\"retryDelay\":\"34.4s\"}"),
                    new Failure.RateLimited(34_400, "slow")),
            Arguments.of(
                    429,
                    error(
                            429,
                            "spent",
                            "RESOURCE_EXHAUSTED",
                            "{\"violations\":[{\"quotaId\":"
                                    + "\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}"),
                    new Failure.Spent("spent")),
            Arguments.of(
                    429,
                    "[" + error(429, "listed", "RESOURCE_EXHAUSTED", "") + "]",
                    new Failure.RateLimited(-1, "listed")),
            Arguments.of(499, error(499, "gone", "CANCELLED", ""), new Failure.ServerError(499, "gone")),
            Arguments.of(500, error(500, "oops", "INTERNAL", ""), new Failure.ServerError(500, "oops")),
            Arguments.of(503, error(503, "busy", "UNAVAILABLE", ""), new Failure.Overloaded(503, -1, "busy")),
            Arguments.of(504, error(504, "late", "DEADLINE_EXCEEDED", ""), new Failure.ServerError(504, "late")),
            Arguments.of(502, "", new Failure.ServerError(502, "")));

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("ERRORS")
    @DisplayName("F-05 an error answer says what may be done next")
    void failure(int status, String body, Failure failure) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertEquals(failure, DIALECT.failure(status, Headers.NONE, bytes, bytes.length, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE,overloaded",
        "RESOURCE_EXHAUSTED,rate_limited",
        "INTERNAL,server_error",
        "NEW_WORD,server_error"
    })
    @DisplayName("F-13 an error in a stream is judged by its word where it has no number")
    void inStream(String status, String word) {
        String error = "{\"error\":{\"message\":\"m\",\"status\":\"" + status + "\"}}";
        byte[] bytes = error.getBytes(StandardCharsets.UTF_8);
        assertEquals(word, GeminiErrors.inStream(bytes, bytes.length).word());
        assertInstanceOf(Failure.Garbled.class, GeminiErrors.inStream(new byte[] {'{', '}'}, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID_ARGUMENT", "401,UNAUTHENTICATED", "402,RESOURCE_EXHAUSTED", "403,PERMISSION_DENIED",
                "404,NOT_FOUND",
        "413,INVALID_ARGUMENT", "422,INVALID_ARGUMENT", "429,RESOURCE_EXHAUSTED", "500,INTERNAL", "502,INTERNAL",
        "503,UNAVAILABLE", "504,DEADLINE_EXCEEDED", "508,INTERNAL"
    })
    @DisplayName("G08 every refusal has Google's word for its status")
    void statuses(int status, String word) {
        Rendered rendered = DIALECT.render(new Refusal(status, "some_code", "m"), "r");
        assertEquals(status, rendered.status());
        assertEquals(
                json("{\"error\":{\"code\":" + status + ",\"message\":\"m\",\"status\":\"" + word
                        + "\",\"details\":["
                        + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"SOME_CODE\","
                        + "\"domain\":\"gateway\"}]}}"),
                json(new String(rendered.body(), StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("G08 a refusal names the field, the wait, and an upstream's own word")
    void details() {
        Rendered rendered = DIALECT.render(new Refusal(400, "FAILED_PRECONDITION", "", "m", "contents[0]", 1_500), "r");
        assertEquals("2", rendered.headers().first("retry-after"));
        assertEquals(json("""
                        {"error":{"code":400,"message":"m","status":"FAILED_PRECONDITION","details":[\
                        {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"contents[0]",\
                        "description":"m"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo",\
                        "retryDelay":"1.500s"}]}}"""), json(new String(rendered.body(), StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("an error ends a stream of events as bare JSON, and an array as its last element")
    void inStreams() {
        Refusal refusal = new Refusal(503, "", "m");
        String error = "{\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}";
        assertEquals(error + "\n", new String(GeminiAnswers.inEvents(refusal), StandardCharsets.UTF_8));
        assertEquals(
                "\n,\n" + error + "\n]\n", new String(GeminiAnswers.inArray(refusal, true), StandardCharsets.UTF_8));
        assertEquals("[" + error + "\n]\n", new String(GeminiAnswers.inArray(refusal, false), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("the list of models has Google's names")
    void models() {
        ModelEntry entry = new ModelEntry("m", "us", 0);
        String model = "{\"name\":\"models/m\",\"baseModelId\":\"m\",\"displayName\":\"m\","
                + "\"supportedGenerationMethods\":[\"generateContent\",\"streamGenerateContent\"]}";
        assertEquals(
                "{\"models\":[" + model + "]}",
                new String(DIALECT.models(List.of(entry), null), StandardCharsets.UTF_8));
        assertEquals(model, new String(DIALECT.models(List.of(), entry), StandardCharsets.UTF_8));
    }

    private static String error(int code, String message, String status, String details) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message.replace("\"", "\\\"") + "\",\"status\":\""
                + status + "\",\"details\":[" + details + "]}}";
    }
}
