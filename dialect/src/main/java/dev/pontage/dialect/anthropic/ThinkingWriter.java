package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;
import org.jspecify.annotations.Nullable;

/**
 * How much a model is to think, as {@code thinking} and {@code output_config.effort} say it, within what the API takes:
 * a budget from 1,024 to below the ceiling, no thinking where a tool is forced, and none where the calls that are being
 * answered came without thoughts (protocols 3.2, 9.7).
 */
final class ThinkingWriter {
    private static final String WORD = "reasoning_effort";
    private static final long LEAST_BUDGET = ChatRequestReader.LEAST_BUDGET;

    /** Hundredths of the ceiling; the rest is for the answer. */
    private static final int LOW_SHARE = 30;

    private static final int MEDIUM_SHARE = 60;
    private static final int HIGH_SHARE = 80;

    private final @Nullable Reasoning reasoning;
    private final ClaudeModel kind;
    private final Losses losses;
    private @Nullable Json thinking;
    private @Nullable String effort;
    private boolean on;

    ThinkingWriter(@Nullable Reasoning reasoning, ClaudeModel kind, Losses losses) {
        this.reasoning = reasoning;
        this.kind = kind;
        this.losses = losses;
    }

    @Nullable Json thinking() {
        return thinking;
    }

    @Nullable String effort() {
        return effort;
    }

    boolean isOn() {
        return on;
    }

    /**
     * Decides.
     *
     * @param forced whether a tool must be called
     * @param callsWithoutThoughts whether the model's last turn calls tools and does not begin with a thought
     */
    void write(long ceiling, boolean forced, boolean callsWithoutThoughts) {
        if (reasoning == null) {
            return;
        }
        if (!kind.thinks()) {
            if (!reasoning.isOff()) {
                losses.add(WORD);
            }
            return;
        }
        if (reasoning.isOff()) {
            off();
            return;
        }
        boolean byBudget = kind.takesBudget() && (reasoning.budgetTokens() > 0 || !kind.thinksAdaptively());
        boolean hindered = forced || (byBudget && callsWithoutThoughts);
        if (kind.thinksAdaptively()) {
            effort = effort(reasoning.effort());
        }
        if (hindered) {
            losses.add(WORD);
            if (kind.thinksUnasked() && kind.takesThinkingOff()) {
                thinking = type("disabled").obj();
            }
        } else if (byBudget) {
            budget(reasoning, ceiling);
        } else {
            adaptive(reasoning);
        }
    }

    private void off() {
        if (kind.takesThinkingOff()) {
            thinking = type("disabled").obj();
        } else if (kind.thinksUnasked()) {
            losses.add(WORD);
        }
    }

    private void adaptive(Reasoning wanted) {
        if (wanted.budgetTokens() > 0) {
            losses.add("thinking.budget_tokens");
        }
        Members adaptive = type("adaptive");
        if (!wanted.shown()) {
            adaptive.put("display", "omitted");
        } else if (kind.hidesThoughts()) {
            adaptive.put("display", "summarized");
        }
        thinking = adaptive.obj();
        on = true;
    }

    private void budget(Reasoning wanted, long ceiling) {
        if (ceiling <= LEAST_BUDGET) {
            losses.add(WORD);
            return;
        }
        long asked = wanted.budgetTokens() > 0 ? wanted.budgetTokens() : ceiling / 100 * share(wanted.effort());
        long budget = Math.clamp(asked, LEAST_BUDGET, ceiling - 1);
        if (wanted.budgetTokens() > 0 && budget != asked) {
            losses.add("thinking.budget_tokens");
        }
        Members enabled = type("enabled").put("budget_tokens", budget);
        if (!wanted.shown()) {
            enabled.put("display", "omitted");
        }
        thinking = enabled.obj();
        on = true;
    }

    private static int share(@Nullable Effort effort) {
        return switch (effort) {
            case null -> MEDIUM_SHARE;
            case NONE, MINIMAL -> 0;
            case LOW -> LOW_SHARE;
            case MEDIUM -> MEDIUM_SHARE;
            case HIGH, XHIGH, MAX -> HIGH_SHARE;
        };
    }

    private @Nullable String effort(@Nullable Effort wanted) {
        return switch (wanted) {
            case null -> null;
            case NONE, MINIMAL -> nearest("low");
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH -> kind.takesEffortXhigh() ? "xhigh" : nearest("high");
            case MAX -> kind.takesEffortMax() ? "max" : nearest("high");
        };
    }

    private String nearest(String word) {
        losses.add(WORD);
        return word;
    }

    private static Members type(String type) {
        return new Members().put("type", type);
    }
}
