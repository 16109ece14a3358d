package dev.pontage.dialect.openai;

import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/** What this protocol has no place for and clients send back all the same, as convention C1 spells it. */
final class OpaqueThoughts {
    private OpaqueThoughts() {}

    static Json signed(String text, String signature) {
        return new Members()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", signature)
                .obj();
    }

    static Json redacted(String data) {
        return new Members().put("type", "redacted_thinking").put("data", data).obj();
    }

    /** A picture that the model made, as other gateways show it in {@code images}. */
    static Json image(String mediaType, String base64) {
        return new Members()
                .put("type", "image_url")
                .put(
                        "image_url",
                        new Members()
                                .put("url", "data:" + mediaType + ";base64," + base64)
                                .obj())
                .obj();
    }
}
