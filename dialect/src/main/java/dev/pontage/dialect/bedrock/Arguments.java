package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Members;
import java.nio.charset.StandardCharsets;

/**
 * From the text of a call's arguments to the object that this protocol wants; order of members and spelling of numbers
 * stay (K04, K05).
 */
final class Arguments {
    /** Under this name stands what is no object: a model wrote it, and the conversation has to go on (9.3). */
    static final String WRAPPED = "arguments";

    private static final JsonTree TREE = new JsonTree(Limits.DEFAULT, false);

    private Arguments() {}

    static Json.Obj object(String text) {
        if (text.isBlank()) {
            return Json.Obj.EMPTY;
        }
        byte[] bytes = spelled(text).getBytes(StandardCharsets.UTF_8);
        try {
            return TREE.read(bytes, 0, bytes.length) instanceof Json.Obj object ? object : wrapped(text);
        } catch (JsonError notJson) {
            return wrapped(text);
        }
    }

    /** Whether the object only holds the text as it is. */
    static boolean isWrapped(Json.Obj object, String text) {
        return object.members().size() == 1
                && object.get(WRAPPED) instanceof Json.Str(String inside)
                && inside.equals(text);
    }

    /** UTF-8 has no lone surrogates; JSON has them as escapes, and only its strings can hold one. */
    private static String spelled(String text) {
        if (text.codePoints().noneMatch(c -> c <= 0xffff && Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder spelled = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c <= 0xffff && Character.isSurrogate((char) c)) {
                spelled.append("\\u").append(Integer.toHexString(c));
            } else {
                spelled.appendCodePoint(c);
            }
        });
        return spelled.toString();
    }

    private static Json.Obj wrapped(String text) {
        return new Members().put(WRAPPED, text).obj();
    }
}
