package dev.pontage.ledger;

/**
 * One line of the books.
 *
 * @param seq its place, ascending without reuse
 * @param id unique, the request id for usage and request id with attempt number for attempts
 * @param receipt what it says; for an attempt, the abandoned attempt's figures with charge 0
 */
public record LedgerEntry(long seq, String id, Type type, Receipt receipt) {

    /** What kind of line it is. */
    public enum Type {
        /** A settled exchange. */
        USAGE,
        /** Possible upstream cost, charged to nobody. */
        ATTEMPT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
