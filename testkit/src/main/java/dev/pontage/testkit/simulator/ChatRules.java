package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What chat completions accept (protocols 1.2): reads a body, and refuses what the service would refuse. */
final class ChatRules {
    static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern REASONS = Pattern.compile("(o\\d|gpt-5).*");
    private static final String[] MEMBERS = {
        "messages",
        "model",
        "temperature",
        "top_p",
        "n",
        "frequency_penalty",
        "presence_penalty",
        "logprobs",
        "top_logprobs",
        "stop",
        "max_tokens",
        "max_completion_tokens",
        "seed",
        "reasoning_effort",
        "verbosity",
        "modalities",
        "audio",
        "response_format",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "functions",
        "function_call",
        "stream",
        "stream_options",
        "prediction",
        "store",
        "metadata",
        "service_tier",
        "user",
        "safety_identifier",
        "prompt_cache_key",
        "prompt_cache_options",
        "moderation",
        "logit_bias",
        "web_search_options"
    };

    private final Set<String> open = new LinkedHashSet<>();

    Ask read(JsonNode body) {
        At root = At.root(body).orNull(MEMBERS);
        Ask ask = new Ask(body);
        ask.model = root.need("model").nonEmpty();
        ask.stream = root.flag("stream");
        if (root.has("stream_options")) {
            root.get("stream_options").orNull("include_usage", "include_obfuscation");
            if (!ask.stream) {
                throw root.get("stream_options")
                        .fail("The 'stream_options' parameter is only allowed when 'stream' is enabled.");
            }
        }
        numbers(root, ask);
        tools(root, ask);
        if (root.has("response_format")) {
            format(root.get("response_format"), ask);
        }
        ask.thinks = !root.text("reasoning_effort", "none").equals("none");
        if (root.has("reasoning_effort")) {
            root.get("reasoning_effort").oneOf("none", "minimal", "low", "medium", "high", "xhigh", "max");
        }
        List<At> messages = root.need("messages").items();
        if (messages.isEmpty()) {
            throw root.get("messages").fail("[] is too short");
        }
        for (At message : messages) {
            message(message, ask);
        }
        allAnswered(root.get("messages"));
        return ask;
    }

