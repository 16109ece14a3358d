package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a request of Chat Completions. */
final class ChatRequest {
    private static final int MAX_ANSWERS = 128;
    private static final int MAX_TOP_LOGPROBS = 20;

    private final Body body;
    private final List<String> toolResults = new ArrayList<>();
    private String text = "";
    private long bytes;
    private long mediaTokens;

    private ChatRequest(Body body) {
        this.body = body;
    }

    /**
     * What is asked of the author.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Prompt prompt(Body body) {
        return new ChatRequest(body).read();
    }

    /** How many answers are asked for. */
    static int answers(Body body) {
        return (int) body.whole("n", 1, 1, MAX_ANSWERS);
    }

    private Prompt read() {
        JsonNode messages = body.at("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw Rejected.field("messages", "Invalid 'messages': expected an array with at least one message.");
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        body.whole("top_logprobs", 0, 0, MAX_TOP_LOGPROBS);
        if (!body.at("stream_options").isMissingNode() && !body.flag("stream")) {
            throw Rejected.field(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        for (JsonNode message : messages.values()) {
            message(message);
        }
        bytes += Tokens.bytesBelow(body.at("tools")) + Tokens.bytesBelow(body.at("functions"));
        long ceiling = body.whole("max_tokens", Prompt.NO_CEILING, 1, Prompt.NO_CEILING);
        return new Prompt(
                text,
                toolResults,
                tools(),
                choice(),
                format(),
                body.whole("max_completion_tokens", ceiling, 1, Prompt.NO_CEILING),
                body.strings("stop"),
                (bytes + 3) / 4 + mediaTokens);
    }

    private void message(JsonNode message) {
        String role = Body.of(message, "role").asString("");
        StringBuilder said = new StringBuilder();
        content(Body.of(message, "content"), said);
        switch (role) {
            case "user" -> {
                text = said.toString();
                toolResults.clear();
            }
            case "tool", "function" -> toolResults.add(said.toString());
            case "system", "developer", "assistant" -> {}
            default -> throw Rejected.field("messages", "Invalid value: '" + role + "' is no role of a message.");
        }
        for (JsonNode call : Body.of(message, "tool_calls").values()) {
            bytes += Tokens.bytesBelow(call.path("function"));
        }
        bytes += Tokens.bytesBelow(Body.of(message, "refusal"));
        bytes += Tokens.bytesBelow(Body.of(message, "reasoning_content"));
    }

    private void content(JsonNode content, StringBuilder said) {
        if (content.isString()) {
            said.append(content.stringValue());
            bytes += Tokens.bytes(content.stringValue());
            return;
        }
        for (JsonNode part : content.values()) {
            switch (part.path("type").asString("")) {
                case "text", "refusal" -> {
                    String words =
                            part.path("text").asString(part.path("refusal").asString(""));
                    said.append(said.isEmpty() ? "" : "\n").append(words);
                    bytes += Tokens.bytes(words);
                }
                default -> mediaTokens += Tokens.ofMedia(part);
            }
        }
    }

    private List<Prompt.Tool> tools() {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.at("tools").values()) {
            JsonNode function = tool.path("function");
            if (function.path("name").isString()) {
                tools.add(new Prompt.Tool(function.path("name").stringValue(), function.path("parameters")));
            }
        }
        return tools;
    }

    private Prompt.ToolChoice choice() {
        JsonNode choice = body.at("tool_choice");
        if (choice.path("function").path("name").isString()) {
            return new Prompt.ToolChoice.Named(
                    choice.path("function").path("name").stringValue());
        }
        return choice(choice.asString("auto"));
    }

    /** A tool choice that is one word, as both APIs spell it. */
    static Prompt.ToolChoice choice(String word) {
        return switch (word) {
            case "none" -> new Prompt.ToolChoice.Never();
            case "required" -> new Prompt.ToolChoice.Any();
            default -> new Prompt.ToolChoice.Auto();
        };
    }

    private Prompt.Format format() {
        JsonNode format = body.at("response_format");
        return switch (format.path("type").asString("text")) {
            case "json_object" -> new Prompt.Format.Json();
            case "json_schema" ->
                new Prompt.Format.OfSchema(format.path("json_schema").path("schema"));
            default -> new Prompt.Format.Text();
        };
    }
}
