package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.frames;
import static dev.pontage.dialect.bedrock.Conversed.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Bedrock's errors, read and written (A32)")
class ErrorsTest {
    private static final Bedrock DIALECT = new Bedrock();
    private static final Operation STREAM = DIALECT.operations().getLast();

    static final List<Arguments> ANSWERS = List.of(
            error(
                    400,
                    "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
                    "m",
                    new Failure.Rejected(400, "", "", "", "m")),
            error(
                    400,
                    "ValidationException",
                    "Input is too long for requested model.",
                    new Failure.ContextTooLong("Input is too long for requested model.")),
            error(
                    400,
                    "ValidationException",
                    "The provided model identifier is invalid.",
                    new Failure.ModelUnavailable("The provided model identifier is invalid.")),
            error(400, "ServiceQuotaExceededException", "m", new Failure.Spent("m")),
            error(403, "AccessDeniedException", "m", new Failure.CredentialRefused(403, "m")),
            error(
                    403,
                    "AccessDeniedException",
                    "You don't have access to the model with the specified model ID.",
                    new Failure.ModelUnavailable("You don't have access to the model with the specified model ID.")),
            error(403, "UnrecognizedClientException", "m", new Failure.CredentialRefused(403, "m")),
            error(403, "com.amazon#ExpiredTokenException", "m", new Failure.CredentialRefused(403, "m")),
            error(404, "ResourceNotFoundException", "m", new Failure.ModelUnavailable("m")),
            error(
                    404,
                    "ResourceNotFoundException",
                    "The guardrail is gone",
                    new Failure.Rejected(404, "", "", "", "The guardrail is gone")),
            error(
                    404,
                    "UnknownOperationException",
                    "",
                    new Failure.ServerError(404, "there is no such API at the provider's address")),
            error(408, "ModelTimeoutException", "m", new Failure.Overloaded(408, -1, "m")),
            error(424, "ModelErrorException", "m", new Failure.ServerError(502, "m")),
            error(424, "ModelStreamErrorException", "m", new Failure.ServerError(502, "m")),
            error(429, "ThrottlingException", "m", new Failure.RateLimited(-1, "m")),
            error(429, "ModelNotReadyException", "m", new Failure.Overloaded(429, -1, "m")),
            error(500, "InternalServerException", "m", new Failure.ServerError(500, "m")),
            error(503, "ServiceUnavailableException", "m", new Failure.Overloaded(503, -1, "m")),
            error(429, "", "m", new Failure.RateLimited(-1, "m")),
            error(401, "", "m", new Failure.CredentialRefused(401, "m")),
            error(404, "", "m", new Failure.ServerError(404, "there is no such API at the provider's address")),
            error(400, "", "m", new Failure.Rejected(400, "", "", "", "m")),
            error(413, "", "m", new Failure.Rejected(413, "", "", "", "m")),
            error(413, "RequestEntityTooLargeException", "m", new Failure.Rejected(413, "", "", "", "m")),
            error(422, "", "m", new Failure.Rejected(422, "", "", "", "m")),
            error(422, "UnprocessableEntityException", "m", new Failure.Rejected(422, "", "", "", "m")),
            error(405, "", "m", new Failure.ServerError(405, "m")),
            error(407, "", "m", new Failure.ServerError(407, "m")),
            error(431, "", "m", new Failure.ServerError(431, "m")),
            error(504, "", "m", new Failure.ServerError(504, "m")));

