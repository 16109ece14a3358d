package dev.pontage.dialect;

/** A named deviation of an upstream from its dialect; vendor files list them, one place of effect each. */
public enum Quirk {
    /** The upstream knows no role {@code developer}: it is sent as {@code system} (DashScope, Moonshot, DeepSeek). */
    DEVELOPER_IS_SYSTEM,
    /** The upstream refuses {@code stream_options}: usage is not asked for in streams, and rows are counted. */
    NO_STREAM_OPTIONS,
    /** The upstream knows only {@code max_tokens}: {@code max_completion_tokens} is renamed. */
    MAX_TOKENS_ONLY,
    /** The upstream takes {@code cache_control} in messages and tools, as DashScope's explicit cache does (E12). */
    CACHE_MARKS,
    /** The upstream ignores the API key: none is sent, so that none can leak to a plain-text server. */
    NO_CREDENTIAL,
    /** The upstream has no chat completions, only the Responses API. */
    NO_CHAT,
    /** The upstream has no Responses API. */
    NO_RESPONSES,
    /** The upstream does not count tokens. */
    NO_COUNT_TOKENS,
    /** The upstream has no moderations. */
    NO_MODERATIONS,
    /** The upstream has no legacy completions. */
    NO_COMPLETIONS,
    /** The upstream has no embeddings. */
    NO_EMBEDDINGS,
    /**
     * The upstream fetches no media: where they are given by their URL, it is sent the bytes (Ollama, and clouds that
     * serve Claude).
     */
    NO_MEDIA_BY_URL,
    /** The upstream lists no models, or by other names than they are asked for. */
    NO_MODEL_LIST
}
