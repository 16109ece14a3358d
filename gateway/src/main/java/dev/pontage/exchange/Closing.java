package dev.pontage.exchange;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Usage;
import dev.pontage.ledger.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port through which an exchange's books are closed; {@code meter} implements it. */
public interface Closing {

    /** Prices what happened and enters the receipt; called once for every exchange whose books were opened. */
    Answer<Closed> close(Exchange exchange, Admitted admitted, End end);

    /**
     * The same for an exchange that a bug has stopped: what cannot be counted or priced is left out, since there is
     * always exactly one receipt. Also called after a {@link #close} that threw.
     */
    Answer<Closed> abandon(Exchange exchange, Admitted admitted, End end);

    /** Whether receipts wait to be entered again after a failure: until they are, nothing new is admitted. */
    boolean behind();

    /**
     * The receipt, and whether the books have it.
     *
     * @param failure empty if they do; else why not in time: the receipt is kept and entered later, but this client
     *     must not see success
     */
    record Closed(Receipt receipt, String failure) {
        public boolean entered() {
            return failure.isEmpty();
        }
    }

    /**
     * How the exchange ended.
     *
     * @param served the attempt whose output the client received, or the last one; null if none was begun
     * @param attempts how many were made
     * @param reach how far the last one got: what was not sent is not charged (L-05)
     * @param usage the provider's count, or null
     * @param clamped whether that count was contradictory
     * @param deliveredTextBytes unescaped text bytes that were seen of the answer
     * @param lost attempts that may have cost something and whose output nobody received
     */
    record End(
            Receipt.Outcome outcome,
            @Nullable Attempt served,
            int attempts,
            Reach reach,
            @Nullable Usage usage,
            boolean clamped,
            long deliveredTextBytes,
            List<Lost> lost) {}

    /** An attempt that failed after something had gone up (F-08). */
    record Lost(Attempt attempt, Failure failure) {}
}
