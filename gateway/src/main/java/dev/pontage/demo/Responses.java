package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of Responses, whole and streamed; nothing is stored (OpenAI, Response). */
final class Responses {
    private final Body body;
    private final Seed seed;
    private final long createdSeconds;
    private final String model;
    private final Prompt prompt;
    private final Draft draft;

    private Responses(Body body, Seed seed, long createdSeconds, Prompt prompt, Draft draft) {
        this.body = body;
        this.seed = seed;
        this.createdSeconds = createdSeconds;
        this.model = body.model();
        this.prompt = prompt;
        this.draft = draft;
    }

    /**
     * Answers one request.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Play answer(Body body, Seed seed, long createdSeconds) {
        Prompt prompt = ResponsesRequest.prompt(body);
        Script script = ScriptReader.read(prompt.text(), prompt.toolNames());
        Draft draft = new Author(prompt, script, seed).write(0);
        Responses responses = new Responses(body, seed, createdSeconds, prompt, draft);
        Frames frames = new Frames(script, seed);
        return body.flag("stream")
                ? frames.streamed(new ResponseStream(responses, draft).events(), ResponseStream::failure)
                : frames.whole(responses.finished());
    }

    /** The response before anything is written. */
    ObjectNode begun() {
        return response("in_progress", Json.array());
    }

    /** The response with everything in it. */
    ObjectNode finished() {
        ArrayNode output = Json.array();
        items().forEach(output::add);
        return response(status(), output);
    }

    /** How the response ends. */
    String status() {
        return draft.cut() ? "incomplete" : "completed";
    }

    /** The items of the answer: reasoning, then a message or calls. */
    List<ObjectNode> items() {
        List<ObjectNode> items = new ArrayList<>();
        if (!draft.reasoning().isEmpty()) {
            ObjectNode item = Json.object().put("id", seed.id("rs_", 0)).put("type", "reasoning");
            item.putArray("summary").add(summary(draft.reasoning()));
            items.add(item);
        }
        for (int number = 0; number < draft.calls().size(); number++) {
            Draft.Call call = draft.calls().get(number);
            items.add(Json.object()
                    .put("id", seed.id("fc_", number))
                    .put("type", "function_call")
                    .put("status", status())
                    .put("arguments", call.arguments())
                    .put("call_id", call.id())
                    .put("name", call.name()));
        }
        if (!draft.text().isEmpty() || !draft.refusal().isEmpty()) {
            ObjectNode item = Json.object()
                    .put("id", seed.id("msg_", 0))
                    .put("type", "message")
                    .put("status", status());
            item.putArray("content").add(part(draft.text(), draft.refusal()));
            items.add(item.put("role", "assistant"));
        }
        return items;
    }

    static ObjectNode summary(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    /** A part of a message: a refusal if there is one, else text. */
    static ObjectNode part(String text, String refusal) {
        if (!refusal.isEmpty()) {
            return Json.object().put("type", "refusal").put("refusal", refusal);
        }
        ObjectNode part = Json.object().put("type", "output_text");
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text);
    }

    private ObjectNode response(String status, ArrayNode output) {
        boolean running = status.equals("in_progress");
        ObjectNode response = Json.object()
                .put("id", seed.id("resp_", 0))
                .put("object", "response")
                .put("created_at", createdSeconds)
                .put("status", status)
                .put("background", false)
                .putNull("error");
        if (status.equals("incomplete")) {
            response.putObject("incomplete_details").put("reason", "max_output_tokens");
        } else {
            response.putNull("incomplete_details");
        }
        echo(response, "instructions");
        echo(response, "max_output_tokens");
        response.put("model", model).set("output", output);
        response.put("parallel_tool_calls", body.at("parallel_tool_calls").booleanValue(true));
        response.putNull("previous_response_id");
        ObjectNode reasoning = response.putObject("reasoning");
        reasoning.set("effort", orNull(Body.of(body.at("reasoning"), "effort")));
        reasoning.set("summary", orNull(Body.of(body.at("reasoning"), "summary")));
        response.put("service_tier", "default").put("store", false);
        response.set("temperature", or(body.at("temperature"), 1));
        response.set("text", body.at("text").isObject() ? body.at("text") : plainText());
        JsonNode choice = body.at("tool_choice");
        response.set("tool_choice", choice.isMissingNode() ? response.stringNode("auto") : choice);
        response.set("tools", body.at("tools").isArray() ? body.at("tools") : Json.array());
        response.set("top_p", or(body.at("top_p"), 1));
        response.put("truncation", "disabled");
        if (running) {
            response.putNull("usage");
        } else {
            usage(response.putObject("usage"));
        }
        response.putNull("user");
        response.set("metadata", body.at("metadata").isObject() ? body.at("metadata") : Json.object());
        return response;
    }

    private void echo(ObjectNode response, String name) {
        response.set(name, orNull(body.at(name)));
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? Json.object().nullNode() : value;
    }

    private static JsonNode or(JsonNode value, int absent) {
        return value.isMissingNode() ? Json.object().numberNode(absent) : value;
    }

    private static ObjectNode plainText() {
        ObjectNode text = Json.object();
        text.putObject("format").put("type", "text");
        return text.put("verbosity", "medium");
    }

    private void usage(ObjectNode usage) {
        usage.put("input_tokens", prompt.inputTokens());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", draft.tokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", draft.reasoningTokens());
        usage.put("total_tokens", prompt.inputTokens() + draft.tokens());
    }
}
