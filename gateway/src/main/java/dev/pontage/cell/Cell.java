package dev.pontage.cell;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that is reserved from before the work and corrected after it: one type for any unit.
 *
 * <p>What it holds never exceeds the limit given with a {@link #take}, whatever runs at the same time: the check and
 * the addition are one atomic step (design decision D6, L-10). The limit is the snapshot's, so it is passed in and a
 * changed limit holds for the next take. Later leases refill from a shared store behind this same type.
 */
public final class Cell {
    private final AtomicLong held = new AtomicLong();

    /**
     * Reserves {@code amount} (at least 0) if the sum stays within {@code limit}; false if not, and nothing changes.
     */
    public boolean take(long amount, long limit) {
        if (amount < 0) {
            throw new IllegalArgumentException("a negative amount was reserved");
        }
        while (true) {
            long now = held.get();
            if (amount > limit || now > limit - amount) {
                return false;
            }
            if (held.compareAndSet(now, now + amount)) {
                return true;
            }
        }
    }

    /**
     * Replaces a reservation by what was really used. More than was taken is entered too: the books are the truth, and
     * the next take sees it.
     */
    public void settle(long taken, long used) {
        held.addAndGet(used - taken);
    }

    /** Enters what was used before this process started. */
    public void enter(long used) {
        held.addAndGet(used);
    }

    /** Reserved and used, together. */
    public long held() {
        return held.get();
    }
}
