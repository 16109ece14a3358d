package dev.pontage.dialect.chat;

/**
 * A knob of a {@link ChatRequest}, by what it means; a {@link Settings} holds its value as JSON.
 *
 * <p>A writer takes those that its protocol has, and what is left over is a loss: none can be forgotten in silence.
 */
public enum Setting {
    /** Most tokens of an answer, thinking included: a whole number of at least 1. */
    MAX_TOKENS("max_tokens"),
    /** A number from 0; where 1 is most, the writer clamps. */
    TEMPERATURE("temperature"),
    TOP_P("top_p"),
    TOP_K("top_k"),
    /** An array of strings, none empty. */
    STOP("stop"),
    SEED("seed"),
    PRESENCE_PENALTY("presence_penalty"),
    FREQUENCY_PENALTY("frequency_penalty"),
    /** How many answers: a whole number of at least 2, else absent. */
    ANSWERS("n"),
    /** {@code true}, else absent. */
    LOGPROBS("logprobs"),
    TOP_LOGPROBS("top_logprobs"),
    LOGIT_BIAS("logit_bias"),
    /** Who asks, in the client's own words. */
    END_USER("user"),
    METADATA("metadata"),
    SERVICE_TIER("service_tier"),
    VERBOSITY("verbosity"),
    PROMPT_CACHE_KEY("prompt_cache_key");

    private final String word;

    Setting(String word) {
        this.word = word;
    }

    /** The word under which its loss is reported. */
    public String word() {
        return word;
    }
}
