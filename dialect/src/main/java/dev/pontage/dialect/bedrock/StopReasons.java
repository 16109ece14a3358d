package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.Finish;

/** This protocol's words for why an answer ended (protocols 5.2, 9.2). */
final class StopReasons {
    private StopReasons() {}

    static Finish read(String word) {
        return switch (word) {
            case "end_turn" -> Finish.END;
            case "tool_use" -> Finish.TOOL_CALLS;
            case "max_tokens" -> Finish.TOKEN_LIMIT;
            case "stop_sequence" -> Finish.STOP_STRING;
            case "guardrail_intervened", "content_filtered" -> Finish.POLICY;
            case "malformed_model_output", "malformed_tool_use" -> Finish.BAD_TOOL_CALL;
            case "model_context_window_exceeded" -> Finish.CONTEXT_FULL;
            default -> Finish.OTHER;
        };
    }

    /** One of those that the protocol has: typed clients break on any other. */
    static String write(Finish finish) {
        return switch (finish) {
            case END, PAUSED, OTHER -> "end_turn";
            case STOP_STRING -> "stop_sequence";
            case TOKEN_LIMIT -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case POLICY, REFUSED -> "content_filtered";
            case BAD_TOOL_CALL -> "malformed_tool_use";
        };
    }
}
