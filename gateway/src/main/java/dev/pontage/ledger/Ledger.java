package dev.pontage.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The read side of the books. May block: never called on an event loop. */
public interface Ledger {

    /** Entries with {@code seq > after}, ascending, at most {@code limit} (1 to 10,000). */
    List<LedgerEntry> after(long after, int limit);

    /** The usage entry of a request, if it is settled. */
    Optional<LedgerEntry> ofRequest(String requestId);

    /** What budgets count per key since the start of the given UTC day (days since 1970-01-01). */
    Map<String, Long> budgetNanoUsdByKey(long utcDay);
}
