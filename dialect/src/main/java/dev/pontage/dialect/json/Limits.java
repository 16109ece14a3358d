package dev.pontage.dialect.json;

/**
 * The bounds within which a {@link Scan} accepts a document; one step beyond any of them but the last is an error.
 *
 * @param depth how many objects and arrays may be open at once
 * @param tokens how many values and member names one document may have; closing brackets are not counted
 * @param numberChars how many characters a number may have
 * @param nameBytes how many bytes a member name may have between its quotes, as written
 * @param captureBytes how many decoded bytes of a string are kept; what is longer is truncated, not refused
 */
public record Limits(int depth, int tokens, int numberChars, int nameBytes, int captureBytes) {
    /** What holds unless a setting says otherwise. */
    public static final Limits DEFAULT = new Limits(64, 1_000_000, 64, 1_024, 4_096);

    public Limits {
        if (depth < 1 || depth > 1_000 || tokens < 1 || numberChars < 1 || nameBytes < 1 || captureBytes < 1) {
            throw new IllegalArgumentException("limits must be positive, and depth at most 1000");
        }
    }
}
