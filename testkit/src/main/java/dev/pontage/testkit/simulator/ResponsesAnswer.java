package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A response of the Responses API, whole and as its numbered events (protocols 1.6). */
final class ResponsesAnswer {
    private static final long CREATED = 1_767_225_600L;

    private final Ask ask;
    private final Script script;
    private final Reply reply;
    private final String seed;
    private final List<byte[]> frames = new ArrayList<>();
    private int sequence;

    ResponsesAnswer(Ask ask, Script script, Reply reply) {
        this.ask = ask;
        this.script = script;
        this.reply = reply;
        this.seed = Signature.id(ask.body.toString(), 24);
    }

    Show whole() {
        return Show.whole(
                List.of("content-type: application/json", "x-request-id: sim-1"),
                Json.bytes(response(items(), status(), true)));
    }

    Show stream() {
        event("response.created", Json.object("response", response(List.of(), "in_progress", false)));
        event("response.in_progress", Json.object("response", response(List.of(), "in_progress", false)));
        List<JsonNode> items = items();
        for (int i = 0; i < items.size(); i++) {
            item(i, items.get(i));
        }
        event("response." + status(), Json.object("response", response(items, status(), true)));
        return new Show(
                List.of("content-type: text/event-stream; charset=utf-8", "x-request-id: sim-1"),
                frames,
                true,
                1,
                List.of(failure()),
                _ -> Show.utf8("event: response.output_text.delta\ndata: {\"type\":\"respo\n\n"));
    }

    /** An error in a stream has two forms; the name {@code failed} asks for the second. */
    private byte[] failure() {
        if (script.fault().name().equals("failed")) {
            ObjectNode response = response(List.of(), "failed", false);
            response.set("error", Json.object("code", "server_error", "message", "The model failed to answer."));
            return frame("response.failed", Json.object("response", response));
        }
        String code = script.fault().name().isEmpty()
                ? "server_error"
                : script.fault().name();
        return frame("error", Json.object("code", code, "message", "The model failed to answer.", "param", null));
    }

    private void item(int index, JsonNode item) {
        String id = item.get("id").stringValue();
        ObjectNode started = (ObjectNode) item.deepCopy();
        started.put("status", "in_progress");
        switch (item.get("type").stringValue()) {
            case "message" -> {
                started.set("content", Json.array());
                added(index, started);
                JsonNode part = item.get("content").get(0);
                String member = part.get("type").stringValue().equals("refusal") ? "refusal" : "text";
                ObjectNode empty = (ObjectNode) part.deepCopy();
                empty.put(member, "");
                ObjectNode where = Json.object("item_id", id, "output_index", index, "content_index", 0);
                event("response.content_part.added", with(where, "part", empty));
                String text = part.get(member).stringValue();
                String name = member.equals("text") ? "response.output_text" : "response.refusal";
                for (String piece : Pieces.words(text)) {
                    event(name + ".delta", with(where, "delta", Json.MAPPER.valueToTree(piece)));
                }
                event(name + ".done", with(where, member, Json.MAPPER.valueToTree(text)));
                event("response.content_part.done", with(where, "part", part));
            }
            case "reasoning" -> {
                started.set("summary", Json.array());
                started.remove("encrypted_content");
                added(index, started);
                ObjectNode where = Json.object("item_id", id, "output_index", index, "summary_index", 0);
                if (!item.get("summary").isEmpty()) {
                    JsonNode part = item.get("summary").get(0);
                    event(
                            "response.reasoning_summary_part.added",
                            with(where, "part", Json.object("type", "summary_text", "text", "")));
                    for (String piece : Pieces.words(part.get("text").stringValue())) {
                        event(
                                "response.reasoning_summary_text.delta",
                                with(where, "delta", Json.MAPPER.valueToTree(piece)));
                    }
                    event("response.reasoning_summary_text.done", with(where, "text", part.get("text")));
                    event("response.reasoning_summary_part.done", with(where, "part", part));
                }
            }
            default -> {
                started.put("arguments", "");
                added(index, started);
                ObjectNode where = Json.object("item_id", id, "output_index", index);
                String arguments = item.get("arguments").stringValue();
                for (String piece : Pieces.fragments(arguments)) {
                    event(
                            "response.function_call_arguments.delta",
                            with(where, "delta", Json.MAPPER.valueToTree(piece)));
                }
                event(
                        "response.function_call_arguments.done",
                        with(where, "arguments", Json.MAPPER.valueToTree(arguments)));
            }
        }
        event("response.output_item.done", Json.object("output_index", index, "item", item));
    }

