package dev.pontage.testkit.simulator;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the Responses API accepts of a request that carries its whole history (protocols 1.6). */
final class ResponsesRules {
    private static final String[] MEMBERS = {
        "model",
        "input",
        "instructions",
        "tools",
        "tool_choice",
        "text",
        "reasoning",
        "max_output_tokens",
        "previous_response_id",
        "conversation",
        "store",
        "include",
        "parallel_tool_calls",
        "truncation",
        "stream",
        "stream_options",
        "background",
        "temperature",
        "top_p",
        "top_logprobs",
        "metadata",
        "service_tier",
        "user",
        "safety_identifier",
        "prompt_cache_key",
        "prompt_cache_retention",
        "prompt",
        "max_tool_calls"
    };

    private final Map<String, Boolean> calls = new LinkedHashMap<>();

    Ask read(JsonNode body) {
        At root = At.root(body).orNull(MEMBERS);
        Ask ask = new Ask(body);
        ask.model = root.need("model").nonEmpty();
        ask.stream = root.flag("stream");
        root.range("temperature", 0, 2).range("top_p", 0, 1).range("top_logprobs", 0, 20);
        if (root.has("max_output_tokens")) {
            ask.ceiling = root.get("max_output_tokens").integer(16, 1_000_000);
        }
        if (root.has("previous_response_id")) {
            throw Violation.of(
                    400,
                    "previous_response_not_found",
                    "Previous response with id '"
                            + root.get("previous_response_id").text() + "' not found.");
        }
        tools(root, ask);
        if (root.has("text")) {
            format(root.get("text").orNull("format", "verbosity"), ask);
        }
        if (root.has("reasoning")) {
            At reasoning = root.get("reasoning").orNull("effort", "summary", "generate_summary");
            if (reasoning.has("effort")) {
                reasoning.get("effort").oneOf("none", "minimal", "low", "medium", "high", "xhigh", "max");
            }
            ask.thinks = !reasoning.text("effort", "medium").equals("none");
        }
        At input = root.need("input");
        if (input.isText()) {
            ask.say(input.nonEmpty());
        } else {
            if (input.items().isEmpty()) {
                throw input.fail("[] is too short");
            }
            input.items().forEach(item -> item(item, ask));
        }
        calls.forEach((id, answered) -> {
            if (!answered) {
                throw input.fail("No tool output found for function call " + id + ".");
            }
        });
        return ask;
    }

    private static void tools(At root, Ask ask) {
        Set<String> names = new HashSet<>();
        for (At tool : root.items("tools")) {
            if (!tool.need("type").text().equals("function")) {
                continue;
            }
            tool.orNull("type", "name", "description", "parameters", "strict");
            String name = tool.need("name").matching(ChatRules.TOOL_NAME);
            if (tool.flag("strict")) {
                ChatRules.strict(tool.get("parameters"));
            }
            names.add(name);
            ask.tools.add(new Ask.Tool(
                    name, tool.has("parameters") ? tool.get("parameters").node() : Json.object("type", "object")));
        }
        if (root.has("parallel_tool_calls")) {
            ask.parallel = root.flag("parallel_tool_calls");
        }
        if (root.has("tool_choice")) {
            At choice = root.get("tool_choice");
            if (choice.isText()) {
                ask.choice = switch (choice.oneOf("none", "auto", "required")) {
                    case "none" -> Ask.Choice.NONE;
                    case "required" -> Ask.Choice.ANY;
                    default -> Ask.Choice.AUTO;
                };
            } else if (choice.need("type").text().equals("function")) {
                ChatRules.one(choice.orNull("type", "name").need("name"), names, ask);
            }
        }
    }

    private static void format(At text, Ask ask) {
        if (!text.has("format")) {
            return;
        }
        At format = text.get("format");
        switch (format.need("type").oneOf("text", "json_object", "json_schema")) {
            case "json_object" -> ask.json = true;
            case "json_schema" -> {
                format.orNull("type", "name", "description", "schema", "strict");
                format.need("name").matching(ChatRules.TOOL_NAME);
                ask.schema = Optional.of(format.need("schema").object().node());
                if (format.flag("strict")) {
                    ChatRules.strict(format.get("schema"));
                }
            }
            default -> format.orNull("type");
        }
    }

    private void item(At item, Ask ask) {
        switch (item.text("type", "message")) {
            case "message" -> message(item, ask);
            case "function_call" -> {
                item.orNull("type", "id", "call_id", "name", "arguments", "status");
                item.need("name").matching(ChatRules.TOOL_NAME);
                item.need("arguments").text();
                String id = item.need("call_id").nonEmpty();
                if (id.length() > 64) {
                    throw item.get("call_id").fail("string too long. Expected a string with maximum length 64");
                }
                calls.put(id, false);
                ask.nextTurn();
            }
            case "function_call_output" -> {
                item.orNull("type", "id", "call_id", "output", "status");
                String id = item.need("call_id").nonEmpty();
                if (calls.replace(id, true) == null) {
                    throw item.fail("No tool call found for function call output with call_id " + id + ".");
                }
                At output = item.need("output");
                ask.results.add(
                        output.isText() ? output.text() : parts(output, "input_text", "input_image", "input_file"));
            }
            case "reasoning" -> {
                item.orNull("type", "id", "summary", "encrypted_content", "content", "status");
                item.need("summary").items().forEach(part -> part.need("text").text());
                if (item.has("encrypted_content")
                        && !Signature.isSealed(item.get("encrypted_content").text())) {
                    throw Violation.of(
                            400, "invalid_encrypted_content", "The encrypted content could not be verified.");
                }
                ask.nextTurn();
            }
            default -> throw item.get("type").fail("Invalid value: '" + item.text("type", "") + "'");
        }
    }

    private static void message(At item, Ask ask) {
        item.orNull("type", "id", "role", "content", "status", "phase");
        String role = item.need("role").oneOf("user", "system", "developer", "assistant");
        At content = item.need("content");
        boolean assistant = role.equals("assistant");
        if (assistant) {
            ask.nextTurn();
        }
        String text = content.isText()
                ? content.text()
                : assistant
                        ? parts(content, "output_text", "refusal")
                        : parts(content, "input_text", "input_image", "input_file", "input_audio");
        if (role.equals("user")) {
            ask.say(text);
        }
    }

    private static String parts(At content, String... types) {
        StringBuilder text = new StringBuilder();
        for (At part : content.items()) {
            switch (part.need("type").oneOf(types)) {
                case "input_text" ->
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(part.need("text").text());
                case "output_text" -> {
                    part.orNull("type", "text", "annotations", "logprobs");
                    part.need("text").text();
                }
                case "input_image" -> {
                    part.orNull("type", "image_url", "detail", "file_id");
                    if (part.has("image_url")) {
                        ChatRules.imageUrl(part.get("image_url"));
                    }
                    text.append("(image)");
                }
                default -> text.append("");
            }
        }
        return text.toString();
    }
}
