package dev.pontage.dialect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The decoded bytes of the scalar or name at hand, up to a limit.
 *
 * <p>A string that has no escape and was not cut is not copied: the input's own bytes are shown until the next call of
 * {@link #begin} or {@link #release}. A lone surrogate is kept as the three bytes that UTF-8 forbids, so that nothing
 * is lost.
 */
final class Kept {
    private static final byte[] NONE = {};
    private static final int FIRST_CAPACITY_BYTES = 128;

    /** Holds what is kept between {@link #from} and {@link #to}, after {@link #end}. */
    byte[] bytes = NONE;

    int from;
    int to;

    /** Whether there was more than the limit allows; what is kept then ends with a whole character. */
    boolean truncated;

    private byte[] own = NONE;
    private int length;
    private int limit;
    private int pieceFrom;

    /** Whether anything was copied, so that the input alone no longer shows the whole. */
    private boolean copied;

    private boolean surrogates;

    void begin(int limitBytes) {
        limit = limitBytes;
        length = 0;
        copied = false;
        truncated = false;
        surrogates = false;
    }

    /** Lets go of the input. */
    void release() {
        bytes = NONE;
        from = 0;
        to = 0;
    }

    /** Begins a run of bytes to keep as they are. */
    void piece(int start) {
        pieceFrom = start;
    }

    /** Copies the run so far; the input may go away then. */
    void copyPiece(byte[] b, int end) {
        copied = true;
        int wanted = end - pieceFrom;
        if (wanted > 0 && !truncated) {
            int taken = Math.min(wanted, limit - length);
            reserve(taken);
            System.arraycopy(b, pieceFrom, own, length, taken);
            length += taken;
            truncated = taken < wanted;
        }
        pieceFrom = end;
    }

    /** Says that the scalar ends here. */
    void end(byte[] b, int end) {
        if (copied) {
            copyPiece(b, end);
            bytes = own;
            from = 0;
            to = truncated ? wholeCharacters(own, 0, length) : length;
        } else {
            truncated = end - pieceFrom > limit;
            bytes = b;
            from = pieceFrom;
            to = truncated ? wholeCharacters(b, from, from + limit) : end;
        }
    }

    /** Adds one decoded UTF-16 unit; the next run begins at {@code next}. */
    void append(int unit, int next) {
        pieceFrom = next;
        int size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        if (!fits(size)) {
            return;
        }
        surrogates |= Character.isSurrogate((char) unit);
        switch (size) {
            case 1 -> own[length] = (byte) unit;
            case 2 -> {
                own[length] = (byte) (0xc0 | (unit >> 6));
                own[length + 1] = (byte) (0x80 | (unit & 0x3f));
            }
            default -> {
                own[length] = (byte) (0xe0 | (unit >> 12));
                own[length + 1] = (byte) (0x80 | ((unit >> 6) & 0x3f));
                own[length + 2] = (byte) (0x80 | (unit & 0x3f));
            }
        }
        length += size;
    }

    /** Makes the high surrogate added just before and this low one the one character they are. */
    void appendLowHalf(int low, int next) {
        pieceFrom = next;
        if (truncated) {
            return;
        }
        length -= 3;
        int high = 0xd000 | ((own[length + 1] & 0x3f) << 6) | (own[length + 2] & 0x3f);
        if (!fits(4)) {
            return;
        }
        int point = Character.toCodePoint((char) high, (char) low);
        own[length] = (byte) (0xf0 | (point >> 18));
        own[length + 1] = (byte) (0x80 | ((point >> 12) & 0x3f));
        own[length + 2] = (byte) (0x80 | ((point >> 6) & 0x3f));
        own[length + 3] = (byte) (0x80 | (point & 0x3f));
        length += 4;
    }

    boolean equalTo(byte[] utf8) {
        return !truncated && Arrays.equals(bytes, from, to, utf8, 0, utf8.length);
    }

    String string() {
        if (!surrogates) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; ) {
            int c = bytes[i];
            if (c >= 0) {
                text.append((char) c);
                i++;
            } else if (c < (byte) 0xe0) {
                text.append((char) (((c & 0x1f) << 6) | (bytes[i + 1] & 0x3f)));
                i += 2;
            } else if (c < (byte) 0xf0) {
                text.append((char) (((c & 0x0f) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f)));
                i += 3;
            } else {
                int rest = ((bytes[i + 1] & 0x3f) << 12) | ((bytes[i + 2] & 0x3f) << 6) | (bytes[i + 3] & 0x3f);
                text.appendCodePoint(((c & 0x07) << 18) | rest);
                i += 4;
            }
        }
        return text.toString();
    }

    private boolean fits(int size) {
        if (truncated || length + size > limit) {
            truncated = true;
            return false;
        }
        reserve(size);
        return true;
    }

    private void reserve(int more) {
        if (length + more > own.length) {
            int capacity = Math.max(length + more, Math.max(FIRST_CAPACITY_BYTES, own.length * 2));
            own = Arrays.copyOf(own, Math.min(capacity, Math.max(limit, length + more)));
        }
    }

    /** The end of the last character that is whole within the bytes. */
    private static int wholeCharacters(byte[] b, int start, int end) {
        int lead = end;
        while (lead > start && end - lead < 4) {
            lead--;
            if (b[lead] >= 0) {
                return lead + 1;
            }
            if (b[lead] >= (byte) 0xc0) {
                int size = b[lead] >= (byte) 0xf0 ? 4 : b[lead] >= (byte) 0xe0 ? 3 : 2;
                return lead + size <= end ? lead + size : lead;
            }
        }
        return end;
    }
}
