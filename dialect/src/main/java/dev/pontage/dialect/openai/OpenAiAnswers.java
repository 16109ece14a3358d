package dev.pontage.dialect.openai;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The answers that we write ourselves: refusals, and the list of models. */
final class OpenAiAnswers {
    private static final String INSUFFICIENT_QUOTA = "insufficient_quota";

    /**
     * Codes of what is gone until somebody pays: SDKs try a 429 and a 503 again by themselves, and would only wait
     * longer for the same answer.
     */
    private static final Set<String> NOT_WORTH_A_RETRY = Set.of(INSUFFICIENT_QUOTA, "upstream_spent");

    /**
     * The number of an event that we add: numbers must rise, ours comes last, and the upstream's are not counted
     * (protocols 1.6).
     */
    private static final int LAST_SEQUENCE_NUMBER = Integer.MAX_VALUE;

    private OpenAiAnswers() {}

    static Rendered render(Refusal refusal) {
        Headers.Builder headers = new Headers.Builder().add("content-type", "application/json");
        if (NOT_WORTH_A_RETRY.contains(refusal.code())) {
            headers.add("x-should-retry", "false");
        }
        if (refusal.retryAfterMillis() >= 0) {
            long millis = Math.max(1, refusal.retryAfterMillis());
            headers.add("retry-after", Long.toString(Math.max(1, (millis + 999) / 1000)))
                    .add("retry-after-ms", Long.toString(millis));
        }
        return new Rendered(refusal.status(), headers.build(), OpenAi.utf8("{\"error\":" + error(refusal) + "}"));
    }

    /**
     * A refusal as the last event. Every SDK raises on a data object with {@code error}; responses have an event of
     * their own, which carries it in both spellings that clients know. No {@code [DONE]} follows (F-11).
     */
    static byte[] renderInStream(Refusal refusal, Operation.Kind kind) {
        return OpenAi.utf8(
                switch (kind) {
                    case RESPONSES ->
                        "event: error\ndata: {\"type\":\"error\"," + fields(refusal, false)
                                + ",\"sequence_number\":" + LAST_SEQUENCE_NUMBER
                                + ",\"error\":" + error(refusal) + "}\n\n";
                    case CHAT, COMPLETIONS, EMBEDDINGS, MODERATIONS, COUNT_TOKENS, MODELS, MODEL, RECEIPT ->
                        "data: {\"error\":" + error(refusal) + "}\n\n";
                });
    }

    private static String error(Refusal refusal) {
        return "{" + fields(refusal, true) + "}";
    }

    /** All four keys are required by the specification; what there is none of is null. */
    private static String fields(Refusal refusal, boolean withType) {
        return "\"message\":" + quote(refusal.message())
                + (withType ? ",\"type\":" + quote(type(refusal)) : "")
                + ",\"param\":" + orNull(refusal.param())
                + ",\"code\":" + orNull(refusal.code());
    }

    private static String type(Refusal refusal) {
        if (!refusal.type().isEmpty()) {
            return refusal.type();
        }
        if (refusal.code().equals(INSUFFICIENT_QUOTA)) {
            return INSUFFICIENT_QUOTA;
        }
        return switch (refusal.status()) {
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout";
            default -> refusal.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    static byte[] models(List<ModelEntry> models) {
        StringBuilder list = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < models.size(); i++) {
            list.append(i == 0 ? "" : ",").append(entry(models.get(i)));
        }
        return OpenAi.utf8(list.append("]}").toString());
    }

    static byte[] model(ModelEntry model) {
        return OpenAi.utf8(entry(model));
    }

    private static String entry(ModelEntry model) {
        return "{\"id\":" + quote(model.id())
                + ",\"object\":\"model\",\"created\":" + model.createdEpochSeconds()
                + ",\"owned_by\":" + quote(model.ownedBy()) + "}";
    }

    private static String orNull(String text) {
        return text.isEmpty() ? "null" : quote(text);
    }

    private static String quote(String text) {
        return new String(JsonText.quote(text), StandardCharsets.UTF_8);
    }
}
