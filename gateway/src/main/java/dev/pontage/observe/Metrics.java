package dev.pontage.observe;

import dev.pontage.base.Product;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Receipt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts what happens, by provider, model and outcome.
 *
 * <p>A label never takes a client's word: a model counts by its name only if configuration names it, else as
 * {@code other}, and beyond {@link #MAX_SERIES} combinations everything new is {@code other} too (S-44).
 */
public final class Metrics implements Watcher {
    /** Combinations of operation, provider and model that get series of their own. */
    static final int MAX_SERIES = 2_000;

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final int maxSeries;
    private final ConcurrentMap<SeriesId, Series> series = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counter> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<FailureId, Counter> failures = new ConcurrentHashMap<>();
    private final LongAdder openExchanges = new LongAdder();
    private final LongAdder openStreams = new LongAdder();

    public Metrics(MeterRegistry registry) {
        this(registry, MAX_SERIES);
    }

    /** @param maxSeries combinations that get series of their own */
    Metrics(MeterRegistry registry, int maxSeries) {
        this.registry = registry;
        this.maxSeries = maxSeries;
        gauge("open.exchanges", "Admitted exchanges under way.", openExchanges::sum);
        gauge("open.streams", "Those of them that stream.", openStreams::sum);
    }

    /** A figure that something else keeps, such as the lag of the books. */
    public void gauge(String name, String description, Supplier<Number> figure) {
        Gauge.builder(Product.WORD + "." + name, figure)
                .description(description)
                .register(registry);
    }

    /** Counts connections and requests turned away before they became exchanges, for one of few reasons. */
    public Runnable turnedAway(String reason) {
        Counter counter = Counter.builder(Product.WORD + ".turned.away")
                .description("Connections and requests turned away before they became exchanges.")
                .tag("reason", reason)
                .register(registry);
        return counter::increment;
    }

    @Override
    public void admitted(Exchange exchange, Admitted admitted) {
        openExchanges.increment();
        if (admitted.planned().asked().peek().stream()) {
            openStreams.increment();
        }
    }

    @Override
    public void closed(Exchange exchange, Admitted admitted) {
        openExchanges.decrement();
        if (admitted.planned().asked().peek().stream()) {
            openStreams.decrement();
        }
    }

    @Override
    public void refused(Exchange exchange, Head head, Refusal refusal) {
        refusals.computeIfAbsent(
                        refusal.code(),
                        code -> Counter.builder(Product.WORD + ".refusals")
                                .description("Requests refused before anything was spent.")
                                .tag("code", code)
                                .register(registry))
                .increment();
    }

    @Override
    public void attemptFailed(Exchange exchange, Attempt attempt, Failure failure, Reach reach, boolean again) {
        failures.computeIfAbsent(
                        new FailureId(attempt.candidate().provider().name(), failure.word()),
                        id -> Counter.builder(Product.WORD + ".attempt.failures")
                                .description("Attempts at an upstream that failed.")
                                .tag("provider", id.provider())
                                .tag("failure", id.failure())
                                .register(registry))
                .increment();
    }

    @Override
    public void finished(Exchange exchange, Receipt receipt) {
        Series of = series(exchange, receipt);
        count(of.outcomes, receipt.outcome());
        of.attempts.increment(receipt.attempts());
        of.tokensIn.increment((double) receipt.usage().totalIn());
        of.tokensOut.increment((double) receipt.usage().totalOut());
        of.charged.increment((double) receipt.chargeNanoUsd());
        of.whole.record(exchange.elapsedNanos(), TimeUnit.NANOSECONDS);
        if (exchange.committedAfterNanos() >= 0) {
            of.firstByte.record(exchange.committedAfterNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void count(Map<Receipt.Outcome, Counter> outcomes, Receipt.Outcome outcome) {
        Counter counter = outcomes.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    private Series series(Exchange exchange, Receipt receipt) {
        boolean known = exchange.snapshot().names(receipt.model());
        SeriesId id = new SeriesId(
                receipt.operation(),
                receipt.provider().isEmpty() ? "none" : receipt.provider(),
                known ? receipt.model() : OTHER);
        Series of = series.get(id);
        if (of != null) {
            return of;
        }
        SeriesId bounded = series.size() < maxSeries ? id : new SeriesId(id.operation(), OTHER, OTHER);
        return series.computeIfAbsent(bounded, fresh -> new Series(registry, fresh));
    }

    private record SeriesId(String operation, String provider, String model) {}

    private record FailureId(String provider, String failure) {}

    /** The meters of one combination, looked up once a request. */
    private static final class Series {
        private final Map<Receipt.Outcome, Counter> outcomes = new EnumMap<>(Receipt.Outcome.class);
        private final Counter attempts;
        private final Counter tokensIn;
        private final Counter tokensOut;
        private final Counter charged;
        private final Timer firstByte;
        private final Timer whole;

        Series(MeterRegistry registry, SeriesId id) {
            for (Receipt.Outcome outcome : Receipt.Outcome.values()) {
                Counter counter = labelled("requests", "Admitted requests by how they ended.", id)
                        .tag("outcome", outcome.word())
                        .register(registry);
                outcomes.put(outcome, counter);
            }
            attempts = labelled("attempts", "Attempts at upstreams.", id).register(registry);
            tokensIn = labelled("tokens", "Tokens read and written by upstreams.", id)
                    .tag("direction", "in")
                    .register(registry);
            tokensOut = labelled("tokens", "Tokens read and written by upstreams.", id)
                    .tag("direction", "out")
                    .register(registry);
            charged = labelled("charged.nanousd", "What calling accounts were charged.", id)
                    .register(registry);
            firstByte = timer("first.byte", "From the request's head to the first meaningful byte out.", id)
                    .register(registry);
            whole = timer("duration", "From the request's head to the end of its answer.", id)
                    .register(registry);
        }

        private static Counter.Builder labelled(String name, String description, SeriesId id) {
            return Counter.builder(Product.WORD + "." + name)
                    .description(description)
                    .tag("operation", id.operation())
                    .tag("provider", id.provider())
                    .tag("model", id.model());
        }

        private static Timer.Builder timer(String name, String description, SeriesId id) {
            return Timer.builder(Product.WORD + "." + name)
                    .description(description)
                    .tag("operation", id.operation())
                    .tag("provider", id.provider())
                    .tag("model", id.model())
                    .serviceLevelObjectives(
                            Duration.ofMillis(10),
                            Duration.ofMillis(50),
                            Duration.ofMillis(100),
                            Duration.ofMillis(250),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(1),
                            Duration.ofMillis(2_500),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(300));
        }
    }
}
