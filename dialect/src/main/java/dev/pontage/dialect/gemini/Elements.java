package dev.pontage.dialect.gemini;

/**
 * A splitter of one JSON array, fed in pieces cut anywhere, into the objects in it.
 *
 * <p>It looks for brackets and quotes only; what it finds is for a parser to judge. It keeps no bytes.
 */
final class Elements {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /**
     * Reads on to the end of the element at hand, whose bytes are given to {@code sink}.
     *
     * @return the offset just after the element, or -1 when the input is used up
     */
    int next(byte[] b, int from, int to, Sink sink) {
        int start = depth > 1 ? from : -1;
        for (int i = from; i < to; i++) {
            if (inString) {
                inString = escaped || b[i] != '"';
                escaped = !escaped && b[i] == '\\';
                continue;
            }
            switch (b[i]) {
                case '"' -> inString = true;
                case '{', '[' -> {
                    if (++depth == 2) {
                        start = i;
                    }
                }
                case '}', ']' -> {
                    if (--depth == 1) {
                        sink.keep(b, start, i + 1);
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        if (start >= 0 && depth > 1) {
            sink.keep(b, start, to);
        }
        return -1;
    }

    /** Takes an element's bytes as they come. */
    interface Sink {
        void keep(byte[] b, int from, int to);
    }
}
