package dev.pontage.boot;

import dev.pontage.ledger.Ledger;
import dev.pontage.ledger.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Written books that a test fills, or makes slow. */
public final class TestLedger implements Ledger {
    private volatile Function<String, Optional<LedgerEntry>> onLookUp = id -> Optional.empty();

    public void answerLookUpsWith(Function<String, Optional<LedgerEntry>> answer) {
        onLookUp = answer;
    }

    @Override
    public List<LedgerEntry> after(long after, int limit) {
        return List.of();
    }

    @Override
    public Optional<LedgerEntry> ofRequest(String requestId) {
        return onLookUp.apply(requestId);
    }

    @Override
    public Map<String, Long> budgetNanoUsdByKey(long utcDay) {
        return Map.of();
    }
}
