package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Dialect.ModelEntry;
import dev.pontage.dialect.Dialect.Rendered;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The answers that we write ourselves: refusals, and the list of models (protocols 4.5, 9.9, G08). */
final class GeminiAnswers {
    /** google.rpc.Code, without OK. */
    private static final Set<String> STATUSES = Set.of(
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "UNAUTHENTICATED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS");

    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private GeminiAnswers() {}

    static Rendered render(Refusal refusal) {
        Headers.Builder headers = new Headers.Builder().add("content-type", "application/json; charset=UTF-8");
        if (refusal.retryAfterMillis() >= 0) {
            headers.add("retry-after", Long.toString(Math.max(1, (refusal.retryAfterMillis() + 999) / 1000)));
        }
        return new Rendered(refusal.status(), headers.build(), JsonText.bytes(error(refusal)));
    }

    /**
     * A refusal as the last of a stream of events. Bare JSON on one line, as the service writes it: Google's SDKs raise
     * on that, while an event with an error in it passes some of them for an empty answer (protocols 12).
     */
    static byte[] inEvents(Refusal refusal) {
        return Gemini.utf8(JsonText.of(error(refusal)) + '\n');
    }

    /** A refusal as the last element of a stream that is one array. {@code begun}: it has an element already. */
    static byte[] inArray(Refusal refusal, boolean begun) {
        return Gemini.utf8((begun ? "\n,\n" : "[") + JsonText.of(error(refusal)) + "\n]\n");
    }

    private static Json.Obj error(Refusal refusal) {
        List<Json> details = new ArrayList<>();
        if (!refusal.code().isEmpty()) {
            details.add(new Members()
                    .put("@type", TYPES + "ErrorInfo")
                    .put("reason", refusal.code().toUpperCase(Locale.ROOT))
                    .put("domain", "gateway")
                    .obj());
        }
        if (!refusal.param().isEmpty()) {
            Json.Obj violation = new Members()
                    .put("field", refusal.param())
                    .put("description", refusal.message())
                    .obj();
            details.add(new Members()
                    .put("@type", TYPES + "BadRequest")
                    .putAny("fieldViolations", List.of(violation))
                    .obj());
        }
        if (refusal.retryAfterMillis() >= 0) {
            details.add(new Members()
                    .put("@type", TYPES + "RetryInfo")
                    .put("retryDelay", seconds(refusal.retryAfterMillis()))
                    .obj());
        }
        Json.Obj error = new Members()
                .put("code", refusal.status())
                .put("message", refusal.message())
                .put("status", status(refusal))
                .putAny("details", details)
                .obj();
        return new Members().put("error", error).obj();
    }

    /** A duration in JSON of protocol buffers: seconds with none or three decimals. */
    private static String seconds(long millis) {
        String fraction = millis % 1000 == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis % 1000);
        return millis / 1000 + fraction + "s";
    }

    private static String status(Refusal refusal) {
        if (STATUSES.contains(refusal.type())) {
            return refusal.type();
        }
        return switch (refusal.status()) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 503, 529 -> "UNAVAILABLE";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            default -> refusal.status() < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    static byte[] models(List<ModelEntry> models) {
        List<Json> entries = new ArrayList<>();
        models.forEach(model -> entries.add(entry(model)));
        return JsonText.bytes(new Members().put("models", new Json.Arr(entries)).obj());
    }

    static byte[] model(ModelEntry model) {
        return JsonText.bytes(entry(model));
    }

    private static Json.Obj entry(ModelEntry model) {
        List<Json> methods = new ArrayList<>();
        for (String method : List.of(GeminiPath.GENERATE, GeminiPath.STREAM)) {
            methods.add(new Json.Str(method));
        }
        return new Members()
                .put("name", "models/" + model.id())
                .put("baseModelId", model.id())
                .put("displayName", model.id())
                .putAny("supportedGenerationMethods", methods)
                .obj();
    }
}
