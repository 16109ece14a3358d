package dev.pontage.dialect.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much the model is to think before it answers.
 *
 * @param effort null where the client gave only a budget
 * @param budgetTokens the most tokens to think with; 0 off, negative: not said
 * @param shown whether the client wants to read the thoughts
 */
public record Reasoning(@Nullable Effort effort, long budgetTokens, boolean shown) {

    /** In the words that the protocols share. */
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX
    }

    public boolean isOff() {
        return effort == Effort.NONE || (effort == null && budgetTokens == 0);
    }
}
