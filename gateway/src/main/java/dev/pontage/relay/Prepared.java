package dev.pontage.relay;

import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Attempt;

/** What became of a request for one candidate. */
sealed interface Prepared {

    /** It can be flown. */
    record Ready(Attempt attempt) implements Prepared {}

    /**
     * Nobody has to be called: this is the answer, made here by estimate.
     *
     * @param body JSON in the client's dialect
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one answer and sent: nobody compares two of them.
    record Answered(byte[] body) implements Prepared {}

    /** The candidate's dialect cannot say what the client asks, so nothing is sent; another candidate's may. */
    record Unfit(Refusal refusal) implements Prepared {}

    /** The gateway cannot ask anybody, so there is no point in another candidate. */
    record Unable(Refusal refusal) implements Prepared {}
}
