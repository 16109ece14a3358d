package dev.pontage.exchange;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.ledger.Books;

/** The port through which attempts are made; {@code call} implements it. */
public interface Upstream {

    /**
     * Begins an attempt. The permit is the proof that somebody pays; it must not have ended.
     *
     * <p>A connection is chosen at once; the first body byte goes up only when the books have the attempt. The inbound
     * hears nothing before this has returned.
     *
     * @param entered the books' answer to this attempt
     */
    Flight attempt(
            Exchange exchange,
            Permit permit,
            Attempt attempt,
            Asked asked,
            Answer<Books.Entered> entered,
            Inbound inbound);

    /** An attempt under way. Used on the exchange's loop. */
    interface Flight {
        /**
         * Stops reading from the upstream's socket: the client is slow. What one read of it has brought already is
         * still handed on, at most 128 KiB.
         */
        void pause();

        /** Reads on. */
        void resume();

        /** Whether anything of the request went up: {@link Reach#NOT_SENT} or {@link Reach#SENT}. */
        Reach reach();

        /** Gives the attempt up and closes its connection; {@link Inbound} hears nothing more. */
        void cancel();
    }

    /**
     * What an attempt tells its owner, on the exchange's loop; after {@code ended} or {@code failed} nothing more. It
     * does not throw: see {@link Exchange#guarded(Inbound)}.
     */
    interface Inbound {
        /** The final head of the answer. */
        void head(int status, Headers headers);

        /** Body bytes, in order; the array may be reused after the call returns. */
        void bytes(byte[] bytes, int from, int to);

        /** The answer is complete as HTTP counts it. */
        void ended();

        /** It will not be complete. */
        void failed(Failure failure, Reach reach);

        /**
         * A connection used before was closed by the upstream before any byte of an answer, so the same request goes up
         * once more, on a fresh one. The upstream may have charged for the first (F-08).
         */
        default void resent() {}

        /** The books did not take the attempt, so nothing was sent: our own fault, named by {@code code}. */
        void notEntered(String code);
    }
}
