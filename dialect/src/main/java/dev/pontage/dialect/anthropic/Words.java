package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.json.Place;

/** This protocol's words for what the canonical chat has as constants (protocols 3.2, 9.2). */
final class Words {
    private Words() {}

    static Effort effort(Place effort) {
        return switch (effort.text()) {
            case "low" -> Effort.LOW;
            case "medium" -> Effort.MEDIUM;
            case "high" -> Effort.HIGH;
            case "xhigh" -> Effort.XHIGH;
            case "max" -> Effort.MAX;
            default -> throw effort.malformed("must be 'low', 'medium', 'high', 'xhigh' or 'max'");
        };
    }

    /** One of those that the protocol has: strict clients break on any other. */
    static String of(Finish finish) {
        return switch (finish) {
            case END, BAD_TOOL_CALL, OTHER -> "end_turn";
            case STOP_STRING -> "stop_sequence";
            case TOKEN_LIMIT -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case POLICY, REFUSED -> "refusal";
            case PAUSED -> "pause_turn";
        };
    }

    /** What an upstream's word means; one that is new ends the answer all the same (C18). */
    static Finish finish(String word) {
        return switch (word) {
            case "end_turn" -> Finish.END;
            case "stop_sequence" -> Finish.STOP_STRING;
            case "max_tokens" -> Finish.TOKEN_LIMIT;
            case "model_context_window_exceeded" -> Finish.CONTEXT_FULL;
            case "tool_use" -> Finish.TOOL_CALLS;
            case "refusal" -> Finish.POLICY;
            case "pause_turn" -> Finish.PAUSED;
            default -> Finish.OTHER;
        };
    }
}
