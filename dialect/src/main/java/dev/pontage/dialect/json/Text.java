package dev.pontage.dialect.json;

import dev.pontage.dialect.json.JsonError.Code;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inside of the string or member name that a {@link Scan} is reading: checked, measured and, if asked for, kept.
 *
 * <p>Plain bytes are passed over eight at a time. The decoded length is what was read less what escapes shrink by, so
 * ordinary bytes cost nothing to count. Nothing is copied unless the string is to be kept.
 */
final class Text {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    /** By byte: the value of a hexadecimal digit, or -1. */
    private static final byte[] DIGITS = digits();

    /** In {@link #awaited}: nothing; the byte after a backslash; that many hexadecimal digits (1 to 4). */
    private static final int PLAIN = 0;

    private static final int ESCAPED = 5;

    /**
     * In {@link #awaited}: the rest of a UTF-8 sequence, named by how many bytes or by the lead that restricts them.
     */
    private static final int TAIL_1 = 6;

    private static final int TAIL_2 = 7;
    private static final int TAIL_3 = 8;
    private static final int TAIL_E0 = 9;
    private static final int TAIL_ED = 10;
    private static final int TAIL_F0 = 11;
    private static final int TAIL_F4 = 12;

    /** Whether the closing quote was read. */
    boolean closed;

    /** Whether there was an escape. */
    boolean escaped;

    /** Why the byte at the index that {@link #run} returned is refused, if it is. */
    @Nullable Code failure;

    /** What was kept, decoded: the input itself where that is possible. */
    final Kept kept = new Kept();

    private boolean keep;
    private int awaited;
    private int hex;

    /** Bytes read in earlier pieces, less the index at which the present piece begins. */
    private long before;

    /** Bytes read, quotes not counted. */
    private long raw;

    /** By how much the decoded string is shorter than the raw one. */
    private long shrink;

    /** How many bytes of an escape that is not complete have been read. */
    private int escapeBytes;

    /** Where a low surrogate's escape has to begin to be the second half of a pair. */
    private long pairAt;

    void begin(boolean keepDecoded, int limitBytes) {
        closed = false;
        escaped = false;
        failure = null;
        keep = keepDecoded;
        awaited = PLAIN;
        raw = 0;
        shrink = 0;
        escapeBytes = 0;
        pairAt = -1;
        if (keepDecoded) {
            kept.begin(limitBytes);
        }
    }

    /** Bytes between the quotes so far, as written. */
    long rawLength() {
        return raw;
    }

    /** Bytes of UTF-8 so far, decoded; a lone surrogate counts three, an escape not yet complete nothing. */
    long length() {
        return raw - shrink - escapeBytes;
    }

    /** The whole string, of plain bytes only: what {@link #begin} and {@link #run} would make of it. */
    void plain(byte[] b, int from, int to, boolean keepIt, int limitBytes) {
        closed = true;
        escaped = false;
        raw = (long) to - from;
        shrink = 0;
        escapeBytes = 0;
        if (keepIt) {
            kept.begin(limitBytes);
            kept.piece(from);
            kept.end(b, to);
        }
    }

    /**
     * Reads on; returns the index after the closing quote, or of a refused byte, or {@code to}.
     *
     * @param plainTo up to where the bytes are known to be plain
     */
    int run(byte[] b, int from, int plainTo, int to) {
        before = raw - from;
        if (keep) {
            kept.piece(from);
        }
        int i = plainTo;
        while (true) {
            while (awaited != PLAIN) {
                if (i == to || !resume(b, i)) {
                    return pause(b, i);
                }
                i++;
            }
            i = plain(b, i, to);
            if (i == to) {
                return pause(b, i);
            }
            int c = b[i];
            if (c == '"') {
                return close(b, i);
            }
            if (c == '\\') {
                i = escape(b, i, to);
            } else if (c < 0) {
                i = multibyte(b, i, to);
            } else {
                failure = Code.CONTROL_CHARACTER;
            }
            if (failure != null) {
                return pause(b, i);
            }
        }
    }

