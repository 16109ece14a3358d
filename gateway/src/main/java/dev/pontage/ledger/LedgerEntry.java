package dev.pontage.ledger;

import java.util.Locale;

/**
 * One line of the books.
 *
 * @param seq its place, ascending without reuse
 * @param id unique: the request id for usage; for an abandoned attempt the request id and the attempt's place among
 *     those of its receipt, counted from 1. Its number will not do, since a request that goes up twice on one attempt
 *     (its reused connection had been closed) can be lost twice
 * @param receipt what it says; for an attempt, the abandoned attempt's figures with charge 0
 */
public record LedgerEntry(long seq, String id, Type type, Receipt receipt) {

    /** What kind of line it is. */
    public enum Type {
        /** A settled exchange. */
        USAGE,
        /** Possible upstream cost, charged to nobody. */
        ATTEMPT;

        private final String word = name().toLowerCase(Locale.ROOT);

        public String word() {
            return word;
        }
    }
}
