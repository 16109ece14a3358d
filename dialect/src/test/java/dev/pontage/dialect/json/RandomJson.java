package dev.pontage.dialect.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Writes random valid documents in every spelling that RFC 8259 allows, and damages documents. */
final class RandomJson {
    static final List<String> NAMES = List.of("a", "b", "c", "text", "model", "x", "é", "名", "aa", "ab", "usage");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "12",
            "-7",
            "0.5",
            "1.0",
            "12.50",
            "1e3",
            "1E+2",
            "1.5e1",
            "2e-1",
            "100e-2",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e999",
            "-1.5E-400",
            "0e5",
            "0.0e99");
    private static final List<String> CHARACTERS = List.of(
            "a",
            "z",
            " ",
            "7",
            "/",
            "é",
            "ß",
            "中",
            "文",
            "ﬀ",
            "퟿",
            "",
            "😀",
            "\uDBFF\uDFFF",
            "\u0000",
            "\u007f",
            "\"",
            "\\",
            "\n",
            "\t",
            "\b",
            "\f",
            "\r",
            "\u0001",
            "\uD83D",
            "\uDE00",
            "\u2028",
            "\u0800",
            "\uFFFF");

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    RandomJson(Random random) {
        this.random = random;
    }

    byte[] document() {
        text.setLength(0);
        space();
        value(random.nextInt(5));
        space();
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Changes, removes, doubles or inserts a few bytes; the result is seldom valid. */
    byte[] damaged(byte[] document) {
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        int victim = random.nextInt(document.length + 1);
        String structural = "{}[],:\"\\u0-.eE+tfn \u0000\u0001\u001f\u007f";
        for (int i = 0; i <= document.length; i++) {
            byte c = i < document.length ? document[i] : (byte) ' ';
            if (i != victim) {
                if (i < document.length) {
                    damaged.write(c);
                }
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> damaged.write(random.nextInt(256));
                case 1 -> {}
                case 2 -> damaged.writeBytes(new byte[] {c, c});
                case 3 ->
                    damaged.writeBytes(new byte[] {(byte) structural.charAt(random.nextInt(structural.length())), c});
                case 4 -> damaged.write(structural.charAt(random.nextInt(structural.length())));
                default -> {
                    return damaged.toByteArray();
                }
            }
        }
        return damaged.toByteArray();
    }

    private void value(int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> text.append(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 1 -> text.append(List.of("true", "false", "null").get(random.nextInt(3)));
            case 2, 3, 4 -> string(randomText());
            case 5, 6, 7 -> object(depth);
            default -> array(depth);
        }
    }

    private void object(int depth) {
        text.append('{');
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",");
            space();
            string(
                    random.nextInt(8) == 0
                            ? randomText().replaceAll("\\p{Cs}", "")
                            : NAMES.get(random.nextInt(NAMES.size())));
            space();
            text.append(':');
            space();
            value(depth - 1);
            space();
        }
        space();
        text.append('}');
    }

    private void array(int depth) {
        text.append('[');
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            text.append(i == 0 ? "" : ",");
            space();
            value(depth - 1);
            space();
        }
        space();
        text.append(']');
    }

    private String randomText() {
        StringBuilder made = new StringBuilder();
        int pieces = random.nextInt(random.nextInt(6) == 0 ? 40 : 6);
        for (int i = 0; i < pieces; i++) {
            made.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
        }
        return made.toString();
    }

    private void string(String content) {
        text.append('"');
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < content.length()
                    && Character.isLowSurrogate(content.charAt(i + 1));
            if (pair && random.nextBoolean()) {
                text.append(c).append(content.charAt(++i));
            } else if (pair) {
                unit(c);
                unit(content.charAt(++i));
            } else if (Character.isSurrogate(c) || c < ' ' || c == '"' || c == '\\' || random.nextInt(12) == 0) {
                escaped(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private void escaped(char c) {
        int shorthand = "\"\\/\b\f\n\r\t".indexOf(c);
        if (shorthand >= 0 && random.nextBoolean()) {
            text.append('\\').append("\"\\/bfnrt".charAt(shorthand));
        } else {
            unit(c);
        }
    }

    private void unit(char c) {
        text.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
    }

    private void space() {
        if (random.nextInt(4) == 0) {
            text.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }
}
