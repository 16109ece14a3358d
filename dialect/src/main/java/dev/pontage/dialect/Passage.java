package dev.pontage.dialect;

import org.jspecify.annotations.Nullable;

/**
 * One upstream answer on its way to the client: reads every byte and says which may go on.
 *
 * <p>Made for one attempt, used on one thread. Output never depends on how the input was cut (C5). The terminal event
 * is kept back until {@link #release}, because the books are closed before the client sees the end.
 */
public interface Passage {

    /** Takes the next bytes; those that may go on are given to {@code client}, now or at a later call. */
    void feed(byte[] bytes, int from, int to, Sink client);

    /** The upstream ended its body; an event left open is judged as it stands. */
    void end(Sink client);

    /** Forwards what was kept back: the terminal event, or the rest of a whole answer. Called at most once. */
    void release(Sink client);

    /**
     * The answer ends here, whatever the reason: ends an event of which the client has only a part, so that an error
     * may follow it. Changes nothing where no event is open.
     */
    default void interrupt(Sink client) {}

    /** Whether the client has only part of an event, so that no heartbeat may be written now. */
    default boolean midEvent() {
        return false;
    }

    /** Whether something that means something to the client has been seen: from here on nothing is retried. */
    boolean committed();

    /** Whether the answer is complete: its terminal event is here, kept back. */
    boolean terminal();

    /** The error that the upstream put into the stream, or a breach of its protocol; null while all is well. */
    @Nullable Failure failure();

    /** The provider's own count, or null if it gave none (yet). */
    @Nullable Usage usage();

    /** Whether a count of the provider was contradictory and had to be clamped (L-21). */
    boolean clamped();

    /** Unescaped bytes of text, reasoning, refusal and tool arguments seen so far. */
    long deliveredTextBytes();

    /** Where bytes for the client go. The array may be reused after the call returns. */
    interface Sink {
        void pass(byte[] bytes, int from, int to);
    }
}
