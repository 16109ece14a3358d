package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/** Blocks of content that requests and answers spell alike (protocols 3.2, 3.3). */
final class Blocks {
    private Blocks() {}

    static Json.Obj text(String text) {
        return new Members().put("type", "text").put("text", text).obj();
    }

    static Json.Obj thinking(String text, String signature) {
        return new Members()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", signature)
                .obj();
    }

    static Json.Obj redacted(String data) {
        return new Members().put("type", "redacted_thinking").put("data", data).obj();
    }

    static Json.Obj call(String id, String name, Json.Obj input) {
        return new Members()
                .put("type", "tool_use")
                .put("id", ToolIds.clean(id))
                .put("name", name)
                .put("input", input)
                .obj();
    }
}
