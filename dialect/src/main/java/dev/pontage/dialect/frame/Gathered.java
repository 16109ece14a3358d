package dev.pontage.dialect.frame;

import java.util.Arrays;

/** The bytes of one document, gathered from the pieces in which they came. */
public final class Gathered {
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = {};
    private int length;

    public void add(byte[] more, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(FIRST_BYTES, bytes.length * 2)));
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length = needed;
    }

    /** The first {@link #length} of them count. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets them; the room stays. */
    public void clear() {
        length = 0;
    }
}
