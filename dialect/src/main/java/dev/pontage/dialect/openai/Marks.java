package dev.pontage.dialect.openai;

/**
 * The names of the places in a request that a splice may need.
 *
 * <p>Each is the span of a value, but for the two that show where a first member can be inserted.
 */
final class Marks {
    /** The value of {@code model}, also if it is null or empty. */
    static final String MODEL = "model";

    static final String STREAM = "stream";

    /** The value of {@code stream_options} if it is null or an object. */
    static final String STREAM_OPTIONS = "stream_options";

    static final String INCLUDE_USAGE = "stream_options.include_usage";
    static final String STORE = "store";
    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    /** The value of a {@code role} that is {@code developer}; any number of them. */
    static final String DEVELOPER = "role";

    /** Just after the bracket that opens the body; the second name where the body has no member. */
    static final String ROOT = "{";

    static final String EMPTY_ROOT = "{}";

    private Marks() {}
}
