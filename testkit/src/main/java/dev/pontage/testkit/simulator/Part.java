package dev.pontage.testkit.simulator;

import tools.jackson.databind.JsonNode;

/** One piece of what a simulated model says. */
sealed interface Part {
    /** Thinking, or a summary of it. */
    record Thought(String text) implements Part {}

    /** Thinking that nobody is shown. */
    record Hidden(String data) implements Part {}

    /** Text. */
    record Words(String text) implements Part {}

    /** A tool's call. */
    record Call(String id, String name, JsonNode arguments) implements Part {}
}
