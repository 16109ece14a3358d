package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Reasoning.Effort;
import org.jspecify.annotations.Nullable;

/** This protocol's words for what the canonical chat has as constants (protocols 4.2, 4.3, 9.2). */
final class Words {
    private Words() {}

    /** Why a candidate ended, in a word that every client of this protocol knows (G04). */
    static String of(Finish finish) {
        return switch (finish) {
            case END, STOP_STRING, TOOL_CALLS, PAUSED -> "STOP";
            case TOKEN_LIMIT, CONTEXT_FULL -> "MAX_TOKENS";
            case POLICY, REFUSED -> "SAFETY";
            case BAD_TOOL_CALL -> "MALFORMED_FUNCTION_CALL";
            case OTHER -> "OTHER";
        };
    }

    /** What an upstream's word means; null if it says that nothing has ended. */
    static @Nullable Finish finish(String word) {
        return switch (word) {
            case "", "FINISH_REASON_UNSPECIFIED" -> null;
            case "STOP" -> Finish.END;
            case "MAX_TOKENS" -> Finish.TOKEN_LIMIT;
            case "SAFETY",
                    "PROHIBITED_CONTENT",
                    "BLOCKLIST",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "MODEL_ARMOR" -> Finish.POLICY;
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE" -> Finish.BAD_TOOL_CALL;
            default -> Finish.OTHER;
        };
    }

    /** A {@code thinkingLevel}; null if it is none. */
    static @Nullable Effort effort(String level) {
        return switch (level) {
            case "MINIMAL" -> Effort.MINIMAL;
            case "LOW" -> Effort.LOW;
            case "MEDIUM" -> Effort.MEDIUM;
            case "HIGH" -> Effort.HIGH;
            default -> null;
        };
    }

    static Medium medium(String mediaType) {
        if (mediaType.startsWith("image/")) {
            return Medium.IMAGE;
        }
        if (mediaType.startsWith("audio/")) {
            return Medium.AUDIO;
        }
        return mediaType.startsWith("video/") ? Medium.VIDEO : Medium.DOCUMENT;
    }
}
