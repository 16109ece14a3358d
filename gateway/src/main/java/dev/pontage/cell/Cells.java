package dev.pontage.cell;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All cells of this process, by what they count; they outlive snapshots, so a reload forgets nothing. */
public final class Cells {
    private final ConcurrentMap<Id, Cell> cells = new ConcurrentHashMap<>();

    /** The cell for {@code id}, made empty at its first use. */
    public Cell of(Id id) {
        Cell known = cells.get(id);
        return known != null ? known : cells.computeIfAbsent(id, fresh -> new Cell());
    }

    /** Forgets cells of periods that began before {@code periodStart}; reservations still out settle unseen. */
    public void forgetBefore(long periodStart) {
        cells.keySet().removeIf(id -> id.periodStart() < periodStart);
    }

    public int size() {
        return cells.size();
    }

    /**
     * What a cell counts.
     *
     * @param kind what is counted
     * @param owner id of the key or account whose it is
     * @param periodStart number of the period, such as days since 1970-01-01 in UTC
     */
    public record Id(Kind kind, String owner, long periodStart) {}

    /** What a cell counts, with its unit. */
    public enum Kind {
        /** Nano-USD a key spends in a UTC day. */
        KEY_MONEY_DAY
    }
}
