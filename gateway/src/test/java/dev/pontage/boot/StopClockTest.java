package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.base.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F-41: a stop")
final class StopClockTest {
    private long nanos = Long.MAX_VALUE;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    };

    @ParameterizedTest(name = "drained after {0} ms, the books of {1} ms get {2}")
    @DisplayName("takes no longer than drain and flush together: a late drain shortens the flush, but for a second")
    @CsvSource({
        "0,5000,5000",
        "25000,5000,5000",
        "27000,5000,3000",
        "29000,5000,1000",
        "60000,5000,1000",
        "29000,200,200",
    })
    void total(long drainedAfter, long flush, long left) {
        StopClock clock = new StopClock(ticker, 25_000, flush);
        nanos += TimeUnit.MILLISECONDS.toNanos(drainedAfter);
        assertEquals(left, clock.flushMillis());
    }
}
