package dev.pontage.dialect.openai;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response object and its items, with every member that the SDKs demand (protocols 1.6). */
final class ResponseObject {
    private static final String REDACTED = "redacted/";

    private ResponseObject() {}

    /** {@code finish} null: still in progress. */
    static Json.Obj of(
            Envelope envelope,
            ChatEvent.Started started,
            List<Json> output,
            @Nullable Finish finish,
            @Nullable Usage usage) {
        String id = started.id().startsWith("resp_") ? started.id() : "resp_" + envelope.requestId();
        String model = envelope.shownModel().isEmpty() ? started.model() : envelope.shownModel();
        long created = started.createdEpochSeconds() == 0 ? envelope.epochSeconds() : started.createdEpochSeconds();
        String incomplete = finish == null ? null : incomplete(finish);
        Members response = new Members()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", finish == null ? "in_progress" : incomplete == null ? "completed" : "incomplete")
                .putNull("error");
        if (incomplete == null) {
            response.putNull("incomplete_details");
        } else {
            response.put(
                    "incomplete_details",
                    new Members().put("reason", incomplete).obj());
        }
        response.putNull("instructions")
                .put("metadata", Json.Obj.EMPTY)
                .put("model", model)
                .put("output", new Json.Arr(output))
                .put("parallel_tool_calls", true)
                .putNull("temperature")
                .put("tool_choice", "auto")
                .put("tools", Json.Arr.EMPTY)
                .putNull("top_p");
        if (usage == null) {
            response.putNull("usage");
        } else {
            response.put("usage", usage(usage));
        }
        return response.obj();
    }

    static Json.Obj message(String id, List<Json> content, boolean done) {
        return new Members()
                .put("id", id)
                .put("type", "message")
                .put("status", done ? "completed" : "in_progress")
                .put("role", "assistant")
                .put("content", new Json.Arr(content))
                .obj();
    }

    static Json.Obj text(String text, @Nullable Json logprobs) {
        return new Members()
                .put("type", "output_text")
                .put("text", text)
                .put("annotations", Json.Arr.EMPTY)
                .put("logprobs", logprobs)
                .obj();
    }

    static Json.Obj refusal(String text) {
        return new Members().put("type", "refusal").put("refusal", text).obj();
    }

    static Json.Obj call(String id, String callId, String name, String arguments, boolean done) {
        return new Members()
                .put("id", id)
                .put("type", "function_call")
                .put("status", done ? "completed" : "in_progress")
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", arguments)
                .obj();
    }

    /** {@code sealed} is what the upstream wants back with it; null if it wants nothing. */
    static Json.Obj reasoning(String id, String text, @Nullable String sealed) {
        List<Json> summary = text.isEmpty()
                ? List.of()
                : List.of(new Members()
                        .put("type", "summary_text")
                        .put("text", text)
                        .obj());
        return new Members()
                .put("id", id)
                .put("type", "reasoning")
                .put("summary", new Json.Arr(summary))
                .put("encrypted_content", sealed)
                .obj();
    }

    /** How a client gets thoughts that another maker sealed whole: this protocol has one field for both kinds. */
    static String sealed(String data) {
        return REDACTED + data;
    }

    /** The thoughts that were sealed so; empty if it is a signature. */
    static String redacted(String sealed) {
        return sealed.startsWith(REDACTED) ? sealed.substring(REDACTED.length()) : "";
    }

    private static @Nullable String incomplete(Finish finish) {
        return switch (finish) {
            case TOKEN_LIMIT, CONTEXT_FULL -> "max_output_tokens";
            case POLICY, OTHER -> "content_filter";
            case END, STOP_STRING, TOOL_CALLS, PAUSED, REFUSED, BAD_TOOL_CALL -> null;
        };
    }

    private static Json.Obj usage(Usage usage) {
        return new Members()
                .put("input_tokens", usage.totalIn())
                .put(
                        "input_tokens_details",
                        new Members()
                                .put("cached_tokens", usage.cacheRead() + usage.cachedAudioIn() + usage.cachedImageIn())
                                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
                                .obj())
                .put("output_tokens", usage.totalOut())
                .put(
                        "output_tokens_details",
                        new Members().put("reasoning_tokens", usage.reasoning()).obj())
                .put("total_tokens", usage.totalIn() + usage.totalOut())
                .obj();
    }
}
