package dev.pontage.dialect.openai;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.json.Members;
import java.util.HexFormat;

/** The members that every chunk, and a whole completion, begins with: SDKs demand the first four (protocols 12). */
record Identity(String id, long createdEpochSeconds, String model, String fingerprint) {

    static Identity of(Envelope envelope, ChatEvent.Started started) {
        String id = started.id().isEmpty() ? "chatcmpl-" + envelope.requestId() : started.id();
        String model = envelope.shownModel().isEmpty() ? started.model() : envelope.shownModel();
        long created = started.createdEpochSeconds() == 0 ? envelope.epochSeconds() : started.createdEpochSeconds();
        return new Identity(id, created, model, fingerprint(model));
    }

    /**
     * Stands for what an upstream of another protocol does not tell: alike for all answers that show this name, and
     * made of nothing else, so that it does not tell which model serves.
     */
    private static String fingerprint(String model) {
        return "fp_" + HexFormat.of().toHexDigits(model.hashCode());
    }

    Members head(String object) {
        return new Members()
                .put("id", id)
                .put("object", object)
                .put("created", createdEpochSeconds)
                .put("model", model)
                .put("system_fingerprint", fingerprint);
    }
}
