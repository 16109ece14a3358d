package dev.pontage.egress.fetch;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The kinds of media that are known by their first bytes; what a server says of them does not count. */
public enum MediaKind {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp"),
    PDF("application/pdf"),
    /** UTF-8 without control characters but tabs and line ends; it has no mark, so all of it counts. */
    TEXT("text/plain");

    /** As many bytes tell the kind of all that have a mark. */
    static final int MARK_BYTES = 12;

    private final String mediaType;

    MediaKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The kind whose mark these bytes begin with, or null. Sources: RFC 2083, RFC 9649, ISO 32000, ITU T.81, GIF89a.
     */
    static @Nullable MediaKind marked(byte[] bytes, int length) {
        if (begins(bytes, length, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (begins(bytes, length, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (begins(bytes, length, 0, "GIF87a") || begins(bytes, length, 0, "GIF89a")) {
            return GIF;
        }
        if (begins(bytes, length, 0, "RIFF") && begins(bytes, length, 8, "WEBP")) {
            return WEBP;
        }
        return begins(bytes, length, 0, "%PDF-") ? PDF : null;
    }

    /** Whether all of it is text. */
    static boolean isText(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
                    || bytes[i] == 0x7f) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer unread = CharBuffer.allocate(4_096);
        CoderResult result = decoder.decode(rest, unread, true);
        while (result.isOverflow()) {
            result = decoder.decode(rest, unread.clear(), true);
        }
        return length > 0 && !result.isError();
    }

    private static boolean begins(byte[] bytes, int length, int from, String mark) {
        if (length < from + mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if ((bytes[from + i] & 0xff) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
