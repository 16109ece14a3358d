package dev.pontage.dialect.json;

/** How much text and media a document has so far, in the units of {@link Flag}. */
final class Tally {
    private static final int TEXT = Flag.TEXT.bit | Flag.DEEP_TEXT.bit;

    private long textBytes;
    private long mediaTokens;

    void reset() {
        textBytes = 0;
        mediaTokens = 0;
    }

    /** Adds a string at this place, whole, of that decoded length. */
    void string(Node place, long length) {
        if (place.has(Flag.MEDIA)) {
            mediaTokens += media(length);
        } else if ((place.flags & TEXT) != 0) {
            textBytes += length;
        }
    }

    /** Adds the name of a member of an object at this place. */
    void name(Node object, long length) {
        if (object.has(Flag.DEEP_TEXT)) {
            textBytes += length;
        }
    }

    long textBytes() {
        return textBytes;
    }

    long mediaTokens() {
        return mediaTokens;
    }

    /** The text so far, with what was read of a string at this place. */
    long textBytesWith(Node place, long length) {
        return place.has(Flag.MEDIA) || (place.flags & TEXT) == 0 ? textBytes : textBytes + length;
    }

    /** The media so far, with what was read of a string at this place. */
    long mediaTokensWith(Node place, long length) {
        return place.has(Flag.MEDIA) ? mediaTokens + media(length) : mediaTokens;
    }

    private static long media(long length) {
        return Math.min(length, Scan.MEDIA_TOKENS_LIMIT);
    }
}
