package dev.pontage.dialect.json;

import java.nio.charset.StandardCharsets;

/** The spelling of the few JSON values that we write ourselves. */
public final class JsonText {
    private JsonText() {}

    /** A string literal in UTF-8, quotes included; a lone surrogate, which UTF-8 cannot spell, is escaped. */
    public static byte[] quote(String text) {
        return literal(text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A member to insert just after an object's opening bracket, such as {@code "stream":true,}.
     *
     * @param value the value as JSON text
     * @param onlyMember whether the object is empty, so that no comma may follow
     */
    public static byte[] firstMember(String name, String value, boolean onlyMember) {
        return (literal(name) + ':' + value + (onlyMember ? "" : ",")).getBytes(StandardCharsets.UTF_8);
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                literal.append(c).append(text.charAt(++i));
            } else {
                append(literal, c);
            }
        }
        return literal.append('"').toString();
    }

    private static void append(StringBuilder literal, char c) {
        switch (c) {
            case '"' -> literal.append("\\\"");
            case '\\' -> literal.append("\\\\");
            case '\n' -> literal.append("\\n");
            case '\r' -> literal.append("\\r");
            case '\t' -> literal.append("\\t");
            case '\b' -> literal.append("\\b");
            case '\f' -> literal.append("\\f");
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    appendHex(literal, c);
                } else {
                    literal.append(c);
                }
            }
        }
    }

    private static void appendHex(StringBuilder literal, char c) {
        literal.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            literal.append(Character.forDigit((c >> shift) & 15, 16));
        }
    }
}
