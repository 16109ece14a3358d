package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.json.Members;

/** The members that every chunk, and a whole completion, begins with: SDKs demand all four (protocols 12). */
final class Identity {
    private Identity() {}

    static Members of(Envelope envelope, ChatEvent.Started started, String object) {
        String id = started.id().isEmpty() ? "chatcmpl-" + envelope.requestId() : started.id();
        String model = envelope.shownModel().isEmpty() ? started.model() : envelope.shownModel();
        long created = started.createdEpochSeconds() == 0 ? envelope.epochSeconds() : started.createdEpochSeconds();
        return new Members()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }
}
