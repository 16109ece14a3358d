package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model is told to think, by {@code additionalModelRequestFields} (protocols 5.2, 9.7; A24).
 *
 * @param fields what of it stands there
 * @param thinks whether Claude thinks, which forbids much else
 * @param maxTokens what the most tokens of the answer become; 0 leaves them
 */
record ConverseReasoning(Json.Obj fields, boolean thinks, long maxTokens) {
    /** The most tokens of an answer where the client does not say and the protocol has to know. */
    static final long DEFAULT_MAX_TOKENS = 8_192;

    /** No model thinks within less. */
    private static final long BUDGET_LEAST = 1_024;

    /** Up to so many tokens of thought are a low effort; up to the next, a medium one. */
    private static final long LOW_BUDGET = 4_096;

    private static final long MEDIUM_BUDGET = 16_384;
    static final ConverseReasoning NONE = new ConverseReasoning(Json.Obj.EMPTY, false, 0);

    /**
     * What becomes of the client's wish.
     *
     * @param maxTokens as the client asked; 0 if it did not say
     * @param mayThink whether the history lets a model think within a budget
     */
    static ConverseReasoning of(Reasoning asked, BedrockModel model, long maxTokens, boolean mayThink, Losses losses) {
        if (asked.isOff()) {
            return off(model, losses);
        }
        return switch (model.thinking()) {
            case BUDGET -> budget(asked, model, maxTokens, mayThink, losses);
            case ADAPTIVE ->
                asked.budgetTokens() > 0 && model.takesBudget()
                        ? budget(asked, model, maxTokens, mayThink, losses)
                        : adaptive(asked, model, losses);
            case NOVA -> {
                Json.Obj config = new Members()
                        .put("type", "enabled")
                        .put("maxReasoningEffort", word(asked, losses))
                        .obj();
                yield plain(new Members().put("reasoningConfig", config));
            }
            case DEEPSEEK -> plain(new Members().put("reasoning_config", word(asked, losses)));
            case GPT_OSS -> plain(new Members().put("reasoning_effort", word(asked, losses)));
            case NONE -> lost(losses);
        };
    }

    /** Most think only when asked. */
    static ConverseReasoning off(BedrockModel model, Losses losses) {
        if (!model.thinksUnasked()) {
            return NONE;
        }
        return model.stopsThinking()
                ? plain(new Members()
                        .put("thinking", new Members().put("type", "disabled").obj()))
                : lost(losses);
    }

    private static ConverseReasoning plain(Members fields) {
        return new ConverseReasoning(fields.obj(), false, 0);
    }

    private static ConverseReasoning lost(Losses losses) {
        losses.add("reasoning_effort");
        return NONE;
    }

    private static ConverseReasoning budget(
            Reasoning asked, BedrockModel model, long maxTokens, boolean mayThink, Losses losses) {
        boolean unknown = model.family() == BedrockModel.Family.UNKNOWN;
        if (!mayThink || (unknown && asked.budgetTokens() < 0)) {
            return lost(losses);
        }
        long most = maxTokens > 0 ? maxTokens : DEFAULT_MAX_TOKENS + Math.max(0, asked.budgetTokens());
        if (most <= BUDGET_LEAST) {
            return lost(losses);
        }
        long wanted = asked.budgetTokens() > 0 ? asked.budgetTokens() : share(asked.effort(), most);
        long budget = Math.clamp(wanted, BUDGET_LEAST, most - 1);
        Json.Obj thinking = new Members()
                .put("type", "enabled")
                .put("budget_tokens", budget)
                .obj();
        return new ConverseReasoning(new Members().put("thinking", thinking).obj(), true, maxTokens > 0 ? 0 : most);
    }

    /** How much of an answer an effort is worth. */
    private static long share(@Nullable Effort effort, long most) {
        return switch (effort) {
            case null -> most * 6 / 10;
            case NONE -> 0;
            case MINIMAL, LOW -> most * 3 / 10;
            case MEDIUM -> most * 6 / 10;
            // All of it would leave nothing for the answer.
            case HIGH, XHIGH, MAX -> most * 8 / 10;
        };
    }

    private static ConverseReasoning adaptive(Reasoning asked, BedrockModel model, Losses losses) {
        Members thinking = new Members().put("type", "adaptive");
        if (asked.shown() && model.samplesAsItLikes()) {
            // Those models keep their thoughts to themselves unless asked.
            thinking.put("display", "summarized");
        }
        Members fields = new Members().put("thinking", thinking.obj());
        if (asked.effort() != null || asked.budgetTokens() > 0) {
            fields.put(
                    "output_config",
                    new Members()
                            .put("effort", claudeWord(asked, model, losses))
                            .obj());
        }
        return new ConverseReasoning(fields.obj(), true, 0);
    }

    private static String claudeWord(Reasoning asked, BedrockModel model, Losses losses) {
        return switch (effort(asked, losses)) {
            case NONE, MINIMAL -> nearest("low", losses);
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH -> model.samplesAsItLikes() ? "xhigh" : nearest("high", losses);
            case MAX -> model.takesMaxEffort() ? "max" : nearest("high", losses);
        };
    }

    private static String nearest(String word, Losses losses) {
        losses.add("reasoning_effort");
        return word;
    }

    private static String word(Reasoning asked, Losses losses) {
        return switch (effort(asked, losses)) {
            case NONE, MINIMAL -> nearest("low", losses);
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH, MAX -> nearest("high", losses);
        };
    }

    /** A budget becomes the effort that it comes nearest to. */
    private static Effort effort(Reasoning asked, Losses losses) {
        if (asked.effort() != null) {
            return asked.effort();
        }
        long budget = asked.budgetTokens();
        if (budget > 0) {
            losses.add("thinking.budget_tokens");
        }
        return budget < 0 || (budget > LOW_BUDGET && budget <= MEDIUM_BUDGET)
                ? Effort.MEDIUM
                : budget <= LOW_BUDGET ? Effort.LOW : Effort.HIGH;
    }

    /** The effort of this word; null if it is none. */
    static @Nullable Effort read(String word) {
        for (Effort effort : Effort.values()) {
            if (effort.name().toLowerCase(Locale.ROOT).equals(word)) {
                return effort;
            }
        }
        return null;
    }
}
