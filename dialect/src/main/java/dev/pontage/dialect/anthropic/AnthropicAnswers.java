package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The answers that we write ourselves: refusals, and the list of models (protocols 3.1, 3.5). */
final class AnthropicAnswers {
    /** What the client's own budget or balance refuses, which no waiting mends. */
    private static final String INSUFFICIENT_QUOTA = "insufficient_quota";

    private static final int PAYMENT_REQUIRED = 402;

    /** The protocol's own classes of error; another's are not shown, for typed clients know these alone. */
    private static final Set<String> TYPES = Set.of(
            "invalid_request_error",
            "authentication_error",
            "billing_error",
            "permission_error",
            "not_found_error",
            "request_too_large",
            "rate_limit_error",
            "timeout_error",
            "overloaded_error",
            "api_error");

    private AnthropicAnswers() {}

    static Rendered render(Refusal refusal, String requestId) {
        boolean spent = refusal.code().equals(INSUFFICIENT_QUOTA);
        Headers.Builder headers = new Headers.Builder().add("content-type", "application/json");
        if (spent) {
            headers.add("x-should-retry", "false");
        }
        if (refusal.retryAfterMillis() >= 0) {
            long millis = Math.max(1, refusal.retryAfterMillis());
            headers.add("retry-after", Long.toString(Math.max(1, (millis + 999) / 1000)))
                    .add("retry-after-ms", Long.toString(millis));
        }
        return new Rendered(
                spent ? PAYMENT_REQUIRED : refusal.status(),
                headers.build(),
                JsonText.bytes(error(refusal, requestId)));
    }

    /** A refusal as the last event; nothing follows it (protocols 3.3). */
    static byte[] renderInStream(Refusal refusal, String requestId) {
        return Anthropic.utf8("event: error\ndata: " + JsonText.of(error(refusal, requestId)) + "\n\n");
    }

    /** The field at fault and our own code stand beside what the protocol has. */
    private static Json.Obj error(Refusal refusal, String requestId) {
        Members error = new Members().put("type", type(refusal)).put("message", refusal.message());
        if (!refusal.code().isEmpty()) {
            error.put("code", refusal.code());
        }
        if (!refusal.param().isEmpty()) {
            error.put("param", refusal.param());
        }
        return new Members()
                .put("type", "error")
                .put("error", error.obj())
                .put("request_id", requestId)
                .obj();
    }

    private static String type(Refusal refusal) {
        if (refusal.code().equals(INSUFFICIENT_QUOTA)) {
            return "billing_error";
        }
        if (TYPES.contains(refusal.type())) {
            return refusal.type();
        }
        return switch (refusal.status()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 503, 529 -> "overloaded_error";
            default -> refusal.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    static Json.Obj models(List<ModelEntry> models) {
        List<Json> entries = models.stream().<Json>map(AnthropicAnswers::model).toList();
        Members list = new Members().put("data", new Json.Arr(entries)).put("has_more", false);
        if (models.isEmpty()) {
            return list.putNull("first_id").putNull("last_id").obj();
        }
        return list.put("first_id", models.getFirst().id())
                .put("last_id", models.getLast().id())
                .obj();
    }

    static Json.Obj model(ModelEntry model) {
        return new Members()
                .put("type", "model")
                .put("id", model.id())
                .put("display_name", model.id())
                .put(
                        "created_at",
                        Instant.ofEpochSecond(model.createdEpochSeconds()).toString())
                .obj();
    }
}
