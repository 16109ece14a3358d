package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The events of a streamed response, numbered from 0 (OpenAI, ResponseStreamEvent). */
final class ResponseStream {
    private final Responses responses;
    private final Draft draft;
    private final List<Event> events = new ArrayList<>();

    ResponseStream(Responses responses, Draft draft) {
        this.responses = responses;
        this.draft = draft;
    }

    List<Event> events() {
        response("response.created", responses.begun());
        response("response.in_progress", responses.begun());
        List<ObjectNode> items = responses.items();
        for (int index = 0; index < items.size(); index++) {
            ObjectNode item = items.get(index);
            switch (item.path("type").asString("")) {
                case "reasoning" -> reasoning(index, item);
                case "function_call" -> call(index, item);
                default -> message(index, item);
            }
        }
        response("response." + responses.status(), responses.finished());
        return events;
    }

    /** An error in mid-stream. */
    static Event failure(int sequenceNumber) {
        Trouble.Status status = Errors.inStream();
        ObjectNode data = Json.object()
                .put("type", "error")
                .put("sequence_number", sequenceNumber)
                .put("code", status.type())
                .put("message", status.message())
                .putNull("param");
        return Event.named(false, "error", data);
    }

    private void response(String type, ObjectNode response) {
        ObjectNode data = data(type);
        data.set("response", response);
        add(false, type, data);
    }

    private void reasoning(int index, ObjectNode item) {
        String id = item.path("id").asString("");
        ObjectNode begun = item.deepCopy();
        begun.putArray("summary");
        item("response.output_item.added", index, begun);
        summaryPart("response.reasoning_summary_part.added", index, id, "");
        for (String piece : Pieces.of(draft.reasoning())) {
            ObjectNode data = within("response.reasoning_summary_text.delta", index, id);
            add(
                    true,
                    "response.reasoning_summary_text.delta",
                    data.put("summary_index", 0).put("delta", piece));
        }
        ObjectNode done = within("response.reasoning_summary_text.done", index, id);
        add(
                false,
                "response.reasoning_summary_text.done",
                done.put("summary_index", 0).put("text", draft.reasoning()));
        summaryPart("response.reasoning_summary_part.done", index, id, draft.reasoning());
        item("response.output_item.done", index, item);
    }

    private void summaryPart(String type, int index, String id, String text) {
        ObjectNode data = within(type, index, id).put("summary_index", 0);
        data.set("part", Responses.summary(text));
        add(false, type, data);
    }

    private void call(int index, ObjectNode item) {
        String id = item.path("id").asString("");
        String arguments = item.path("arguments").asString("");
        ObjectNode begun = item.deepCopy().put("status", "in_progress").put("arguments", "");
        item("response.output_item.added", index, begun);
        for (String piece : Pieces.of(arguments)) {
            ObjectNode data = within("response.function_call_arguments.delta", index, id);
            add(true, "response.function_call_arguments.delta", data.put("delta", piece));
        }
        ObjectNode done = within("response.function_call_arguments.done", index, id);
        add(
                false,
                "response.function_call_arguments.done",
                done.put("name", item.path("name").asString("")).put("arguments", arguments));
        item("response.output_item.done", index, item);
    }

    private void message(int index, ObjectNode item) {
        boolean refused = !draft.refusal().isEmpty();
        String kind = refused ? "response.refusal" : "response.output_text";
        String whole = refused ? draft.refusal() : draft.text();
        String id = item.path("id").asString("");
        ObjectNode begun = item.deepCopy().put("status", "in_progress");
        begun.putArray("content");
        item("response.output_item.added", index, begun);
        ObjectNode empty = Responses.part("", draft.refusal());
        contentPart("response.content_part.added", index, id, refused ? empty.put("refusal", "") : empty);
        for (String piece : Pieces.of(whole)) {
            ObjectNode data =
                    within(kind + ".delta", index, id).put("content_index", 0).put("delta", piece);
            add(true, kind + ".delta", refused ? data : withLogprobs(data));
        }
        ObjectNode done = within(kind + ".done", index, id).put("content_index", 0);
        add(false, kind + ".done", refused ? done.put("refusal", whole) : withLogprobs(done.put("text", whole)));
        contentPart("response.content_part.done", index, id, Responses.part(draft.text(), draft.refusal()));
        item("response.output_item.done", index, item);
    }

    private static ObjectNode withLogprobs(ObjectNode data) {
        data.putArray("logprobs");
        return data;
    }

    private void contentPart(String type, int index, String id, ObjectNode part) {
        ObjectNode data = within(type, index, id).put("content_index", 0);
        data.set("part", part);
        add(false, type, data);
    }

    private void item(String type, int index, ObjectNode item) {
        ObjectNode data = data(type).put("output_index", index);
        data.set("item", item);
        add(false, type, data);
    }

    private ObjectNode within(String type, int index, String itemId) {
        return data(type).put("item_id", itemId).put("output_index", index);
    }

    private ObjectNode data(String type) {
        return Json.object().put("type", type).put("sequence_number", events.size());
    }

    private void add(boolean content, String type, ObjectNode data) {
        events.add(Event.named(content, type, data));
    }
}
