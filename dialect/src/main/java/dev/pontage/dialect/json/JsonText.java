package dev.pontage.dialect.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The spelling of the JSON values that we write ourselves. */
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

    /** A value without any white space. */
    public static String of(Json value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Json value) {
        return of(value).getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, Json value) {
        switch (value) {
            case Json.Obj object -> {
                String separator = "{";
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    text.append(separator);
                    appendLiteral(text, member.getKey());
                    append(text.append(':'), member.getValue());
                    separator = ",";
                }
                text.append(object.members().isEmpty() ? "{}" : "}");
            }
            case Json.Arr array -> {
                text.append('[');
                for (int i = 0; i < array.items().size(); i++) {
                    append(i == 0 ? text : text.append(','), array.items().get(i));
                }
                text.append(']');
            }
            case Json.Str(String string) -> appendLiteral(text, string);
            case Json.Num(String spelling) -> text.append(spelling);
            case Json.Bool(boolean flag) -> text.append(flag);
            case Json.Null.NULL -> text.append("null");
        }
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2);
        appendLiteral(literal, text);
        return literal.toString();
    }

    private static void appendLiteral(StringBuilder literal, String text) {
        literal.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                literal.append(c).append(text.charAt(++i));
            } else {
                append(literal, c);
            }
        }
        literal.append('"');
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
