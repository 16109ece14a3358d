package dev.pontage.egress.credential;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A value that is refreshed: fetched, held until it ends, and fetched anew before that, one fetch at a time.
 *
 * <p>Whoever needs it reads what is held, which costs one look at the clock and waits for nothing; only before the
 * first value, and after one ended unreplaced, there is something to wait for. Failures are told to the {@link Witness}
 * and tried again; the old value is used until it ends. It is refreshed for as long as somebody holds this object: its
 * timer alone does not keep it. Safe for use by many threads.
 */
public final class Refreshed<T> {
    /** Codes of failures. */
    public static final String UNAVAILABLE = "credential_unavailable";

    public static final String LATE = "credential_late";

    private final Means means;
    private final @Nullable Source<T> source;
    private volatile @Nullable Held<T> held;
    private boolean fetching;
    private int failures;
    private long fetchedMicros;
    private long turn;
    private List<Answer.Pending<T>> waiting = new ArrayList<>();

    /** What every refreshed value of a process shares. */
    public record Means(
            Schedule schedule, Ticker ticker, RandomGenerator random, Witness witness, RefreshLimits limits) {
        /** For what is never fetched. */
        private static final Means NONE = new Means(
                (millis, work) -> {}, Ticker.SYSTEM, new SplittableRandom(0), Witness.SILENT, RefreshLimits.DEFAULT);
    }

    private Refreshed(Means means, @Nullable Source<T> source, @Nullable Held<T> held) {
        this.means = means;
        this.source = source;
        this.held = held;
    }

    /** Begins to fetch. */
    public static <T> Refreshed<T> from(Source<T> source, Means means) {
        Refreshed<T> refreshed = new Refreshed<>(means, source, null);
        refreshed.fetchSoon();
        return refreshed;
    }

    /** A value that nobody needs to fetch; it lasts. */
    public static <T> Refreshed<T> fixed(T value) {
        return new Refreshed<>(Means.NONE, null, new Held<>(value, Fresh.LASTING));
    }

    /**
     * What is held; or, where nothing is, what the fetch under way will bring.
     *
     * <p>Fails at once with {@link #UNAVAILABLE} while a failed fetch waits to be tried again: who asks then has other
     * credentials to try.
     */
    public Answer<T> current() {
        Held<T> now = held;
        if (now != null && !ended(now)) {
            return now.answer();
        }
        return awaited();
    }

    private synchronized Answer<T> awaited() {
        Held<T> now = held;
        if (now != null && !ended(now)) {
            return now.answer();
        }
        if (now != null && failures == 0) {
            // Its timer is late, as after the machine slept.
            fetchSoon();
        }
        if (!fetching || waiting.size() >= means.limits().waiting()) {
            return new Answer.Failed<>(UNAVAILABLE);
        }
        Answer.Pending<T> pending = new Answer.Pending<>(means.limits().patienceMillis(), LATE);
        waiting.add(pending);
        return pending;
    }

    /**
     * Fetches anew without waiting for the timer, as after an upstream refused what is held; not again within the
     * longest wait between two tries.
     */
    public synchronized void refreshSoon() {
        long sinceMicros = means.ticker().epochMicros() - fetchedMicros;
        if (failures == 0 && sinceMicros >= means.limits().maxRetryMillis() * 1_000) {
            fetchSoon();
        }
    }

    private synchronized void fetchSoon() {
        if (source != null && !fetching) {
            fetching = true;
            means.schedule().after(0, this::fetch);
        }
    }

    private void fetchAfter(long millis) {
        WeakReference<Refreshed<T>> here = new WeakReference<>(this);
        long planned;
        synchronized (this) {
            planned = ++turn;
        }
        means.schedule().after(millis, () -> {
            Refreshed<T> still = here.get();
            if (still != null && still.isDue(planned)) {
                still.fetch();
            }
        });
    }

    /** Whether this timer is the one that counts: a fetch in between has set another. */
    private synchronized boolean isDue(long planned) {
        boolean due = planned == turn && !fetching;
        fetching |= due;
        return due;
    }

    private void fetch() {
        Source<T> from = source;
        if (from == null) {
            return;
        }
        Held<T> before = held;
        long nextMillis = -1;
        try {
            Fresh<T> fresh = from.fetch();
            long waitMillis = waitMillis(fresh);
            settle(new Held<>(fresh.value(), fresh.untilMicros()));
            nextMillis = waitMillis;
            means.witness().refreshed(from.name(), before == null || !from.same(before.value(), fresh.value()));
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof IOException && e.getMessage() != null
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            means.witness().failed(from.name(), reason, before != null && !ended(before));
        } finally {
            fetchAfter(nextMillis >= 0 ? nextMillis : failed());
        }
    }

    private boolean ended(Held<T> value) {
        return value.untilMicros() != Fresh.LASTING && means.ticker().epochMicros() >= value.untilMicros();
    }

    private void settle(Held<T> fresh) {
        List<Answer.Pending<T>> told;
        synchronized (this) {
            held = fresh;
            fetching = false;
            failures = 0;
            fetchedMicros = means.ticker().epochMicros();
            told = waiting;
            waiting = new ArrayList<>();
        }
        told.forEach(each -> each.complete(fresh.value()));
    }

    /** How long until the next try. */
    private long failed() {
        List<Answer.Pending<T>> told;
        long waitMillis;
        synchronized (this) {
            fetching = false;
            waitMillis =
                    Math.min(means.limits().maxRetryMillis(), means.limits().retryMillis() << Math.min(failures, 20));
            failures++;
            told = waiting;
            waiting = new ArrayList<>();
        }
        told.forEach(each -> each.fail(UNAVAILABLE));
        return waitMillis / 2 + means.random().nextLong(waitMillis / 2 + 1);
    }

    private long waitMillis(Fresh<T> fresh) throws IOException {
        RefreshLimits limits = means.limits();
        if (fresh.refreshMillis() > 0) {
            return fresh.refreshMillis() - means.random().nextLong(fresh.refreshMillis() / 10 + 1);
        }
        long leftMillis = (fresh.untilMicros() - means.ticker().epochMicros()) / 1_000;
        if (leftMillis <= 0) {
            throw new IOException("what came had ended already; is this machine's clock right?");
        }
        long early = leftMillis - limits.earlyMillis() - means.random().nextLong(limits.jitterMillis() + 1);
        return Math.max(limits.retryMillis(), Math.max(early, leftMillis / 2));
    }

    private record Held<T>(T value, long untilMicros, Answer<T> answer) {
        Held(T value, long untilMicros) {
            this(value, untilMicros, new Answer.Ready<>(value));
        }
    }
}
