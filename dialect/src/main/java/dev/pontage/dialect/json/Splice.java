package dev.pontage.dialect.json;

import java.util.Objects;

/**
 * A replacement of the bytes {@code [from, to)} of a body by others; with {@code from == to} an insertion.
 *
 * @param from offset of the first byte replaced
 * @param to offset just after the last byte replaced
 * @param bytes what stands there instead; owned by the splice, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // A splice is made, applied and forgotten: nobody compares two of them.
public record Splice(int from, int to, byte[] bytes) {
    public Splice {
        Objects.requireNonNull(bytes);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a splice from " + from + " to " + to);
        }
    }

    /** Inserts bytes before the one at this offset. */
    public static Splice insert(long at, byte[] bytes) {
        int offset = Math.toIntExact(at);
        return new Splice(offset, offset, bytes);
    }

    /** Replaces the value that a visitor has just been told of, quotes or brackets included. */
    public static Splice replace(Scan scan, byte[] bytes) {
        return new Splice(Math.toIntExact(scan.start()), Math.toIntExact(scan.end()), bytes);
    }
}
