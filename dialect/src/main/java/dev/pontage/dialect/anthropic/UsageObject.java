package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/** Usage as this protocol writes it: {@code input_tokens} without what was read from or written to a cache. */
final class UsageObject {
    private UsageObject() {}

    /** Of a whole message, and of the end of a stream. */
    static Json.Obj of(Usage usage) {
        Json.Obj written = new Members()
                .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
                .put("ephemeral_1h_input_tokens", usage.cacheWrite1h())
                .obj();
        return new Members()
                .put("input_tokens", usage.input() + usage.audioIn() + usage.imageIn())
                .put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
                .put("cache_read_input_tokens", usage.cacheRead() + usage.cachedAudioIn() + usage.cachedImageIn())
                .put("cache_creation", written)
                .put("output_tokens", usage.totalOut())
                .put(
                        "output_tokens_details",
                        new Members().put("thinking_tokens", usage.reasoning()).obj())
                .obj();
    }
}
