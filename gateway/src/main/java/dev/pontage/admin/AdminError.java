package dev.pontage.admin;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.exchange.Handler.Response;
import java.nio.charset.StandardCharsets;

/** A refusal of the control plane: {@code {"error":{"code","message"}}}. */
final class AdminError {
    private AdminError() {}

    static Response of(int status, String code, String message) {
        return of(status, Headers.of("content-type", "application/json", "cache-control", "no-store"), code, message);
    }

    /** 503, worth another try after a second. */
    static Response unavailable(String code, String message) {
        return of(
                503,
                Headers.of("content-type", "application/json", "cache-control", "no-store", "retry-after", "1"),
                code,
                message);
    }

    private static Response of(int status, Headers headers, String code, String message) {
        return new Response(status, headers, out -> {
            out.write("{\"error\":{\"code\":".getBytes(StandardCharsets.UTF_8));
            out.write(JsonText.quote(code));
            out.write(",\"message\":".getBytes(StandardCharsets.UTF_8));
            out.write(JsonText.quote(message));
            out.write("}}".getBytes(StandardCharsets.UTF_8));
        });
    }
}
