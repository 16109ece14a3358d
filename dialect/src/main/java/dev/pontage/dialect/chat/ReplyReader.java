package dev.pontage.dialect.chat;

import java.util.function.Consumer;

/**
 * Reads what an upstream dialect's own passage lets through, and tells what it means.
 *
 * <p>The passage has checked the bytes and keeps usage, failures and the end to itself. Made for one attempt, used on
 * one thread; what it tells does not depend on how the bytes were cut.
 */
public interface ReplyReader {

    /**
     * Takes the next bytes.
     *
     * @throws dev.pontage.dialect.json.Malformed if they cannot be what the dialect says
     */
    void feed(byte[] bytes, int from, int to, Consumer<ChatEvent> events);

    /** The answer is complete; tells what was waiting for that. */
    void end(Consumer<ChatEvent> events);
}
