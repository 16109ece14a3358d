package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
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

    /** What the turn says; what tools answered counts where it is a command, so that a loop can have rounds. */
    Script script() {
        StringBuilder said = new StringBuilder(prompt);
        for (String result : results) {
            for (String text : texts(result)) {
                if (text.startsWith("/")) {
                    said.append(said.isEmpty() ? "" : "\n").append(text);
                }
            }
        }
        return Script.of(said.toString());
    }

    /** A result's text, or the texts of the object that it is: clients differ in what they wrap it in. */
    private static List<String> texts(String result) {
        if (!result.startsWith("{")) {
            return List.of(result);
        }
        try {
            return Json.read(result)
                    .valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .toList();
        } catch (JacksonException notJson) {
            return List.of();
        }
    }
}
