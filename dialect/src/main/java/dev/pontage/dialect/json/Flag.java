package dev.pontage.dialect.json;

/** What a {@link Scan} does with a string at a place of a {@link Shape}, besides reporting it. */
public enum Flag {
    /** The string is kept, decoded, up to {@link Limits#captureBytes}, for {@link Scan#string}. */
    CAPTURE(1),
    /** The string's decoded UTF-8 length is added to {@link Scan#textBytes}. */
    TEXT(2),
    /** Every string and member name at or beneath the place is added to {@link Scan#textBytes}. */
    DEEP_TEXT(4),
    /**
     * The string adds its decoded length, at most {@link Scan#MEDIA_TOKENS_LIMIT}, to {@link Scan#mediaTokens}. To
     * {@link Scan#mediaBound} it adds the same if it is the medium itself, and the limit if it only says where one is.
     */
    MEDIA(8),
    /** The same for what may be as long as somebody made it; an address counts {@link Scan#LONG_MEDIA_TOKENS_LIMIT}. */
    LONG_MEDIA(16);

    final int bit;

    Flag(int bit) {
        this.bit = bit;
    }
}
