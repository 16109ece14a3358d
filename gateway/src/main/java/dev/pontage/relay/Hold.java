package dev.pontage.relay;

import java.util.Arrays;

/** Bytes kept back from the client until the answer is committed. Grows as needed up to what its owner allows. */
final class Hold {
    private static final int FIRST_BYTES = 2_048;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    void add(byte[] more, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
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
