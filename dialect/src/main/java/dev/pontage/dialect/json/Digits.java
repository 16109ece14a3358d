package dev.pontage.dialect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The grammar of a number (RFC 8259, section 6), followed a byte at a time and resumable anywhere. */
final class Digits {
    private static final int START = 0;
    private static final int SIGN = 1;
    private static final int ZERO = 2;
    private static final int WHOLE = 3;
    private static final int POINT = 4;
    private static final int FRACTION = 5;
    private static final int EXPONENT = 6;
    private static final int EXPONENT_SIGN = 7;
    private static final int POWER = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long BEYOND_NINE = 0x7676767676767676L;

    private int state;
    private int length;

    /** Begins before the number's first character, which must be a minus or a digit. */
    void begin() {
        state = START;
        length = 0;
    }

    /** Whether what was read is a whole number token; if not, more has to come. */
    boolean complete() {
        return state == ZERO || state == WHOLE || state == FRACTION || state == POWER;
    }

    /** Characters read so far. */
    int length() {
        return length;
    }

    /** The index of the first byte that does not belong to the number, or {@code to}. */
    int run(byte[] b, int from, int to) {
        int i = state == START ? plain(b, from, to) : from;
        while (i < to) {
            int c = b[i];
            int next = c >= '0' && c <= '9' ? afterDigit(c) : afterOther(c);
            if (next < 0) {
                break;
            }
            state = next;
            i++;
        }
        length += i - from;
        return i;
    }

    /**
     * Passes a number without an exponent, the usual kind, as far as it is here; the careful way goes on from there.
     */
    private int plain(byte[] b, int from, int to) {
        int i = b[from] == '-' ? from + 1 : from;
        if (i == to) {
            state = SIGN;
            return i;
        }
        int whole = i;
        i = b[i] == '0' ? i + 1 : afterDigits(b, i, to);
        if (i == whole) {
            state = SIGN;
            return i;
        }
        state = b[whole] == '0' ? ZERO : WHOLE;
        if (i < to && b[i] == '.') {
            int fraction = i + 1;
            i = afterDigits(b, fraction, to);
            state = i == fraction ? POINT : FRACTION;
        }
        return i;
    }

    /** The next index that has no digit, or {@code to}. */
    private static int afterDigits(byte[] b, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            // 0 to 9 in each byte that is a digit; a carry can come only out of a byte that is itself none.
            long w = (long) LONGS.get(b, i) ^ ZEROS;
            long others = ((w + BEYOND_NINE) | w) & HIGH_BITS;
            if (others != 0) {
                return i + (Long.numberOfTrailingZeros(others) >>> 3);
            }
        }
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    private int afterOther(int c) {
        if (c == '.') {
            return state == ZERO || state == WHOLE ? POINT : -1;
        }
        if (c == 'e' || c == 'E') {
            return state == ZERO || state == WHOLE || state == FRACTION ? EXPONENT : -1;
        }
        return (c == '+' || c == '-') && state == EXPONENT ? EXPONENT_SIGN : -1;
    }

    private int afterDigit(int c) {
        return switch (state) {
            case SIGN -> c == '0' ? ZERO : WHOLE;
            case ZERO -> -1;
            case POINT -> FRACTION;
            case EXPONENT, EXPONENT_SIGN -> POWER;
            default -> state;
        };
    }

    /** The exact value of the number spelled by the bytes, if it is whole and fits; else {@code otherwise}. */
    static long whole(byte[] b, int from, int to, long otherwise) {
        boolean negative = b[from] == '-';
        long value = 0; // kept negative, since the most negative long has no opposite
        long zeros = 0; // digits 0 held back until a digit follows that is not
        long fraction = 0;
        boolean point = false;
        int i = negative ? from + 1 : from;
        for (; i < to && (b[i] | 0x20) != 'e'; i++) {
            if (b[i] == '.') {
                point = true;
                continue;
            }
            fraction += point ? 1 : 0;
            int digit = b[i] - '0';
            if (digit == 0) {
                zeros++;
                continue;
            }
            for (; zeros >= 0; zeros--) {
                if (value < Long.MIN_VALUE / 10) {
                    return otherwise;
                }
                value *= 10;
            }
            zeros = 0;
            if (value < Long.MIN_VALUE + digit) {
                return otherwise;
            }
            value -= digit;
        }
        if (value == 0) {
            return 0;
        }
        long power = (i < to ? power(b, i + 1, to) : 0) - fraction + zeros;
        if (power < 0 || power > 18) {
            return otherwise;
        }
        for (; power > 0; power--) {
            if (value < Long.MIN_VALUE / 10) {
                return otherwise;
            }
            value *= 10;
        }
        return negative ? value : value == Long.MIN_VALUE ? otherwise : -value;
    }

    /** The exponent, or one as good where it is beyond any use. */
    private static long power(byte[] b, int from, int to) {
        boolean negative = b[from] == '-';
        long power = 0;
        for (int i = negative || b[from] == '+' ? from + 1 : from; i < to; i++) {
            power = Math.min(power * 10 + b[i] - '0', Integer.MAX_VALUE);
        }
        return negative ? -power : power;
    }
}
