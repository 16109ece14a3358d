package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import org.jspecify.annotations.Nullable;

/**
 * How much a model is to think, in the terms that its version has: a level since 3, a budget in 2.5 (protocols 9.7).
 *
 * <p>Efforts become the budgets that Google's own OpenAI surface gives them.
 */
final class Thinking {
    private static final String WORD = "reasoning_effort";
    private static final long LOW = 1_024;
    private static final long MEDIUM = 8_192;
    private static final long HIGH = 24_576;
    private static final long PRO_MIN = 128;
    private static final long PRO_MAX = 32_768;
    private static final long LITE_MIN = 512;

    private Thinking() {}

    /** A {@code thinkingConfig}; null if nothing is to be said. */
    static Json.@Nullable Obj config(@Nullable Reasoning reasoning, ModelName model, Losses losses) {
        if (reasoning == null) {
            return null;
        }
        if (!model.thinks()) {
            if (!reasoning.isOff()) {
                losses.add(WORD);
            }
            return null;
        }
        Members config = new Members();
        if (reasoning.shown() && !reasoning.isOff()) {
            config.put("includeThoughts", true);
        }
        Effort effort = reasoning.effort();
        if (effort != null && model.thinksByLevel()) {
            config.put("thinkingLevel", level(effort, model, losses));
        } else if (effort != null) {
            long budget = within(budget(effort), model);
            if (effort == Effort.NONE && budget != 0) {
                losses.add(WORD);
            }
            config.put("thinkingBudget", budget);
        } else if (reasoning.budgetTokens() >= 0) {
            long budget = within(reasoning.budgetTokens(), model);
            if (budget != reasoning.budgetTokens()) {
                losses.add("thinking.budget_tokens");
            }
            config.put("thinkingBudget", budget);
        }
        return config.isEmpty() ? null : config.obj();
    }

    /** Only Flash has all levels; none can stop thinking. */
    private static String level(Effort effort, ModelName model, Losses losses) {
        boolean flash = model.isFlash();
        return switch (effort) {
            case NONE -> nearest(flash ? "MINIMAL" : "LOW", losses);
            case MINIMAL -> flash ? "MINIMAL" : nearest("LOW", losses);
            case LOW -> "LOW";
            case MEDIUM -> flash ? "MEDIUM" : nearest("HIGH", losses);
            case HIGH -> "HIGH";
            case XHIGH, MAX -> nearest("HIGH", losses);
        };
    }

    private static String nearest(String level, Losses losses) {
        losses.add(WORD);
        return level;
    }

    private static long budget(Effort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
            case XHIGH, MAX -> PRO_MAX;
        };
    }

    /** The service refuses a budget outside the model's bounds; 0 is off where a model can be. */
    private static long within(long budget, ModelName model) {
        if (model.isPro()) {
            return Math.clamp(budget, PRO_MIN, PRO_MAX);
        }
        long least = model.isLite() && budget > 0 ? LITE_MIN : 0;
        return Math.clamp(budget, least, HIGH);
    }
}
