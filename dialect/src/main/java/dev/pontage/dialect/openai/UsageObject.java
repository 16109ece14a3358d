package dev.pontage.dialect.openai;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Members;

/** Usage as this protocol writes it: totals that include the cached and the reasoned (protocols 1.4). */
final class UsageObject {
    private UsageObject() {}

    static Json.Obj of(Usage usage) {
        Members prompt = new Members()
                .put("cached_tokens", usage.cacheRead() + usage.cachedAudioIn() + usage.cachedImageIn())
                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
                .put("audio_tokens", usage.audioIn() + usage.cachedAudioIn());
        Members completion =
                new Members().put("reasoning_tokens", usage.reasoning()).put("audio_tokens", usage.audioOut());
        return new Members()
                .put("prompt_tokens", usage.totalIn())
                .put("completion_tokens", usage.totalOut())
                .put("total_tokens", usage.totalIn() + usage.totalOut())
                .put("prompt_tokens_details", prompt.obj())
                .put("completion_tokens_details", completion.obj())
                .obj();
    }
}
