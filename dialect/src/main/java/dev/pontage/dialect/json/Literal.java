package dev.pontage.dialect.json;

/** The {@code true}, {@code false} or {@code null} being read, resumable anywhere. */
final class Literal {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] expected = NULL;
    private int read;

    /** Begins before the first letter; returns what it will be. */
    Kind begin(int first) {
        read = 0;
        expected = first == 't' ? TRUE : first == 'f' ? FALSE : NULL;
        return first == 't' ? Kind.TRUE : first == 'f' ? Kind.FALSE : Kind.NULL;
    }

    boolean complete() {
        return read == expected.length;
    }

    /** The index after the last letter that is right. */
    int run(byte[] b, int from, int to) {
        int i = from;
        while (i < to && read < expected.length && b[i] == expected[read]) {
            i++;
            read++;
        }
        return i;
    }
}
