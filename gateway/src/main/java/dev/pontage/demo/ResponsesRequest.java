package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a request of Responses. */
final class ResponsesRequest {
    /** The API's own least ceiling. */
    private static final int MIN_CEILING_TOKENS = 16;

    private final Body body;
    private final List<String> toolResults = new ArrayList<>();
    private String text = "";
    private long bytes;
    private long mediaTokens;

    private ResponsesRequest(Body body) {
        this.body = body;
    }

    /**
     * What is asked of the author.
     *
     * @throws Rejected as OpenAI refuses it
     */
    static Prompt prompt(Body body) {
        return new ResponsesRequest(body).read();
    }

    private Prompt read() {
        JsonNode input = body.at("input");
        if (input.isString()) {
            text = input.stringValue();
            bytes += Tokens.bytes(text);
        } else if (input.isArray() && !input.isEmpty()) {
            input.values().forEach(this::item);
        } else {
            throw Rejected.field("input", "Invalid 'input': expected text or an array with at least one item.");
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        bytes += Tokens.bytesBelow(body.at("instructions")) + Tokens.bytesBelow(body.at("tools"));
        return new Prompt(
                text,
                toolResults,
                tools(),
                choice(),
                format(),
                body.whole("max_output_tokens", Prompt.NO_CEILING, MIN_CEILING_TOKENS, Prompt.NO_CEILING),
                List.of(),
                (bytes + 3) / 4 + mediaTokens);
    }

    private void item(JsonNode item) {
        switch (Body.of(item, "type").asString("message")) {
            case "message" -> {
                String said = content(Body.of(item, "content"));
                if (Body.of(item, "role").asString("").equals("user")) {
                    text = said;
                    toolResults.clear();
                }
            }
            case "function_call_output" -> toolResults.add(content(Body.of(item, "output")));
            case "function_call" ->
                bytes += Tokens.bytesBelow(item.path("name")) + Tokens.bytesBelow(item.path("arguments"));
            default -> bytes += Tokens.bytesBelow(item.path("summary")) + Tokens.bytesBelow(item.path("content"));
        }
    }

    private String content(JsonNode content) {
        if (content.isString()) {
            bytes += Tokens.bytes(content.stringValue());
            return content.stringValue();
        }
        StringBuilder said = new StringBuilder();
        for (JsonNode part : content.values()) {
            switch (part.path("type").asString("")) {
                case "input_text", "output_text", "text", "refusal" -> {
                    String words =
                            part.path("text").asString(part.path("refusal").asString(""));
                    said.append(said.isEmpty() ? "" : "\n").append(words);
                    bytes += Tokens.bytes(words);
                }
                default -> mediaTokens += Tokens.ofMedia(part);
            }
        }
        return said.toString();
    }

    /** In this API a function is flat: its name stands beside its type. */
    private List<Prompt.Tool> tools() {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.at("tools").values()) {
            if (tool.path("name").isString()) {
                tools.add(new Prompt.Tool(tool.path("name").stringValue(), tool.path("parameters")));
            }
        }
        return tools;
    }

    private Prompt.ToolChoice choice() {
        JsonNode choice = body.at("tool_choice");
        return choice.path("name").isString()
                ? new Prompt.ToolChoice.Named(choice.path("name").stringValue())
                : ChatRequest.choice(choice.asString("auto"));
    }

    private Prompt.Format format() {
        JsonNode format = Body.of(body.at("text"), "format");
        return switch (format.path("type").asString("text")) {
            case "json_object" -> new Prompt.Format.Json();
            case "json_schema" -> new Prompt.Format.OfSchema(format.path("schema"));
            default -> new Prompt.Format.Text();
        };
    }
}
