package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** This protocol's words for what the canonical chat has as constants (protocols 1.2, 9.2). */
final class Words {
    /** Up to so many tokens of thought are a low effort; up to the next, a medium one. */
    private static final long LOW_BUDGET = 4_096;

    private static final long MEDIUM_BUDGET = 16_384;

    private Words() {}

    static String of(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The effort that is asked for.
     *
     * @throws Malformed if it is none
     */
    static Effort effort(Place place) {
        String word = place.text();
        for (Effort known : Effort.values()) {
            if (of(known).equals(word)) {
                return known;
            }
        }
        String all =
                Arrays.stream(Effort.values()).map(each -> "'" + of(each) + "'").collect(Collectors.joining(", "));
        throw place.malformed("must be one of " + all);
    }

    /** The effort that a budget of thinking tokens comes nearest to, for a protocol that knows efforts only. */
    static @Nullable Effort effort(Reasoning reasoning) {
        if (reasoning.effort() != null || reasoning.budgetTokens() < 0) {
            return reasoning.effort();
        }
        long budget = reasoning.budgetTokens();
        if (budget == 0) {
            return Effort.NONE;
        }
        return budget <= LOW_BUDGET ? Effort.LOW : budget <= MEDIUM_BUDGET ? Effort.MEDIUM : Effort.HIGH;
    }

    /** One of the five that the protocol has: strict clients break on any other. */
    static String of(Finish finish) {
        return switch (finish) {
            case END, STOP_STRING, PAUSED, REFUSED, BAD_TOOL_CALL -> "stop";
            case TOKEN_LIMIT, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case POLICY, OTHER -> "content_filter";
        };
    }

    /** Why an answer really ended of which the upstream says that it just did. */
    static Finish end(Finish said, boolean calls, boolean refused) {
        if (said != Finish.END) {
            return said;
        }
        return calls ? Finish.TOOL_CALLS : refused ? Finish.REFUSED : Finish.END;
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
