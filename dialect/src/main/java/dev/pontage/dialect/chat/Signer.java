package dev.pontage.dialect.chat;

/**
 * Whose signature a thought bears, for a maker believes only its own and refuses any other (G09, K02).
 *
 * <p>In the canonical chat, and on their way through clients, signatures begin with their maker's word; without one
 * they are Claude's, which several dialects carry as they are. A writer for an upstream asks for {@link #own}, and what
 * is not its own is a loss. Signatures of tool calls need no word: only one maker signs those.
 */
public enum Signer {
    CLAUDE("claude/"),
    GOOGLE("google/"),
    OPENAI("openai/");

    private final String word;

    Signer(String word) {
        this.word = word;
    }

    /** What the canonical chat holds for a signature as this maker spells it. */
    public String canonical(String own) {
        return own.isEmpty() || this == CLAUDE ? own : word + own;
    }

    /** The signature as this maker spells it; empty if it is another maker's, or none. */
    public String own(String canonical) {
        return of(canonical) == this ? plain(canonical) : "";
    }

    /**
     * What a client of a protocol in which this maker signs gets to see, so that {@link #read} can tell the makers
     * apart when it comes back: this maker's without a word, all others with theirs.
     */
    public String shown(String canonical) {
        Signer signer = of(canonical);
        return canonical.isEmpty() || signer == this ? plain(canonical) : signer.word + signer.plain(canonical);
    }

    /** What the canonical chat holds for what such a client sends back. */
    public String read(String shown) {
        for (Signer other : values()) {
            if (other != this && shown.startsWith(other.word)) {
                return other.canonical(shown.substring(other.word.length()));
            }
        }
        return canonical(shown);
    }

    private static Signer of(String canonical) {
        return canonical.startsWith(GOOGLE.word) ? GOOGLE : canonical.startsWith(OPENAI.word) ? OPENAI : CLAUDE;
    }

    private String plain(String canonical) {
        return this == CLAUDE ? canonical : canonical.substring(Math.min(word.length(), canonical.length()));
    }
}
