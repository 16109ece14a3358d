package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as Anthropic answers it, whole and as its stream of named events (protocols 3.3). */
final class AnthropicAnswer {
    private static final int CLOSING = 2;

    private final Ask ask;
    private final Script script;
    private final Reply reply;
    private final List<byte[]> frames = new ArrayList<>();

    AnthropicAnswer(Ask ask, Script script, Reply reply) {
        this.ask = ask;
        this.script = script;
        this.reply = reply;
    }

    Show whole() {
        return Show.whole(
                List.of("content-type: application/json", "request-id: req_sim_1"), Json.bytes(message(true)));
    }

    Show stream() {
        for (JsonNode event : events()) {
            frames.add(frame(event));
        }
        return new Show(
                List.of("content-type: text/event-stream; charset=utf-8", "request-id: req_sim_1"),
                frames,
                true,
                CLOSING,
                List.of(frame(error())),
                AnthropicAnswer::garbled);
    }

    /** The events as they are inside any framing. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        events.add(Json.object("type", "message_start", "message", message(false)));
        events.add(Json.object("type", "ping"));
        int index = 0;
        for (Part part : reply.only().parts()) {
            block(events, index++, part);
        }
        events.add(Json.object(
                "type",
                "message_delta",
                "delta",
                Json.object("stop_reason", stopReason(), "stop_sequence", stopSequence()),
                "usage",
                finalUsage()));
        events.add(Json.object("type", "message_stop"));
        return events;
    }

    JsonNode error() {
        String kind = script.fault().name();
        return Json.object(
                "type",
                "error",
                "error",
                Json.object("type", kind.isEmpty() ? "overloaded_error" : kind, "message", "Overloaded"));
    }

    private void block(List<JsonNode> events, int index, Part part) {
        List<JsonNode> deltas = new ArrayList<>();
        JsonNode start = switch (part) {
            case Part.Thought(String text) -> {
                for (String piece : Pieces.words(text)) {
                    deltas.add(Json.object("type", "thinking_delta", "thinking", piece));
                }
                deltas.add(Json.object("type", "signature_delta", "signature", Signature.of(text)));
                yield Json.object("type", "thinking", "thinking", "", "signature", "");
            }
            case Part.Hidden hidden -> content(hidden);
            case Part.Words(String text) -> {
                for (String piece : Pieces.words(text)) {
                    deltas.add(Json.object("type", "text_delta", "text", piece));
                }
                yield Json.object("type", "text", "text", "");
            }
            case Part.Call call -> {
                deltas.add(Json.object("type", "input_json_delta", "partial_json", ""));
                if (!call.arguments().isEmpty()) {
                    for (String piece : Pieces.fragments(call.arguments().toString())) {
                        deltas.add(Json.object("type", "input_json_delta", "partial_json", piece));
                    }
                }
                yield Json.object("type", "tool_use", "id", call.id(), "name", call.name(), "input", Json.object());
            }
        };
        events.add(Json.object("type", "content_block_start", "index", index, "content_block", start));
        for (JsonNode delta : deltas) {
            events.add(Json.object("type", "content_block_delta", "index", index, "delta", delta));
        }
        events.add(Json.object("type", "content_block_stop", "index", index));
    }

    JsonNode message(boolean whole) {
        List<JsonNode> content = new ArrayList<>();
        if (whole) {
            reply.only().parts().forEach(part -> content.add(content(part)));
        }
        return Json.object(
                "id",
                "msg_" + Signature.id(ask.body.toString(), 24),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                ask.model,
                "content",
                content,
                "stop_reason",
                whole ? stopReason() : null,
                "stop_sequence",
                whole ? stopSequence() : null,
                "usage",
                whole ? usage(reply.bill().allOutput()) : usage(1));
    }

    private static JsonNode content(Part part) {
        return switch (part) {
            case Part.Thought(String text) ->
                Json.object("type", "thinking", "thinking", text, "signature", Signature.of(text));
            case Part.Hidden(String data) -> Json.object("type", "redacted_thinking", "data", data);
            case Part.Words(String text) -> Json.object("type", "text", "text", text);
            case Part.Call call ->
                Json.object("type", "tool_use", "id", call.id(), "name", call.name(), "input", call.arguments());
        };
    }

    private ObjectNode usage(long output) {
        Bill bill = reply.bill();
        ObjectNode usage = Json.object(
                "input_tokens",
                bill.input(),
                "cache_creation_input_tokens",
                bill.cacheWrite(),
                "cache_read_input_tokens",
                bill.cacheRead(),
                "cache_creation",
                Json.object("ephemeral_5m_input_tokens", bill.cacheWrite(), "ephemeral_1h_input_tokens", 0),
                "output_tokens",
                output,
                "service_tier",
                "standard");
        if (output > 1 && bill.reasoning() > 0) {
            usage.set("output_tokens_details", Json.object("thinking_tokens", bill.reasoning()));
        }
        return usage;
    }

    /** What a stream says last counts for all of it. */
    private ObjectNode finalUsage() {
        Bill bill = reply.bill();
        ObjectNode usage = Json.object(
                "input_tokens",
                bill.input(),
                "cache_creation_input_tokens",
                bill.cacheWrite(),
                "cache_read_input_tokens",
                bill.cacheRead(),
                "output_tokens",
                bill.allOutput());
        if (bill.reasoning() > 0) {
            usage.set("output_tokens_details", Json.object("thinking_tokens", bill.reasoning()));
        }
        return usage;
    }

    private String stopReason() {
        Reply.Choice choice = reply.only();
        if (!choice.word().isEmpty()) {
            return choice.word();
        }
        return switch (choice.end()) {
            case NATURAL -> "end_turn";
            case TOOL -> "tool_use";
            case LENGTH -> "max_tokens";
            case STOP -> "stop_sequence";
            case REFUSAL -> "refusal";
        };
    }

    private @Nullable String stopSequence() {
        return reply.only().end() == Reply.End.STOP ? reply.only().stop() : null;
    }

    private static byte[] frame(JsonNode event) {
        return Show.utf8("event: " + event.get("type").stringValue() + "\ndata: " + event + "\n\n");
    }

    private static byte[] garbled(byte[] frame) {
        return Show.utf8("event: content_block_delta\ndata: {\"type\": \"content_bl\n\n");
    }
}
