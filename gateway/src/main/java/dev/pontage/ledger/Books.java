package dev.pontage.ledger;

import dev.pontage.base.Answer;

/**
 * Where every admitted exchange is entered: opened before its first body byte goes up, closed before its client sees
 * the end.
 *
 * <p>Called on the exchange's event loop, so an implementation answers at once or with a {@link Answer.Pending}. For
 * each {@code open} that succeeded there is exactly one {@code close}. Room for the close is set aside at the open:
 * when the books are full, new exchanges are refused and open ones can still close.
 */
public interface Books {

    /** Enters that an exchange was admitted. */
    Answer<Entered> open(Opening opening);

    /** Enters that an attempt is about to send its first body byte. */
    Answer<Entered> attempt(AttemptBegun attempt);

    /** Enters the receipt; safe to call again with the same receipt after a failure. */
    Answer<Entered> close(Receipt receipt);

    /** The books have it. */
    enum Entered {
        ENTERED
    }

    /**
     * An admitted exchange.
     *
     * @param reservedNanoUsd what was reserved for it
     */
    record Opening(
            String requestId,
            String account,
            String dna,
            String key,
            String model,
            long reservedNanoUsd,
            long atMicros) {}

    /** An attempt, counted from 1. */
    record AttemptBegun(
            String requestId, int number, String provider, String credential, String upstreamModel, long atMicros) {}
}
