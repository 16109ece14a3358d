package dev.pontage.store;

import dev.pontage.base.Ticker;
import dev.pontage.dialect.Usage;
import dev.pontage.ledger.Books.Opening;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Abandoned;
import dev.pontage.ledger.Receipt.Charge;
import dev.pontage.ledger.Receipt.Flag;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Receipts for tests. */
final class Rows {
    /** 2026-11-30 in days since 1970; the next day is another month. */
    static final long LAST_OF_NOVEMBER = 20_787;

    private Rows() {}

    static long micros(long utcDay) {
        return TimeUnit.DAYS.toMicros(utcDay) + 1;
    }

    static Opening opening(String id, String key, long utcDay) {
        return new Opening(id, "a1", ".r.", key, "gpt-4o", 1_000, micros(utcDay));
    }

    /** As most are: nothing rare. */
    static Receipt plain(String id, String key, long utcDay, long nanoUsd) {
        return new Receipt(
                id,
                "a1",
                ".r.",
                key,
                "",
                List.of(),
                "chat",
                "openai",
                "gpt-4o",
                "gpt-4o",
                "alpha",
                "c1",
                "gpt-4o",
                Outcome.SERVED,
                1,
                Usage.text(120, 340),
                UsageSource.PROVIDER,
                "usd@1",
                nanoUsd,
                nanoUsd,
                nanoUsd,
                List.of(new Charge("a1", nanoUsd), new Charge("r", nanoUsd)),
                List.of(),
                List.of(),
                List.of(),
                micros(utcDay),
                micros(utcDay) + 5_000);
    }

    /** With everything that a row can hold. */
    static Receipt rich(String id, String endUser) {
        return rich(
                id,
                endUser,
                new Abandoned(1, "beta", "c7", "gpt-4o", "gpt-4o", "timed_out", 77),
                new Abandoned(2, "beta", "c8", "gpt-x", "gpt-x-2025", "server_error", 0));
    }

    /** The same, having lost other attempts. */
    static Receipt rich(String id, String endUser, Abandoned... abandoned) {
        return new Receipt(
                id,
                "a1",
                ".r.",
                "k1",
                endUser,
                List.of("team=x", "a,b", ""),
                "chat",
                "openai",
                "fast",
                "gpt-4o",
                "alpha",
                "c2",
                "gpt-4o-2024",
                Outcome.CUT,
                3,
                new Usage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
                UsageSource.COUNTED,
                "usd@1",
                7,
                8,
                9,
                List.of(new Charge("a1", 7), new Charge("r", 5)),
                List.of(Flag.CLAMPED, Flag.ESTIMATED),
                List.of("top_k", "a,b=c"),
                List.of(abandoned),
                micros(LAST_OF_NOVEMBER),
                micros(LAST_OF_NOVEMBER) + 1);
    }

    /** The same but for these two lists. */
    static Receipt with(Receipt r, List<Charge> charges, List<Abandoned> abandoned) {
        return new Receipt(
                r.requestId(),
                r.account(),
                r.dna(),
                r.key(),
                r.endUser(),
                r.tags(),
                r.operation(),
                r.dialect(),
                r.asked(),
                r.model(),
                r.provider(),
                r.credential(),
                r.upstreamModel(),
                r.outcome(),
                r.attempts(),
                r.usage(),
                r.usageSource(),
                r.priceVersion(),
                r.chargeNanoUsd(),
                r.costNanoUsd(),
                r.budgetNanoUsd(),
                charges,
                r.flags(),
                r.dropped(),
                abandoned,
                r.startedAtMicros(),
                r.endedAtMicros());
    }

    /** Time that stands still until it is moved. */
    static final class Time implements Ticker {
        private final AtomicLong nanos = new AtomicLong(1);

        void pass(long millis) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long epochMicros() {
            return micros(LAST_OF_NOVEMBER) + nanos.get() / 1_000;
        }
    }
}