    private void added(int index, JsonNode item) {
        event("response.output_item.added", Json.object("output_index", index, "item", item));
    }

    private List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        boolean sealed = ask.body.path("include").toString().contains("reasoning.encrypted_content");
        boolean shown = script.reason() || ask.body.path("reasoning").hasNonNull("summary");
        for (Part part : reply.only().parts()) {
            String id = seed + items.size();
            items.add(
                    switch (part) {
                        case Part.Thought(String text) ->
                            reasoning(id, shown ? text : "", sealed ? Signature.seal(text) : "");
                        case Part.Hidden(String data) -> reasoning(id, "", sealed ? data : "");
                        case Part.Words(String text) -> message(id, text);
                        case Part.Call call -> call(id, call);
                    });
        }
        return items;
    }

    private static JsonNode reasoning(String id, String summary, String sealed) {
        List<JsonNode> parts =
                summary.isEmpty() ? List.of() : List.of(Json.object("type", "summary_text", "text", summary));
        ObjectNode item = Json.object("id", "rs_" + id, "type", "reasoning", "summary", parts);
        if (!sealed.isEmpty()) {
            item.put("encrypted_content", sealed);
        }
        return item;
    }

    private JsonNode message(String id, String text) {
        ObjectNode part = script.refuse()
                ? Json.object("type", "refusal", "refusal", text)
                : Json.object("type", "output_text", "text", text, "annotations", List.of(), "logprobs", List.of());
        return Json.object(
                "id",
                "msg_" + id,
                "type",
                "message",
                "status",
                "completed",
                "role",
                "assistant",
                "content",
                List.of(part));
    }

    private static JsonNode call(String id, Part.Call call) {
        return Json.object(
                "id",
                "fc_" + id,
                "type",
                "function_call",
                "status",
                "completed",
                "call_id",
                call.id(),
                "name",
                call.name(),
                "arguments",
                call.arguments().toString());
    }

    private ObjectNode response(List<JsonNode> output, String status, boolean counted) {
        boolean cut = status.equals("incomplete");
        ObjectNode response = Json.object(
                "id",
                "resp_" + seed,
                "object",
                "response",
                "created_at",
                CREATED,
                "status",
                status,
                "background",
                false,
                "error",
                null,
                "incomplete_details",
                cut ? Json.object("reason", "max_output_tokens") : null,
                "instructions",
                null,
                "max_output_tokens",
                null,
                "model",
                ask.model,
                "output",
                output,
                "parallel_tool_calls",
                ask.parallel,
                "previous_response_id",
                null,
                "reasoning",
                Json.object("effort", null, "summary", null));
        response.put("store", ask.body.path("store").asBoolean(true));
        response.put("temperature", 1.0);
        response.set("text", Json.object("format", Json.object("type", "text")));
        response.put("tool_choice", "auto");
        response.set("tools", Json.array());
        response.put("top_p", 1.0);
        response.put("truncation", "disabled");
        response.set("usage", counted ? usage() : Json.MAPPER.nullNode());
        response.set("metadata", Json.object());
        return response;
    }

    private ObjectNode usage() {
        Bill bill = reply.bill();
        return Json.object(
                "input_tokens",
                bill.allInput(),
                "input_tokens_details",
                Json.object("cached_tokens", bill.cacheRead(), "cache_write_tokens", bill.cacheWrite()),
                "output_tokens",
                bill.allOutput(),
                "output_tokens_details",
                Json.object("reasoning_tokens", bill.reasoning()),
                "total_tokens",
                bill.allInput() + bill.allOutput());
    }

    private String status() {
        return reply.only().end() == Reply.End.LENGTH ? "incomplete" : "completed";
    }

    private void event(String type, ObjectNode members) {
        frames.add(frame(type, members));
    }

    private byte[] frame(String type, ObjectNode members) {
        ObjectNode event = Json.object("type", type, "sequence_number", sequence++);
        members.properties().forEach(member -> event.set(member.getKey(), member.getValue()));
        return Show.utf8("event: " + type + "\ndata: " + event + "\n\n");
    }

    private static ObjectNode with(ObjectNode where, String name, JsonNode value) {
        ObjectNode more = where.deepCopy();
        more.set(name, value);
        return more;
    }
}
