package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Reasoning.Effort;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** This protocol's words for what the canonical chat has as constants (protocols 1.2, 9.2). */
final class Words {
    private Words() {}

    static String of(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /** For an error: all that {@code reasoning_effort} takes. */
    static String efforts() {
        return Arrays.stream(Effort.values()).map(each -> "'" + of(each) + "'").collect(Collectors.joining(", "));
    }

    /** One of the five that the protocol has: strict clients break on any other. */
    static String of(Finish finish) {
        return switch (finish) {
            case END, STOP_STRING, PAUSED, BAD_TOOL_CALL -> "stop";
            case TOKEN_LIMIT, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case POLICY, OTHER -> "content_filter";
        };
    }

    /** What an upstream's word means; some write their own (protocols 6, H08). */
    static Finish finish(String word) {
        return switch (word) {
            case "length", "model_length", "max_tokens" -> Finish.TOKEN_LIMIT;
            case "tool_calls", "function_call" -> Finish.TOOL_CALLS;
            case "content_filter" -> Finish.POLICY;
            case "stop", "", "eos", "eos_token", "end_turn" -> Finish.END;
            default -> Finish.OTHER;
        };
    }
}
