package dev.pontage.dialect.json;

/**
 * The value that a {@link Scan} has reached, as its visitor sees it; valid only until the visitor's method returns.
 *
 * <p>Nothing is decoded before it is asked for.
 */
public abstract sealed class Value permits Scan {
    final Text text = new Text();
    final Nesting open;
    Node node;
    Kind kind = Kind.NULL;
    long start;
    long end;
    boolean empty;

    Value(Node root, int depthLimit) {
        node = root;
        open = new Nesting(depthLimit);
    }

    public Kind kind() {
        return kind;
    }

    /** Offset of the value's first byte, its quote or bracket included. */
    public long start() {
        return start;
    }

    /** Offset just after the value; in {@link Visitor#open}, just after the bracket. */
    public long end() {
        return end;
    }

    /** In {@link Visitor#close}: whether the object or array had nothing in it. */
    public boolean isEmpty() {
        return empty;
    }

    /** The string's length in bytes of UTF-8, escapes decoded, however much of it was kept; 0 if it is no string. */
    public long textLength() {
        return kind == Kind.STRING ? text.length() : 0;
    }

    /**
     * The string that was kept ({@link Flag#CAPTURE}), lone surrogates intact; of a number, its spelling.
     *
     * @throws IllegalStateException if nothing was kept
     */
    public String string() {
        requireKept();
        return text.kept.string();
    }

    /** Whether {@link #string} is only a beginning. */
    public boolean truncated() {
        requireKept();
        return text.kept.truncated;
    }

    /** Whether what {@link #string} gives is, whole, these bytes of UTF-8; makes no object. */
    public boolean stringEquals(byte[] utf8) {
        requireKept();
        return text.kept.equalTo(utf8);
    }

    private void requireKept() {
        if (kind != Kind.NUMBER && !(kind == Kind.STRING && node.has(Flag.CAPTURE))) {
            throw new IllegalStateException("nothing is kept of " + path());
        }
    }

    /** The number, if its exact value is a whole one within {@code long}, however spelled (12, 12.0, 1.2e1). */
    public long longValue(long otherwise) {
        return kind == Kind.NUMBER ? Digits.whole(text.kept.bytes, text.kept.from, text.kept.to, otherwise) : otherwise;
    }

    /** The position in the nearest array around the value at hand, or -1. */
    public int index() {
        return index(0);
    }

    /** The position in the array this many arrays further out (0: the nearest), or -1. */
    public int index(int outward) {
        return open.index(outward);
    }

    /**
     * The place of the value at hand, such as {@code messages[3].content[0].text}, as far as the shape knows it; a
     * member that only {@code *} names shows as that. Outside a callback, the nearest place. Builds a string.
     */
    public String path() {
        return open.path(node);
    }
}
