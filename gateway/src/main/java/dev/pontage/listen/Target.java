package dev.pontage.listen;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request target taken apart (RFC 9112, 3.2): only its path and query count, never its host (S-05).
 *
 * @param path as sent, beginning with a slash
 * @param query as sent, without its question mark; empty if none
 */
record Target(String path, String query) {

    /**
     * Origin form and absolute form. Null for the rest ({@code *}, authority form), for what is no visible ASCII, and
     * for a path with a dot segment, plain or encoded: what those mean depends on who resolves them.
     */
    static @Nullable Target parse(String text) {
        String target = text.startsWith("/") ? text : originForm(text);
        if (target == null || !visible(target)) {
            return null;
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        return hasDotSegment(path) ? null : new Target(path, question < 0 ? "" : target.substring(question + 1));
    }

    private static @Nullable String originForm(String absolute) {
        int authority = absolute.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : absolute.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (authority < 0) {
            return null;
        }
        for (int i = authority; i < absolute.length(); i++) {
            switch (absolute.charAt(i)) {
                case '/' -> {
                    return i == authority ? null : absolute.substring(i);
                }
                case '?', '#', '@', '\\' -> {
                    return null;
                }
                default -> {}
            }
        }
        return null;
    }

    private static boolean visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDotSegment(String path) {
        // Nearly every path has neither a "/." nor a percent sign.
        if (!path.contains("/.") && path.indexOf('%') < 0) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            String plain = segment.replace("%2e", ".").replace("%2E", ".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Percent-decodes a path parameter; null unless it is well-formed UTF-8 without control characters
     * and dot segments. */
    static @Nullable String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
                if (low < 0) {
                    return null;
                }
                c = (char) (high << 4 | low);
                i += 2;
            }
            bytes[length++] = (byte) c;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) || hasDotSegment("/" + text) ? null : text;
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
