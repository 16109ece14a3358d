package dev.pontage.call;

/** Reads over the header of a gzip member, however it is cut (RFC 1952, 2.3). */
final class GzipHead {
    private static final int FIXED_BYTES = 10;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int MOST_BYTES = 64 * 1024;

    private int position;
    private int flags;
    private int pending = EXTRA | NAME | COMMENT | CHECKSUM;
    private int extraLength;
    private int extraRead;
    private int checksumRead;
    private boolean read;
    private boolean garbled;

    boolean read() {
        return read;
    }

    boolean garbled() {
        return garbled;
    }

    /** Takes bytes until the header is over; gives the offset behind the last one taken. */
    int feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !read && !garbled) {
            take(bytes[at++] & 0xff);
        }
        return at;
    }

    private void take(int value) {
        if (position < FIXED_BYTES) {
            fixed(value);
        } else if ((pending & EXTRA) != 0) {
            extra(value);
        } else if ((pending & (NAME | COMMENT)) != 0) {
            if (value == 0) {
                pending &= (pending & NAME) != 0 ? ~NAME : ~COMMENT;
            }
        } else if (++checksumRead == 2) {
            pending &= ~CHECKSUM;
        }
        position++;
        garbled |= position > MOST_BYTES;
        read = position >= FIXED_BYTES && pending == 0;
    }

    private void fixed(int value) {
        switch (position) {
            case 0 -> garbled = value != 0x1f;
            case 1 -> garbled = value != 0x8b;
            case 2 -> garbled = value != 8;
            case 3 -> {
                flags = value;
                pending &= flags;
                garbled = (flags & 0xe0) != 0;
            }
            default -> {
                // Time, extra flags and system mean nothing to us.
            }
        }
    }

    private void extra(int value) {
        if (extraRead < 2) {
            extraLength |= value << (8 * extraRead);
        }
        extraRead++;
        if (extraRead >= 2 && extraRead == extraLength + 2) {
            pending &= ~EXTRA;
        }
    }
}
