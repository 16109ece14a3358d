package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a request means, once its protocol's rules have let it pass. */
final class Ask {
    /** A tool that may be called. */
    record Tool(String name, JsonNode schema) {}

    /** Which tools must be called. */
    enum Choice {
        AUTO,
        NONE,
        ANY,
        ONE
    }

    final JsonNode body;
    String model = "";
    boolean stream;
    final StringBuilder prompt = new StringBuilder();
    final List<String> results = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    Choice choice = Choice.AUTO;
    List<String> allowed = List.of();
    boolean parallel = true;
    Optional<JsonNode> schema = Optional.empty();
    boolean json;
    boolean thinks;
    long ceiling = Long.MAX_VALUE;
    int choices = 1;
    final List<String> stops = new ArrayList<>();

    Ask(JsonNode body) {
        this.body = body;
    }

    void say(String text) {
        prompt.append(prompt.isEmpty() ? "" : "\n").append(text);
    }

    /** Forgets what was said before: an assistant's turn follows it. */
    void nextTurn() {
        prompt.setLength(0);
        results.clear();
    }

    Script script() {
        return Script.of(prompt.toString());
    }
}