    private static void numbers(At root, Ask ask) {
        root.range("temperature", 0, 2)
                .range("top_p", 0, 1)
                .range("frequency_penalty", -2, 2)
                .range("presence_penalty", -2, 2)
                .range("top_logprobs", 0, 20);
        if (root.has("n")) {
            ask.choices = (int) root.get("n").integer(1, 128);
        }
        boolean reasons = REASONS.matcher(ask.model).matches();
        if (root.has("max_tokens")) {
            if (reasons) {
                throw root.get("max_tokens")
                        .fail("Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                                + " 'max_completion_tokens' instead.");
            }
            if (root.has("max_completion_tokens")) {
                throw root.get("max_tokens")
                        .fail("Setting 'max_tokens' and 'max_completion_tokens' at the same time is"
                                + " not supported.");
            }
            ask.ceiling = root.get("max_tokens").integer(1, 1_000_000);
        }
        if (root.has("max_completion_tokens")) {
            ask.ceiling = root.get("max_completion_tokens").integer(1, 1_000_000);
        }
        if (root.has("top_logprobs") && !root.flag("logprobs")) {
            throw root.get("top_logprobs").fail("'logprobs' must be true when 'top_logprobs' is set.");
        }
        if (root.has("stop") && root.get("stop").isText()) {
            ask.stops.add(root.get("stop").nonEmpty());
        } else {
            root.texts("stop", 4).items("stop").forEach(stop -> ask.stops.add(stop.text()));
        }
    }

    private static void tools(At root, Ask ask) {
        Set<String> names = new HashSet<>();
        for (At tool : root.items("tools")) {
            if (tool.need("type").oneOf("function", "custom").equals("function")) {
                At function = tool.orNull("type", "function").need("function");
                names.add(function(function.orNull("name", "description", "parameters", "strict"), ask));
            }
        }
        for (At function : root.items("functions")) {
            names.add(function(function.orNull("name", "description", "parameters"), ask));
        }
        if (root.has("parallel_tool_calls")) {
            if (!root.has("tools")) {
                throw root.get("parallel_tool_calls")
                        .fail("'parallel_tool_calls' is only allowed when 'tools' are specified.");
            }
            ask.parallel = root.flag("parallel_tool_calls");
        }
        if (root.has("tool_choice")) {
            if (!root.has("tools")) {
                throw root.get("tool_choice").fail("'tool_choice' is only allowed when 'tools' are specified.");
            }
            choice(root.get("tool_choice"), names, ask);
        }
    }

    private static String function(At function, Ask ask) {
        String name = function.need("name").matching(TOOL_NAME);
        JsonNode schema =
                function.has("parameters") ? function.get("parameters").object().node() : Json.object("type", "object");
        if (function.flag("strict")) {
            strict(function.get("parameters"));
        }
        ask.tools.add(new Ask.Tool(name, schema));
        return name;
    }

    private static void choice(At choice, Set<String> names, Ask ask) {
        if (choice.isText()) {
            ask.choice = switch (choice.oneOf("none", "auto", "required")) {
                case "none" -> Ask.Choice.NONE;
                case "required" -> Ask.Choice.ANY;
                default -> Ask.Choice.AUTO;
            };
            return;
        }
        switch (choice.need("type").oneOf("function", "allowed_tools", "custom")) {
            case "function" -> {
                At function = choice.has("function") ? choice.get("function") : choice;
                one(function.need("name"), names, ask);
            }
            case "allowed_tools" -> {
                At allowed = choice.has("allowed_tools") ? choice.get("allowed_tools") : choice;
                ask.choice = allowed.need("mode").oneOf("auto", "required").equals("required")
                        ? Ask.Choice.ANY
                        : Ask.Choice.AUTO;
                List<String> some = new ArrayList<>();
                for (At tool : allowed.need("tools").items()) {
                    some.add((tool.has("function") ? tool.get("function") : tool)
                            .need("name")
                            .text());
                }
                ask.allowed = List.copyOf(some);
            }
            default -> {}
        }
    }

    static void one(At name, Set<String> names, Ask ask) {
        if (!names.contains(name.text())) {
            throw name.fail("Tool choice '" + name.text() + "' not found in 'tools' parameter.");
        }
        ask.choice = Ask.Choice.ONE;
        ask.allowed = List.of(name.text());
    }

    private static void format(At format, Ask ask) {
        switch (format.need("type").oneOf("text", "json_object", "json_schema")) {
            case "json_object" -> {
                format.orNull("type");
                ask.json = true;
            }
            case "json_schema" -> {
                At schema = format.orNull("type", "json_schema")
                        .need("json_schema")
                        .orNull("name", "description", "schema", "strict");
                schema.need("name").matching(TOOL_NAME);
                ask.schema = Optional.of(schema.need("schema").object().node());
                if (schema.flag("strict")) {
                    strict(schema.get("schema"));
                }
            }
            default -> format.orNull("type");
        }
    }

    /** What a strict schema must say of every object in it. */
    static void strict(At schema) {
        if (!schema.node().isObject()) {
            return;
        }
        if (schema.text("type", "").equals("object")) {
            JsonNode more = schema.node().path("additionalProperties");
            if (!more.isBoolean() || more.booleanValue()) {
                throw schema.fail("'additionalProperties' is required to be supplied and to be false.");
            }
            Set<String> required = new HashSet<>();
            schema.items("required").forEach(item -> required.add(item.text()));
            for (String name : schema.get("properties").node().propertyNames()) {
                if (!required.contains(name)) {
                    throw schema.fail("'required' is required to be supplied and to be an array including every key in"
                            + " properties. Missing '" + name + "'.");
                }
                strict(schema.get("properties").get(name));
            }
        }
        if (schema.has("items")) {
            strict(schema.get("items"));
        }
    }

    private void message(At message, Ask ask) {
        String role = message.need("role").oneOf("developer", "system", "user", "assistant", "tool", "function");
        if (!role.equals("tool")) {
            allAnswered(message);
        }
        switch (role) {
            case "assistant" -> {
                ask.nextTurn();
                assistant(message);
            }
            case "tool" -> {
                message.orNull("role", "tool_call_id", "content", "name");
                String id = message.need("tool_call_id").nonEmpty();
                if (!open.remove(id)) {
                    throw message.fail("messages with role 'tool' must be a response to a preceeding message with"
                            + " 'tool_calls'.");
                }
                ask.results.add(content(message.need("content"), "text"));
            }
            case "function" -> ask.results.add(message.need("content").text());
            case "user" -> {
                message.orNull("role", "content", "name");
                ask.say(content(message.need("content"), "text", "image_url", "input_audio", "file"));
            }
            default -> content(message.orNull("role", "content", "name").need("content"), "text");
        }
    }

    private void assistant(At message) {
        message.orNull(
                "role",
                "content",
                "name",
                "refusal",
                "audio",
                "tool_calls",
                "function_call",
                "reasoning_content",
                "reasoning",
                "annotations");
        boolean calls = message.has("tool_calls") || message.has("function_call");
        if (message.has("content")) {
            content(message.get("content"), "text", "refusal");
        } else if (!calls && !message.has("refusal") && !message.has("audio")) {
            throw message.get("content").fail("Invalid value for 'content': expected a string, got null.");
        }
        for (At call : message.items("tool_calls")) {
            call.orNull("id", "type", "function", "custom", "index");
            At function = call.need("function").orNull("name", "arguments");
            function.need("name").matching(TOOL_NAME);
            String arguments = function.need("arguments").text();
            try {
                Json.read(arguments.isEmpty() ? "{}" : arguments);
            } catch (JacksonException malformed) {
                throw function.get("arguments").fail("is no JSON");
            }
            if (!open.add(call.need("id").nonEmpty())) {
                throw call.fail("Duplicate value for 'tool_call_id'");
            }
        }
    }

    private void allAnswered(At place) {
        if (!open.isEmpty()) {
            throw place.fail(
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. The following tool_call_ids did not have response messages: " + open);
        }
    }

    /** The text of a content, whose parts are of these types only. */
    private static String content(At content, String... types) {
        if (content.isText()) {
            return content.text();
        }
        StringBuilder text = new StringBuilder();
        if (content.items().isEmpty()) {
            throw content.fail("[] is too short");
        }
        for (At part : content.items()) {
            String type = part.need("type").oneOf(types);
            switch (type) {
                case "text" ->
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(part.need("text").text());
                case "refusal" -> part.need("refusal").text();
                case "image_url" -> image(part.need("image_url"));
                case "input_audio" -> part.need("input_audio").need("data").base64();
                default -> part.need("file").orNull("file_data", "file_id", "filename");
            }
        }
        return text.toString();
    }

    private static void image(At image) {
        imageUrl(image.orNull("url", "detail").need("url"));
    }

    static void imageUrl(At url) {
        String text = url.nonEmpty();
        if (text.startsWith("data:")) {
            int comma = text.indexOf(";base64,");
            if (comma < 0) {
                throw url.fail("Invalid base64 image_url.");
            }
            String type = text.substring(5, comma);
            Media.sniff(new At(Json.MAPPER.valueToTree(text.substring(comma + 8)), url.path()), type);
        } else if (!text.startsWith("http")) {
            throw url.fail("Invalid image URL: " + text);
        }
    }
}
