package dev.pontage.egress.http;

import dev.pontage.base.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The time that a question has, or several together: at its end, or when it is stopped, every connection is closed,
 * however slowly its server drips. Safe on any thread.
 */
public final class Watch {
    private final Ticker ticker;
    private final long endNanos;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<Closeable> open = new HashSet<>();
    private boolean stopped;

    public Watch(Ticker ticker, long millis) {
        this.ticker = ticker;
        endNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Begins to watch, on a thread that may wait. */
    public void start(Executor waiting) {
        waiting.execute(() -> {
            try {
                // Whether it was over before is of no matter: then there is nothing to close.
                boolean _ = over.await(leftMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stop();
        });
    }

    /** At least 1, so that it never means forever. */
    public long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - ticker.nanos()));
    }

    /** Whether the time is over. */
    public boolean late() {
        // Waiting may end a millisecond early.
        return endNanos - ticker.nanos() <= TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** A connection to close in the end; one that comes too late is closed at once. */
    public void add(Closeable connection) {
        synchronized (this) {
            if (!stopped) {
                open.add(connection);
                return;
            }
        }
        close(connection);
    }

    public synchronized void remove(Closeable connection) {
        open.remove(connection);
    }

    /** As {@link #stop}, on the watch's own thread: whoever calls it does not wait for sockets. */
    public void end() {
        over.countDown();
    }

    /** Nothing is asked any more. */
    public void stop() {
        Set<Closeable> left;
        synchronized (this) {
            stopped = true;
            left = Set.copyOf(open);
            open.clear();
        }
        left.forEach(Watch::close);
        over.countDown();
    }

    public synchronized boolean stopped() {
        return stopped;
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException closed) {
            // Then it is closed.
        }
    }
}
