package dev.pontage.store;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Receipt;
import dev.pontage.store.UsageWriter.Closed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The embedded books: a bounded queue on the event loops' side, batches in one transaction each on the writer's.
 *
 * <p>An opening takes a place in the queue that its receipt will use, so what was opened can always be closed; when all
 * places are taken, new openings fail with {@value #FULL}. A receipt is safe once it is in the file, at most
 * {@link StoreLimits#flushMillis} later; until then it lives in this process alone (the journal will change that,
 * behind the same port). While the file refuses, receipts are kept and tried again; one that it will never take is set
 * aside, so that it holds up no other.
 */
final class UsageQueue implements Books, Lane.Beat {
    /** The code of a refused opening. */
    static final String FULL = "ledger_full";

    private static final Answer<Entered> ENTERED = new Answer.Ready<>(Entered.ENTERED);
    private static final Answer<Entered> REFUSED = new Answer.Failed<>(FULL);
    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final StoreLimits limits;
    private final Ticker ticker;
    private final UsageWriter writer;
    private final Troubles troubles;
    private final Runnable wake;
    private final Map<String, Opening> open = new ConcurrentHashMap<>();
    private final Queue<Closed> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Illness illness = Illness.NONE;
    private final AtomicLong refused = new AtomicLong();

    // Only the writer's thread touches these.
    private final List<Closed> batch = new ArrayList<>();
    private boolean doubtful;
    private long dueNanos;

    /** @param wake makes the writer's thread beat soon, without waiting */
    UsageQueue(StoreLimits limits, Ticker ticker, UsageWriter writer, Troubles troubles, Runnable wake) {
        this.limits = limits;
        this.ticker = ticker;
        this.writer = writer;
        this.troubles = troubles;
        this.wake = wake;
        this.dueNanos = ticker.nanos();
    }

    @Override
    public Answer<Entered> open(Opening opening) {
        if (stopped) {
            return REFUSED;
        }
        if (taken.incrementAndGet() > limits.capacityRows()) {
            taken.decrementAndGet();
            return REFUSED;
        }
        if (open.putIfAbsent(opening.requestId(), opening) != null) {
            taken.decrementAndGet();
        }
        return ENTERED;
    }

    /** An embedded store needs no note of an attempt: what a kill loses, it loses together with the opening. */
    @Override
    public Answer<Entered> attempt(AttemptBegun attempt) {
        return ENTERED;
    }

    @Override
    public Answer<Entered> close(Receipt receipt) {
        Opening opening = open.remove(receipt.requestId());
        if (opening == null) {
            // Closed before, most likely; if not, it must not be lost. The file tells which.
            taken.incrementAndGet();
            queue.add(new Closed(receipt, receipt.startedAtMicros() / MICROS_PER_DAY, true));
        } else {
            queue.add(new Closed(receipt, opening.atMicros() / MICROS_PER_DAY, false));
        }
        if (queued.incrementAndGet() % limits.batchRows() == 0) {
            wake.run();
        }
        return ENTERED;
    }

    /** How far the file is behind; for health and metrics, from any thread. */
    Lag lag() {
        Illness now = illness;
        long failingMillis = now.failures == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - now.sinceNanos);
        return new Lag(queued.get(), open.size(), refused.get(), now.failures, failingMillis, now.reason);
    }

    /** Whether the file has refused for so long that work had better go elsewhere. */
    boolean isIll() {
        return lag().failingMillis() > limits.illAfterMillis();
    }

    /** No more openings; what is open can still close. */
    void stop() {
        stopped = true;
    }

    @Override
    public long pauseMillis() {
        long left = TimeUnit.NANOSECONDS.toMillis(dueNanos - ticker.nanos());
        return Math.clamp(left, 1, limits.flushMillis());
    }

    @Override
    public void beat(Connection connection) {
        boolean due = ticker.nanos() - dueNanos >= 0;
        boolean full = queued.get() >= limits.batchRows() && illness.failures == 0;
        if (due || full) {
            drain(connection);
        }
    }

    @Override
    public void failed(Throwable failure) {
        postpone(failure);
    }

    /** Writes all that is queued; false if the file refused. Only on the writer's thread. */
    boolean drain(Connection connection) {
        do {
            while (batch.size() < limits.batchRows()) {
                Closed next = queue.poll();
                if (next == null) {
                    break;
                }
                batch.add(next);
            }
            if (!batch.isEmpty() && !write(connection)) {
                return false;
            }
        } while (!queue.isEmpty());
        dueNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(limits.flushMillis());
        return true;
    }

    /** Catches whatever comes, errors too: a writer that ends would take everybody's receipts with it. */
    private boolean write(Connection connection) {
        try {
            enter(connection);
        } catch (SQLException | RuntimeException | Error e) {
            doubtful = true;
            postpone(e);
            return false;
        }
        queued.addAndGet(-batch.size());
        taken.addAndGet(-batch.size());
        batch.clear();
        doubtful = false;
        if (illness.failures > 0) {
            illness = Illness.NONE;
            troubles.recovered();
        }
        return true;
    }

    private void enter(Connection connection) throws SQLException {
        try {
            writer.write(connection, batch, doubtful);
        } catch (SQLException | RuntimeException e) {
            if (!writer.isRefusal(e)) {
                throw e;
            }
            List<Refused> aside = writer.writeEach(connection, batch, ticker.epochMicros());
            refused.addAndGet(aside.size());
            for (Refused each : aside) {
                troubles.refused(each.receipt().requestId(), each.reason());
            }
        }
    }

    private void postpone(Throwable failure) {
        Illness before = illness;
        String reason = writer.reason(failure);
        int failures = before.failures + 1;
        illness = new Illness(failures, before.failures == 0 ? ticker.nanos() : before.sinceNanos, reason);
        long backoff = Math.min(MAX_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(failures - 1, 10));
        dueNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(backoff);
        if (!reason.equals(before.reason)) {
            troubles.failing(reason, queued.get());
        }
    }

    /** Writes that failed in a row, since when, and what the last of them said. */
    private record Illness(int failures, long sinceNanos, String reason) {
        static final Illness NONE = new Illness(0, 0, "");
    }
}
