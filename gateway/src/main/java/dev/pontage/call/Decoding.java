package dev.pontage.call;

import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a coding that an upstream applied though it was asked not to: gzip and deflate (RFC 9110, 8.4.1), bounded
 * (F-16).
 *
 * <p>A body may not grow beyond a ratio (after a first {@value #FREE_BYTES} bytes) nor beyond an absolute size; either
 * way, and on data that the coding does not allow, there is a fault and nothing more is handed on.
 */
final class Decoding {
    private static final int FREE_BYTES = 64 * 1024;
    private static final int STEP_BYTES = 16 * 1024;
    private static final int TRAILER_BYTES = 8;

    private final CallLimits limits;
    private final byte[] out = new byte[STEP_BYTES];
    private final CRC32 sum = new CRC32();
    private final @Nullable GzipHead gzip;
    private final byte[] trailer = new byte[TRAILER_BYTES];
    private @Nullable Inflater inflater;
    private int trailing;
    private long coded;
    private long decoded;
    private boolean complete;
    private @Nullable String fault;

    /** Where decoded bytes go; the array is reused. */
    interface Sink {
        void pass(byte[] bytes, int from, int to);
    }

    private Decoding(boolean gzipped, CallLimits limits) {
        this.limits = limits;
        gzip = gzipped ? new GzipHead() : null;
    }

    /** Null for a coding that we do not know, or more than one. */
    static @Nullable Decoding of(String coding, CallLimits limits) {
        return switch (coding.trim().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new Decoding(true, limits);
            case "deflate" -> new Decoding(false, limits);
            default -> null;
        };
    }

    /** Takes the next coded bytes. */
    void feed(byte[] bytes, int from, int to, Sink sink) {
        coded += to - from;
        int at = from;
        if (gzip != null && !gzip.read()) {
            at = gzip.feed(bytes, at, to);
            if (gzip.garbled()) {
                fault = "coded body";
            }
        }
        if (fault != null || at == to) {
            return;
        }
        if (complete) {
            at = trail(bytes, at, to);
        } else {
            at = inflate(bytes, at, to, sink);
            if (fault == null && complete) {
                at = trail(bytes, at, to);
            }
        }
        if (fault == null && at < to) {
            fault = "bytes behind the coded body";
        }
    }

    /** What went wrong, or null. */
    @Nullable String fault() {
        return fault;
    }

    /** Whether the coding's own end has been read, and its check held. An empty body is complete. */
    boolean complete() {
        return fault == null && (coded == 0 || (complete && (gzip == null || trailing == TRAILER_BYTES)));
    }

    /** Gives back what the platform holds for it. */
    void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
        complete = true;
    }

    private int inflate(byte[] bytes, int from, int to, Sink sink) {
        if (inflater == null) {
            // "deflate" means zlib, but some send it bare; a zlib header is divisible by 31 and says method 8.
            boolean bare = gzip != null || (bytes[from] & 0x0f) != 8;
            inflater = new Inflater(bare);
        }
        Inflater inflating = inflater;
        inflating.setInput(bytes, from, to - from);
        try {
            while (!inflating.finished() && fault == null) {
                int count = inflating.inflate(out);
                if (count == 0) {
                    if (inflating.needsDictionary()) {
                        fault = "coded body";
                    }
                    break;
                }
                decoded += count;
                if (decoded > limits.decodedBytes()
                        || (decoded > FREE_BYTES && decoded > coded * limits.decodedRatio())) {
                    fault = "coded body too large";
                } else {
                    sum.update(out, 0, count);
                    sink.pass(out, 0, count);
                    if (inflater == null) {
                        // Given up from within.
                        return to;
                    }
                }
            }
            complete = inflating.finished();
            return fault == null && complete ? to - inflating.getRemaining() : to;
        } catch (DataFormatException garbled) {
            fault = "coded body";
            return to;
        }
    }

    private int trail(byte[] bytes, int from, int to) {
        if (gzip == null) {
            return from;
        }
        int at = from;
        while (trailing < TRAILER_BYTES && at < to) {
            trailer[trailing++] = bytes[at++];
        }
        if (trailing == TRAILER_BYTES && (int) sum.getValue() != little(0)) {
            fault = "coded body";
        }
        return at;
    }

    private int little(int at) {
        return (trailer[at] & 0xff)
                | (trailer[at + 1] & 0xff) << 8
                | (trailer[at + 2] & 0xff) << 16
                | (trailer[at + 3] & 0xff) << 24;
    }
}
