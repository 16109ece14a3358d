package dev.pontage.resource;

import java.nio.ByteBuffer;

/**
 * The HMAC-SHA-256 of a document's canonical text with the values of its secrets: equal means unchanged.
 *
 * <p>Keyed, because a plain hash would let a reader of the database test guessed keys.
 */
public record DocumentHash(long a, long b, long c, long d) {
    /** Of what no document made. */
    public static final DocumentHash NONE = new DocumentHash(0, 0, 0, 0);

    private static final int BYTES = 32;

    /** From 32 bytes. */
    public static DocumentHash of(byte[] mac) {
        if (mac.length != BYTES) {
            throw new IllegalArgumentException("a document hash has 32 bytes");
        }
        ByteBuffer words = ByteBuffer.wrap(mac);
        return new DocumentHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    /** The 32 bytes again. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }
}
