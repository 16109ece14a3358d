package dev.pontage.exchange;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.ledger.Receipt;
import java.util.List;

/**
 * Hears of every decision; logs and metrics are two of them. Called on the exchange's loop: no waiting, no throwing.
 */
public interface Watcher {

    /** A request has a head. */
    default void began(Exchange exchange, Head head) {}

    /** The caller is known. */
    default void known(Exchange exchange, Caller caller) {}

    /** The request is refused; nothing was spent. */
    default void refused(Exchange exchange, Head head, Refusal refusal) {}

    /** The permit is there. */
    default void admitted(Exchange exchange, Admitted admitted) {}

    /** An attempt begins. */
    default void attempting(Exchange exchange, Attempt attempt) {}

    /** An attempt failed; {@code again} says whether another follows. */
    default void attemptFailed(Exchange exchange, Attempt attempt, Failure failure, Reach reach, boolean again) {}

    /** The first meaningful byte is on its way to the client. */
    default void committed(Exchange exchange, Attempt attempt) {}

    /** The books are closed. */
    default void finished(Exchange exchange, Receipt receipt) {}

    /** The permit has ended; called once for each {@link #admitted}. */
    default void closed(Exchange exchange, Admitted admitted) {}

    /**
     * A bug stopped the exchange, which is ended now. Where {@code bug} was thrown may be told, its message never: it
     * may hold bytes of a client.
     */
    default void broke(Exchange exchange, Throwable bug) {}

    /** An answer that needed no permit was given. */
    default void answered(Exchange exchange, Head head, int status) {}

    /** One watcher that tells several. */
    static Watcher all(List<Watcher> watchers) {
        return new Watchers(List.copyOf(watchers));
    }
}
