package dev.pontage.boot;

import dev.pontage.base.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * The time of one stop. Draining and writing the books take no more together than they were given (25 and 5 s), since
 * whoever told us to stop kills what has not stopped by then, and with it what the books still hold.
 */
final class StopClock {
    /** A drain that ends late takes its time from the books, but for this. */
    static final long LEAST_FLUSH_MILLIS = 1_000;

    private final Ticker ticker;
    private final long drainMillis;
    private final long flushMillis;
    private final long begunNanos;

    /** Begins with the stop. */
    StopClock(Ticker ticker, long drainMillis, long flushMillis) {
        this.ticker = ticker;
        this.drainMillis = drainMillis;
        this.flushMillis = flushMillis;
        begunNanos = ticker.nanos();
    }

    /** How long the books may take from now on: what was set for them, or what is left. */
    long flushMillis() {
        long left = drainMillis + flushMillis - TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - begunNanos);
        return Math.clamp(left, Math.min(LEAST_FLUSH_MILLIS, flushMillis), flushMillis);
    }
}
