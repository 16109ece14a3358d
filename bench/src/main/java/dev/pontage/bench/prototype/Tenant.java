package dev.pontage.bench.prototype;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** One key's rate window and its sums of tokens. */
final class Tenant {
    /** The tenant of every wrong key. */
    static final Tenant NOBODY = new Tenant(() -> 0);

    private static final int LIMIT_PER_WINDOW = 1_000_000;
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long WINDOW_MASK = (1L << (Long.SIZE - COUNT_BITS)) - 1;

    private final LongSupplier nanos;
    private final AtomicLong window = new AtomicLong(); // the window's number, then how many it has let in
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();

    Tenant(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Lets at most a million calls into each window of 2^30 nanoseconds. */
    boolean enter() {
        long current = (nanos.getAsLong() >> 30) & WINDOW_MASK;
        while (true) {
            long seen = window.get();
            long count = seen >>> COUNT_BITS == current ? (seen & COUNT_MASK) + 1 : 1;
            if (count > LIMIT_PER_WINDOW) {
                return false;
            }
            if (window.compareAndSet(seen, current << COUNT_BITS | count)) {
                return true;
            }
        }
    }

    void used(long input, long output) {
        inputTokens.add(input);
        outputTokens.add(output);
    }
}
