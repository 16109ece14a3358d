package dev.pontage.dialect.chat;

import java.util.List;

/** Whether the model must call a tool, and which. */
public sealed interface ToolChoice {

    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** None, though tools are given. */
    record None() implements ToolChoice {}

    /** At least one. */
    record Any() implements ToolChoice {}

    /** This one. */
    record Named(String name) implements ToolChoice {}

    /** Of these only; {@code must}: at least one of them. */
    record Among(List<String> names, boolean must) implements ToolChoice {
        public Among {
            names = List.copyOf(names);
        }
    }
}
