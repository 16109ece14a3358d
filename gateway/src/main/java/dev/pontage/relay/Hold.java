package dev.pontage.relay;

import java.util.Arrays;

/** Bytes kept back from the client until the answer is committed. Grows as needed, up to what its owner allows. */
final class Hold {
    private static final int FIRST_BYTES = 512;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    void add(byte[] more, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(FIRST_BYTES, bytes.length * 2)));
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length = needed;
    }

    int length() {
        return length;
    }

    /** The first {@link #length} bytes of it count. */
    byte[] bytes() {
        return bytes;
    }

    void clear() {
        length = 0;
    }
}
