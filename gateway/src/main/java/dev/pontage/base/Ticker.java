package dev.pontage.base;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time, passed in. */
public interface Ticker {

    /** Monotonic nanoseconds; only differences mean something. */
    long nanos();

    /** Microseconds since 1970-01-01T00:00Z. */
    long epochMicros();

    /** The machine's clocks. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMicros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
    };
}
