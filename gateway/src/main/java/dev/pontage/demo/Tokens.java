package dev.pontage.demo;

import dev.pontage.dialect.Peek;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Counts tokens as the gateway estimates them, so that its books and ours can be compared. */
final class Tokens {
    /** Most tokens of one picture, recording or file. */
    private static final int MAX_MEDIA_TOKENS = 16_384;

    private Tokens() {}

    /** ceil(UTF-8 bytes / 4). */
    static long of(String text) {
        return Peek.tokensOfText(bytes(text));
    }

    /** UTF-8 bytes. */
    static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Bytes of all strings below a value; names of members are not counted. */
    static long bytesBelow(JsonNode value) {
        if (value.isString()) {
            return bytes(value.stringValue());
        }
        long sum = 0;
        for (JsonNode child : value.values()) {
            sum += bytesBelow(child);
        }
        return sum;
    }

    /** What a picture, recording or file counts. */
    static long ofMedia(JsonNode part) {
        return Math.min(bytesBelow(part), MAX_MEDIA_TOKENS);
    }

    /** The longest beginning of {@code text} that is at most that many tokens and ends between characters. */
    static String beginning(String text, long tokens) {
        if (of(text) <= tokens) {
            return text;
        }
        long left = tokens * 4;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            at += Character.charCount(point);
        }
        return text.substring(0, at);
    }
}