    /** The next index whose byte is a quote, a backslash, a control character or no ASCII. */
    static int plain(byte[] b, int from, int to) {
        int i = from;
        // A subtraction can borrow only from a byte that is itself a hit, so the lowest hit is always exact.
        for (; i <= to - 8; i += 8) {
            long w = (long) LONGS.get(b, i);
            long hits = ((w - SPACES) | ((w ^ QUOTES) - ONES) | ((w ^ BACKSLASHES) - ONES) | w) & HIGH_BITS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (i < to && b[i] >= ' ' && b[i] != '"' && b[i] != '\\') {
            i++;
        }
        return i;
    }

    private int pause(byte[] b, int i) {
        raw = before + i;
        if (keep) {
            if (escapeBytes > 0) {
                kept.piece(i); // an escape is kept decoded, once it is complete
            } else {
                kept.copyPiece(b, i);
            }
        }
        return i;
    }

    private int close(byte[] b, int i) {
        raw = before + i;
        closed = true;
        if (keep) {
            kept.end(b, i);
        }
        return i + 1;
    }

    // ---- escapes (RFC 8259, section 7)

    /** Passes the escape whose backslash stands at {@code i}, or its first byte only if the rest is not here. */
    private int escape(byte[] b, int i, int to) {
        escaped = true;
        if (keep) {
            kept.copyPiece(b, i);
        }
        if (i + 6 <= to && b[i + 1] == 'u') {
            int after = units(b, i, to);
            if (after > i) {
                return after;
            }
        } else if (i + 2 <= to) {
            int decoded = shortEscape(b[i + 1]);
            if (decoded > 0) {
                shrink++;
                if (keep) {
                    kept.append(decoded, i + 2);
                }
                return i + 2;
            }
        }
        awaited = ESCAPED;
        escapeBytes = 1;
        return i + 1;
    }

    /** Passes the escapes of UTF-16 units from {@code from} on, as many as follow each other. */
    private int units(byte[] b, int from, int to) {
        int i = from;
        while (i + 6 <= to && b[i] == '\\' && b[i + 1] == 'u') {
            int unit = (digit(b[i + 2]) << 12) | (digit(b[i + 3]) << 8) | (digit(b[i + 4]) << 4) | digit(b[i + 5]);
            if (unit < 0) {
                break;
            }
            unit(unit, before + i, i + 6);
            i += 6;
        }
        return i;
    }

    /** Reads the one byte that is awaited; says whether it may stand there. */
    private boolean resume(byte[] b, int i) {
        int c = b[i];
        if (awaited >= TAIL_1) {
            return tail(c & 0xff);
        }
        if (awaited == ESCAPED) {
            return resumeEscape(c, i);
        }
        int digit = digit(c);
        if (digit < 0) {
            failure = Code.SYNTAX;
            return false;
        }
        hex = (hex << 4) | digit;
        escapeBytes++;
        if (--awaited == PLAIN) {
            escapeBytes = 0;
            unit(hex, before + i - 5, i + 1);
        }
        return true;
    }

    private boolean resumeEscape(int c, int i) {
        if (c == 'u') {
            awaited = 4;
            hex = 0;
            escapeBytes++;
            return true;
        }
        int decoded = shortEscape(c);
        if (decoded < 0) {
            failure = Code.SYNTAX;
            return false;
        }
        awaited = PLAIN;
        escapeBytes = 0;
        shrink++;
        if (keep) {
            kept.append(decoded, i + 1);
        }
        return true;
    }

    /** Counts and keeps the UTF-16 unit whose escape began at that place of the string; halves make a whole. */
    private void unit(int unit, long startedAt, int next) {
        if (Character.isLowSurrogate((char) unit) && startedAt == pairAt) {
            shrink += 5; // the first half counted 3, the pair is 4
            pairAt = -1;
            if (keep) {
                kept.appendLowHalf(unit, next);
            }
            return;
        }
        shrink += unit < 0x80 ? 5 : unit < 0x800 ? 4 : 3;
        if (Character.isHighSurrogate((char) unit)) {
            pairAt = startedAt + 6;
        }
        if (keep) {
            kept.append(unit, next);
        }
    }

    private static int shortEscape(int c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int digit(int c) {
        return DIGITS[c & 0xff];
    }

    private static byte[] digits() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int digit = 0; digit < 16; digit++) {
            values[Character.forDigit(digit, 16)] = (byte) digit;
            values[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
        }
        return values;
    }

    // ---- UTF-8 (RFC 3629, section 4)

    /** Passes the sequence that begins at {@code i}, and those of the same kind after it as far as that is cheap. */
    private int multibyte(byte[] b, int from, int to) {
        int i = from;
        if (b[i] < (byte) 0xe0) {
            // Two bytes a character: Cyrillic, Greek, Arabic, Hebrew, and the letters of Europe with marks.
            while (i <= to - 2 && b[i] >= (byte) 0xc2 && b[i] < (byte) 0xe0 && isTail(b[i + 1])) {
                i += 2;
            }
            return i > from ? i : lead(b, from);
        }
        // Three bytes a character: Chinese, Japanese, Korean, most of India. E0 and ED restrict their second byte, so
        // they are left to the careful way.
        while (i <= to - 4) {
            int w = (int) INTS.get(b, i);
            int lead = w & 0x0f;
            if ((w & 0x00c0c0f0) != 0x008080e0 || lead == 0 || lead == 0x0d) {
                break;
            }
            i += 3;
        }
        return i > from ? i : lead(b, from);
    }

    private int lead(byte[] b, int i) {
        int c = b[i] & 0xff;
        if (c >= 0xc2 && c < 0xe0) {
            awaited = TAIL_1;
        } else if (c >= 0xe0 && c < 0xf0) {
            awaited = c == 0xe0 ? TAIL_E0 : c == 0xed ? TAIL_ED : TAIL_2;
        } else if (c >= 0xf0 && c <= 0xf4) {
            awaited = c == 0xf0 ? TAIL_F0 : c == 0xf4 ? TAIL_F4 : TAIL_3;
        } else {
            failure = Code.UTF8;
            return i;
        }
        return i + 1;
    }

    private static boolean isTail(byte c) {
        return c < (byte) 0xc0;
    }

    private boolean tail(int c) {
        int from = awaited == TAIL_E0 ? 0xa0 : awaited == TAIL_F0 ? 0x90 : 0x80;
        int to = awaited == TAIL_ED ? 0x9f : awaited == TAIL_F4 ? 0x8f : 0xbf;
        if (c < from || c > to) {
            failure = Code.UTF8;
            return false;
        }
        awaited = switch (awaited) {
            case TAIL_1 -> PLAIN;
            case TAIL_2, TAIL_E0, TAIL_ED -> TAIL_1;
            default -> TAIL_2;
        };
        return true;
    }
}
