package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer of Converse: whole JSON, or frames of the binary event stream (protocols 5.2, 5.4). */
final class ConverseAnswer {
    private static final int CLOSING = 2;
    private static final String PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Ask ask;
    private final Script script;
    private final Reply reply;
    private final List<byte[]> frames = new ArrayList<>();

    ConverseAnswer(Ask ask, Script script, Reply reply) {
        this.ask = ask;
        this.script = script;
        this.reply = reply;
    }

    Show whole() {
        List<JsonNode> content = new ArrayList<>();
        reply.only().parts().forEach(part -> content.add(content(part)));
        ObjectNode answer = Json.object(
                "metrics",
                Json.object("latencyMs", 17),
                "output",
                Json.object("message", Json.object("content", content, "role", "assistant")),
                "stopReason",
                stopReason(),
                "usage",
                usage());
        addResponseFields(answer);
        return Show.whole(List.of("content-type: application/json", "x-amzn-requestid: sim-1"), Json.bytes(answer));
    }

    Show stream() {
        add("messageStart", Json.object("role", "assistant"));
        int index = 0;
        for (Part part : reply.only().parts()) {
            block(index++, part);
        }
        ObjectNode stop = Json.object("stopReason", stopReason());
        addResponseFields(stop);
        add("messageStop", stop);
        add("metadata", Json.object("metrics", Json.object("latencyMs", 17), "usage", usage()));
        return new Show(
                List.of("content-type: " + BedrockProtocol.EVENT_STREAM, "x-amzn-requestid: sim-1"),
                frames,
                true,
                CLOSING,
                List.of(error(script)),
                EventFrame::garbled);
    }

    static byte[] error(Script script) {
        if (script.fault().kind() == Fault.Kind.UNMODELED) {
            return EventFrame.error("InternalError", "An internal server error occurred");
        }
        String kind = script.fault().name();
        return EventFrame.exception(
                kind.isEmpty() ? "modelStreamErrorException" : kind,
                Json.object("message", "The model stream failed.").toString());
    }

    private void block(int index, Part part) {
        List<JsonNode> deltas = new ArrayList<>();
        switch (part) {
            case Part.Thought(String text) -> {
                Pieces.words(text)
                        .forEach(piece -> deltas.add(Json.object("reasoningContent", Json.object("text", piece))));
                deltas.add(Json.object("reasoningContent", Json.object("signature", Signature.of(text))));
            }
            case Part.Hidden(String data) ->
                deltas.add(Json.object("reasoningContent", Json.object("redactedContent", data)));
            case Part.Words(String text) -> Pieces.words(text).forEach(piece -> deltas.add(Json.object("text", piece)));
            case Part.Call call -> {
                // Only a call has a start.
                add(
                        "contentBlockStart",
                        Json.object(
                                "contentBlockIndex",
                                index,
                                "start",
                                Json.object("toolUse", Json.object("name", call.name(), "toolUseId", call.id()))));
                if (!call.arguments().isEmpty()) {
                    Pieces.fragments(call.arguments().toString())
                            .forEach(piece -> deltas.add(Json.object("toolUse", Json.object("input", piece))));
                }
            }
        }
        deltas.forEach(delta -> add("contentBlockDelta", Json.object("contentBlockIndex", index, "delta", delta)));
        add("contentBlockStop", Json.object("contentBlockIndex", index));
    }

    private static JsonNode content(Part part) {
        return switch (part) {
            case Part.Thought(String text) ->
                Json.object(
                        "reasoningContent",
                        Json.object("reasoningText", Json.object("signature", Signature.of(text), "text", text)));
            case Part.Hidden(String data) -> Json.object("reasoningContent", Json.object("redactedContent", data));
            case Part.Words(String text) -> Json.object("text", text);
            case Part.Call call ->
                Json.object(
                        "toolUse", Json.object("input", call.arguments(), "name", call.name(), "toolUseId", call.id()));
        };
    }

    private ObjectNode usage() {
        Bill bill = reply.bill();
        return Json.object(
                "inputTokens",
                bill.input(),
                "outputTokens",
                bill.allOutput(),
                "totalTokens",
                bill.allInput() + bill.allOutput(),
                "cacheReadInputTokens",
                bill.cacheRead(),
                "cacheWriteInputTokens",
                bill.cacheWrite());
    }

    private void addResponseFields(ObjectNode answer) {
        boolean asked =
                ask.body.path("additionalModelResponseFieldPaths").toString().contains("/stop_sequence");
        if (asked && reply.only().end() == Reply.End.STOP) {
            answer.set(
                    "additionalModelResponseFields",
                    Json.object("stop_sequence", reply.only().stop()));
        }
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
            case REFUSAL -> "content_filtered";
        };
    }

    private void add(String type, ObjectNode payload) {
        payload.put("p", PADDING.substring(0, 2 + frames.size() * 7 % 50));
        frames.add(EventFrame.event(type, payload.toString()));
    }
}
