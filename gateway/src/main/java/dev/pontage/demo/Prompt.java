package dev.pontage.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a request asks of the author, in no protocol's shape.
 *
 * @param text what the user said last
 * @param toolResults what tools answered after that, in order
 * @param tools the tools that may be called
 * @param choice whether one must be
 * @param format what the text must be
 * @param ceilingTokens most tokens of the answer
 * @param stops texts at which the answer ends
 * @param inputTokens tokens of the request
 */
record Prompt(
        String text,
        List<String> toolResults,
        List<Tool> tools,
        ToolChoice choice,
        Format format,
        long ceilingTokens,
        List<String> stops,
        long inputTokens) {
    /** Where the request sets no ceiling. */
    static final long NO_CEILING = Long.MAX_VALUE / 8;

    Prompt {
        toolResults = List.copyOf(toolResults);
        tools = List.copyOf(tools);
        stops = List.copyOf(stops);
    }

    Set<String> toolNames() {
        return tools.stream().map(Tool::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The tool of that name, or the first where the name is empty. */
    Optional<Tool> tool(String name) {
        return tools.stream()
                .filter(it -> name.isEmpty() || it.name().equals(name))
                .findFirst();
    }

    /**
     * A function that the model may call.
     *
     * @param schema of its arguments; a missing node for none
     */
    record Tool(String name, JsonNode schema) {}

    /** Whether a tool is called. */
    sealed interface ToolChoice {
        /** As the author likes. */
        record Auto() implements ToolChoice {}

        /** Never. */
        record Never() implements ToolChoice {}

        /** One of them, whichever. */
        record Any() implements ToolChoice {}

        /** That one. */
        record Named(String name) implements ToolChoice {}
    }

    /** What the text must be. */
    sealed interface Format {
        /** Anything. */
        record Text() implements Format {}

        /** Any JSON object. */
        record Json() implements Format {}

        /** An instance of a schema. */
        record OfSchema(JsonNode schema) implements Format {}
    }
}
