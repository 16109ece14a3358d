package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;

/** The arguments of a tool call as the object that this protocol wants (protocols 9.3). */
final class ToolInput {
    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, false);

    /** Under this name goes what is no object, so that a bad call does not end a conversation. */
    private static final String WRAPPED = "arguments";

    private ToolInput() {}

    /** From JSON text; order of members and spelling of numbers stay (K04, K05). */
    static Json.Obj of(String arguments) {
        if (arguments.isBlank()) {
            return Json.Obj.EMPTY;
        }
        byte[] bytes = escaped(arguments).getBytes(StandardCharsets.UTF_8);
        try {
            return TREE.read(bytes, 0, bytes.length) instanceof Json.Obj object ? object : wrapped(arguments);
        } catch (JsonError noJson) {
            return wrapped(arguments);
        }
    }

    private static Json.Obj wrapped(String arguments) {
        return new Members().put(WRAPPED, arguments).obj();
    }

    /** Lone surrogates, which UTF-8 cannot spell, as escapes: they can only stand in strings. */
    private static String escaped(String text) {
        StringBuilder escaped = null;
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            escaped = escaped == null ? new StringBuilder(text.length() + 8) : escaped;
            escaped.append(text, copied, i).append("\\u").append(Integer.toHexString(c));
            copied = i + 1;
        }
        return escaped == null
                ? text
                : escaped.append(text, copied, text.length()).toString();
    }
}
