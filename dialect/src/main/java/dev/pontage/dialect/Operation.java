package dev.pontage.dialect;

/**
 * One thing a dialect's clients can ask for, as data: where it lies and how its bodies behave.
 *
 * <p>An operation that a dialect does not have is absent from its list; there are no "unsupported" methods.
 *
 * @param kind what it means, the same over all dialects
 * @param method HTTP method in capitals
 * @param path below the dialect's prefix, segments in braces are parameters, such as {@code /models/{model}}
 * @param body how the request body is treated
 * @param billable whether it is admitted, priced and gets a receipt
 */
public record Operation(Kind kind, String method, String path, BodyMode body, boolean billable) {

    /** What an operation means. */
    public enum Kind {
        CHAT("chat"),
        COMPLETIONS("completions"),
        EMBEDDINGS("embeddings"),
        MODERATIONS("moderations"),
        RESPONSES("responses"),
        /** How many tokens a chat would have: costs nothing, and is estimated here where no upstream counts. */
        COUNT_TOKENS("count_tokens"),
        MODELS("models"),
        MODEL("model"),
        RECEIPT("receipt");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in ledger entries and metrics. */
        public String word() {
            return word;
        }
    }

    /** What happens to a request body. */
    public enum BodyMode {
        /** There is none. */
        NONE,
        /** Held whole (32 MiB by default) so that a retry can replay it. */
        REPLAYED
    }
}