    private static Arguments error(int status, String name, String message, Failure failure) {
        return Arguments.of(status, name, message, failure);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @FieldSource("ANSWERS")
    @DisplayName("A32 an error is the same, wherever its name and its words stand")
    void answers(int status, String name, String message, Failure failure) {
        assertEquals(failure, failure(status, "{\"message\":\"" + message + "\"}", "x-amzn-errortype", name));
        assertEquals(failure, failure(status, "{\"Message\":\"" + message + "\"}", "X-Amzn-ErrorType", name));
        assertEquals(failure, failure(status, "{}", "x-amzn-errortype", name, "x-amzn-errormessage", message));
        assertEquals(failure, failure(status, "{\"__type\":\"" + name + "\",\"message\":\"" + message + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({"400,rejected", "413,rejected", "422,rejected", "429,server_error", "500,server_error", "x,server_error"
    })
    @DisplayName("what the model itself found wrong with the request is the client's to hear (F-05)")
    void ofTheModel(String original, String word) {
        String status = original.equals("x") ? "\"x\"" : original;
        Failure failure = failure(
                424,
                "{\"message\":\"m\",\"originalStatusCode\":" + status + ",\"resourceName\":\"r\"}",
                "x-amzn-errortype",
                "ModelErrorException");
        assertEquals(word, failure.word());
        if (failure instanceof Failure.Rejected rejected) {
            assertEquals(original, Integer.toString(rejected.status()));
        }
    }

    @Test
    @DisplayName("a wait is taken from the headers, keys and hosts are taken out of words, and any body is borne")
    void details() {
        assertEquals(
                new Failure.RateLimited(7_000, ""),
                failure(429, "<html>", "x-amzn-errortype", "ThrottlingException", "retry-after", "7"));
        assertFalse(failure(400, "{\"message\":\"at bedrock-runtime.us-east-1.amazonaws.com with AKIAABCDEFGHIJKL\"}")
                .toString()
                .contains("AKIA"));
        assertEquals(new Failure.ServerError(500, ""), failure(500, ""));
        assertEquals(new Failure.ServerError(500, ""), failure(500, "{\"message\":{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "throttlingException,rate_limited",
        "internalServerException,server_error",
        "modelStreamErrorException,server_error",
        "serviceUnavailableException,overloaded",
        "modelTimeoutException,overloaded",
        "validationException,rejected",
        "InternalError,server_error",
        "NewException,server_error"
    })
    @DisplayName("A29 an error in a stream is what it would have been as an answer")
    void inStream(String name, String word) {
        assertEquals(word, ConverseErrors.inStream(name, "m").word());
    }

    @ParameterizedTest
    @CsvSource({
        "400,ValidationException,validationException",
        "401,AccessDeniedException,validationException",
        "403,AccessDeniedException,validationException",
        "404,ResourceNotFoundException,validationException",
        "413,ValidationException,validationException",
        "429,ThrottlingException,throttlingException",
        "500,InternalServerException,internalServerException",
        "502,InternalServerException,internalServerException",
        "503,ServiceUnavailableException,serviceUnavailableException",
        "504,ModelTimeoutException,internalServerException"
    })
    @DisplayName("a refusal has a name that SDKs know, as an answer and as the last frame")
    void refusals(int status, String name, String event) {
        Refusal refusal = new Refusal(status, "some_code", "No \"way\".").retryAfter(1_500);
        Rendered rendered = DIALECT.render(refusal, "req-1");
        assertEquals(status, rendered.status());
        assertEquals(name, rendered.headers().first("x-amzn-errortype"));
        assertEquals("req-1", rendered.headers().first("x-amzn-requestid"));
        assertEquals("2", rendered.headers().first("retry-after"));
        assertEquals("{\"message\":\"No \\\"way\\\".\"}", new String(rendered.body(), StandardCharsets.UTF_8));
        assertEquals(
                List.of(event + " {\"message\":\"No \\\"way\\\".\"}"),
                frames(DIALECT.renderInStream(refusal, STREAM, Framing.EVENTS, true, "req-1")));
    }

    @Test
    @DisplayName("what is used up is not tried again by SDKs, and a sign of life is a frame that they skip")
    void others() {
        assertEquals(
                "ServiceQuotaExceededException",
                DIALECT.render(new Refusal(429, "insufficient_quota", "m"), "r")
                        .headers()
                        .first("x-amzn-errortype"));
        assertEquals(List.of("heartbeat {}"), frames(DIALECT.heartbeat(true)));
    }

    private static Failure failure(int status, String body, String... headers) {
        byte[] bytes = utf8(body);
        return DIALECT.failure(status, Headers.of(headers), bytes, bytes.length, 0);
    }
}
