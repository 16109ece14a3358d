package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A completion as OpenAI answers it, whole and in chunks (protocols 1.3); thinking as other vendors add it. */
final class ChatAnswer {
    private static final long CREATED = 1_767_225_600L;

    private final Ask ask;
    private final Script script;
    private final Reply reply;
    private final List<byte[]> frames = new ArrayList<>();
    private final boolean usageAsked;

    ChatAnswer(Ask ask, Script script, Reply reply) {
        this.ask = ask;
        this.script = script;
        this.reply = reply;
        this.usageAsked = ask.body.path("stream_options").path("include_usage").asBoolean(false);
    }

    Show whole() {
        List<JsonNode> choices = new ArrayList<>();
        for (Reply.Choice choice : reply.choices()) {
            choices.add(Json.object(
                    "index",
                    choices.size(),
                    "message",
                    message(choice),
                    "logprobs",
                    null,
                    "finish_reason",
                    finish(choice)));
        }
        ObjectNode answer = object("chat.completion", choices);
        answer.set("usage", usage());
        answer.put("service_tier", "default");
        answer.put("system_fingerprint", "fp_sim");
        return Show.whole(List.of("content-type: application/json", "x-request-id: sim-1"), Json.bytes(answer));
    }

    Show stream() {
        for (int i = 0; i < reply.choices().size(); i++) {
            Reply.Choice choice = reply.choices().get(i);
            delta(i, Json.object("role", "assistant", "content", "", "refusal", null), null);
            int calls = 0;
            for (Part part : choice.parts()) {
                calls = part(i, part, calls);
            }
        }
        int closing = usageAsked ? 2 : 1;
        for (int i = 0; i < reply.choices().size(); i++) {
            delta(i, Json.object(), finish(reply.choices().get(i)));
            closing++;
        }
        if (usageAsked) {
            ObjectNode last = object("chat.completion.chunk", List.of());
            last.set("usage", usage());
            frames.add(data(last.toString()));
        }
        frames.add(data("[DONE]"));
        String kind = script.fault().name();
        JsonNode error = Json.object(
                "error",
                OpenAiProtocol.error(
                        "The server had an error while processing your request.",
                        kind.isEmpty() ? "server_error" : kind,
                        "",
                        null));
        return new Show(
                List.of("content-type: text/event-stream; charset=utf-8", "x-request-id: sim-1"),
                frames,
                true,
                closing,
                List.of(data(error.toString())),
                _ -> data("{\"id\":\"chatcmpl-"));
    }

    private int part(int index, Part part, int calls) {
        switch (part) {
            case Part.Thought(String text) ->
                Pieces.words(text).forEach(piece -> delta(index, Json.object("reasoning_content", piece), null));
            case Part.Words(String text) ->
                Pieces.words(text)
                        .forEach(piece ->
                                delta(index, Json.object(script.refuse() ? "refusal" : "content", piece), null));
            case Part.Call call -> {
                delta(
                        index,
                        call(Json.object(
                                "index",
                                calls,
                                "id",
                                call.id(),
                                "type",
                                "function",
                                "function",
                                Json.object("name", call.name(), "arguments", ""))),
                        null);
                for (String piece : Pieces.fragments(call.arguments().toString())) {
                    delta(index, call(Json.object("index", calls, "function", Json.object("arguments", piece))), null);
                }
                return calls + 1;
            }
            case Part.Hidden _ -> {}
        }
        return calls;
    }

    private static ObjectNode call(ObjectNode call) {
        return Json.object("tool_calls", List.of(call));
    }

    private void delta(int index, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = object(
                "chat.completion.chunk",
                List.of(Json.object("index", index, "delta", delta, "logprobs", null, "finish_reason", finish)));
        if (usageAsked) {
            chunk.putNull("usage");
        }
        frames.add(data(chunk.toString()));
    }

    private ObjectNode object(String kind, List<JsonNode> choices) {
        return Json.object(
                "id",
                "chatcmpl-" + Signature.id(ask.body.toString(), 24),
                "object",
                kind,
                "created",
                CREATED,
                "model",
                ask.model,
                "choices",
                choices);
    }

    private ObjectNode message(Reply.Choice choice) {
        String text = choice.text();
        ObjectNode message = Json.object(
                "role",
                "assistant",
                "content",
                text.isEmpty() || script.refuse() ? null : text,
                "refusal",
                script.refuse() ? text : null);
        List<JsonNode> calls = new ArrayList<>();
        for (Part part : choice.parts()) {
            if (part instanceof Part.Thought(String thought)) {
                message.put("reasoning_content", thought);
            } else if (part instanceof Part.Call call) {
                calls.add(Json.object(
                        "id",
                        call.id(),
                        "type",
                        "function",
                        "function",
                        Json.object(
                                "name",
                                call.name(),
                                "arguments",
                                call.arguments().toString())));
            }
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", Json.array(calls));
        }
        return message;
    }

    private ObjectNode usage() {
        Bill bill = reply.bill();
        return Json.object(
                "prompt_tokens",
                bill.allInput(),
                "completion_tokens",
                bill.allOutput(),
                "total_tokens",
                bill.allInput() + bill.allOutput(),
                "prompt_tokens_details",
                Json.object("cached_tokens", bill.cacheRead(), "cache_write_tokens", bill.cacheWrite()),
                "completion_tokens_details",
                Json.object("reasoning_tokens", bill.reasoning()));
    }

    private static String finish(Reply.Choice choice) {
        if (!choice.word().isEmpty()) {
            return choice.word();
        }
        return switch (choice.end()) {
            case NATURAL, STOP, REFUSAL -> "stop";
            case TOOL -> "tool_calls";
            case LENGTH -> "length";
        };
    }

    private static byte[] data(String json) {
        return Show.utf8("data: " + json + "\n\n");
    }
}
