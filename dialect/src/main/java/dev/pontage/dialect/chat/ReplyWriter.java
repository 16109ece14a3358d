package dev.pontage.dialect.chat;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.Usage;

/** Writes an answer in a client's dialect, streamed or whole. Made for one exchange, used on one thread. */
public interface ReplyWriter {

    /** Writes what can be written of it now. */
    void event(ChatEvent event, Sink client);

    /** Writes the end: of a stream its last events, of a whole answer all of it. */
    void end(Usage usage, Sink client);
}
