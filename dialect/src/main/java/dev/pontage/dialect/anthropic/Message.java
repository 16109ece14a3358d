package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.json.Members;

/** The members that every message begins with, streamed or whole (protocols 3.3). */
final class Message {
    private static final String PREFIX = "msg_";

    private Message() {}

    /** An id of another protocol is not shown: ours begins as clients of this one expect. */
    static Members of(Envelope envelope, ChatEvent.Started started) {
        String id = started.id().startsWith(PREFIX) ? started.id() : PREFIX + envelope.requestId();
        String model = envelope.shownModel().isEmpty() ? started.model() : envelope.shownModel();
        return new Members()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }
}
