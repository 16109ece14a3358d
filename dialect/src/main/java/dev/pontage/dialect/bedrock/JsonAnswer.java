package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.json.Malformed;
import java.util.function.Consumer;

/**
 * The text of an answer, where it may be the input of a tool of ours (A37).
 *
 * <p>While that tool may still be called, what else the model writes waits: beside the JSON it would spoil it. It is
 * text after all when the model calls a tool of the client's, or ends without an answer.
 */
final class JsonAnswer {
    private final String tool;
    private final StringBuilder waiting = new StringBuilder();
    private boolean answered;

    /** {@code tool}: the protocol's name of ours; empty if there is none. */
    JsonAnswer(String tool) {
        this.tool = tool;
    }

    boolean isTool(String name) {
        return !tool.isEmpty() && tool.equals(name);
    }

    void text(String piece, Consumer<ChatEvent> events) {
        if (piece.isEmpty()) {
            return;
        }
        if (tool.isEmpty()) {
            events.accept(new ChatEvent.Text(0, piece));
        } else if (!answered) {
            if (waiting.length() + piece.length() > ConverseReplyReader.DOCUMENT_LIMIT_BYTES) {
                throw new Malformed("", "has too much text beside its answer");
            }
            waiting.append(piece);
        }
    }

    void input(String piece, Consumer<ChatEvent> events) {
        answered = true;
        waiting.setLength(0);
        events.accept(new ChatEvent.Text(0, piece));
    }

    /** Tells what waited. */
    void release(Consumer<ChatEvent> events) {
        if (!waiting.isEmpty()) {
            events.accept(new ChatEvent.Text(0, waiting.toString()));
            waiting.setLength(0);
        }
    }

    /** The answer is complete; whether our tool gave it. */
    boolean end(int calls, Consumer<ChatEvent> events) {
        if (!answered) {
            release(events);
        }
        return answered && calls == 0;
    }
}
