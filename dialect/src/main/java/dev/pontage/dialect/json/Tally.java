package dev.pontage.dialect.json;

/** How much text and media a document has so far, in the units of {@link Flag}. */
final class Tally {
    private static final int TEXT = Flag.TEXT.bit | Flag.DEEP_TEXT.bit;
    private static final int MEDIA = Flag.MEDIA.bit | Flag.LONG_MEDIA.bit;

    /** How much of a string shows whether it is the medium itself. */
    static final int BEGINNING_BYTES = 32;

    /** Nothing that can be seen or heard is shorter; what is shorter may be the name of something. */
    private static final int SHORTEST_MEDIUM_BYTES = 256;

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private long textBytes;
    private long mediaTokens;
    private long mediaBound;

    void reset() {
        textBytes = 0;
        mediaTokens = 0;
        mediaBound = 0;
    }

    /** Whether the beginning of a string at this place must be kept to be judged here. */
    static boolean isMedia(Node place) {
        return (place.flags & MEDIA) != 0;
    }

    /** Adds a string at this place, whole, of that decoded length; its beginning is kept where {@link #isMedia}. */
    void string(Node place, long length, Kept kept) {
        if (isMedia(place)) {
            long tokens = media(length);
            mediaTokens += tokens;
            if (length == 0 || isInline(kept, length)) {
                mediaBound += tokens;
            } else {
                mediaBound += place.has(Flag.LONG_MEDIA) ? Scan.LONG_MEDIA_TOKENS_LIMIT : Scan.MEDIA_TOKENS_LIMIT;
            }
        } else if ((place.flags & TEXT) != 0) {
            textBytes += length;
        }
    }

    /** Whether the string is the medium itself: a {@code data:} URL (RFC 2397) or bare base64, and not an address. */
    private static boolean isInline(Kept kept, long length) {
        return beginsWithData(kept) || (length >= SHORTEST_MEDIUM_BYTES && beginsAsBase64(kept));
    }

    private static boolean beginsWithData(Kept kept) {
        if (kept.to - kept.from < DATA.length) {
            return false;
        }
        for (int i = 0; i < DATA.length; i++) {
            int c = kept.bytes[kept.from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != DATA[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsAsBase64(Kept kept) {
        int end = Math.min(kept.to, kept.from + BEGINNING_BYTES);
        for (int i = kept.from; i < end; i++) {
            int c = kept.bytes[i];
            boolean fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!fine && c != '+' && c != '/' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
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

    long mediaBound() {
        return mediaBound;
    }

    /** The text so far, with what was read of a string at this place. */
    long textBytesWith(Node place, long length) {
        return isMedia(place) || (place.flags & TEXT) == 0 ? textBytes : textBytes + length;
    }

    /** The media so far, with what was read of a string at this place. */
    long mediaTokensWith(Node place, long length) {
        return isMedia(place) ? mediaTokens + media(length) : mediaTokens;
    }

    private static long media(long length) {
        return Math.min(length, Scan.MEDIA_TOKENS_LIMIT);
    }
}
