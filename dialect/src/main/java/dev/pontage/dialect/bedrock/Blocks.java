package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/** The content blocks that more than one writer makes (protocols 5.2). */
final class Blocks {
    private Blocks() {}

    /** A union with one member. */
    static Json.Obj of(String name, Json value) {
        return new Members().put(name, value).obj();
    }

    static Json.Obj text(String text) {
        return of("text", new Json.Str(text));
    }

    /** Stands after what is to be cached; five minutes are what no {@code ttl} means. */
    static Json.Obj cachePoint(CacheMark mark) {
        Members point = new Members().put("type", "default");
        if (mark == CacheMark.ONE_HOUR) {
            point.put("ttl", "1h");
        }
        return of("cachePoint", point.obj());
    }

    static Json.Obj thought(String text, String signature) {
        Members thought = new Members().put("text", text);
        if (!signature.isEmpty()) {
            thought.put("signature", signature);
        }
        return of("reasoningContent", of("reasoningText", thought.obj()));
    }

    static Json.Obj redacted(String data) {
        return of("reasoningContent", of("redactedContent", new Json.Str(data)));
    }

    static Json.Obj toolUse(String id, String name, Json.Obj input) {
        return of(
                "toolUse",
                new Members()
                        .put("toolUseId", id)
                        .put("name", name)
                        .put("input", input)
                        .obj());
    }

    static Json.Obj bytes(String base64) {
        return of("bytes", new Json.Str(base64));
    }
}
