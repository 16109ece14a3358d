package dev.pontage.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Platform threads, each with a connection of its own, behind one bounded queue.
 *
 * <p>SQLite runs in native calls, which would pin the carrier of a virtual thread, and there are two carriers. Whoever
 * calls waits without holding anything; an event loop must not call.
 */
final class Lane implements AutoCloseable {
    private static final int CAPACITY = 1_024;
    private static final long PATIENCE_MILLIS = 60_000;
    private static final String CLOSED = "the store is closed";

    private final BlockingQueue<Job<?>> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final Beat beat;
    private final long patienceMillis;
    private volatile boolean closing;

    /** A lane that only does what it is asked. */
    static Lane start(String name, List<Connection> connections) {
        return start(name, connections, Beat.NONE);
    }

    /** A lane that also beats after every job and pause. */
    static Lane start(String name, List<Connection> connections, Beat beat) {
        return start(name, connections, beat, PATIENCE_MILLIS);
    }

    /** A lane of which callers expect an answer within {@code patienceMillis}. */
    static Lane start(String name, List<Connection> connections, Beat beat, long patienceMillis) {
        return start(name, connections, beat, patienceMillis, new ArrayBlockingQueue<>(CAPACITY));
    }

    /** A lane with a queue of the caller's, which is bounded. */
    static Lane start(
            String name, List<Connection> connections, Beat beat, long patienceMillis, BlockingQueue<Job<?>> queue) {
        Lane lane = new Lane(beat, patienceMillis, queue);
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            lane.threads.add(
                    Thread.ofPlatform().name(name + "-" + (i + 1)).daemon().start(() -> lane.run(connection)));
        }
        return lane;
    }

    private Lane(Beat beat, long patienceMillis, BlockingQueue<Job<?>> queue) {
        this.queue = queue;
        this.beat = beat;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Does work on a thread of the lane, and waits for it.
     *
     * <p>Work that has not begun when its caller stops waiting is never done; of work that has, only a later call tells
     * how it ended.
     *
     * @throws IOException if the queue is full, the lane closed or too slow, or the database refused
     */
    <T> T call(Work<T> work) throws IOException {
        Job<T> job = new Job<>(work);
        if (closing || !queue.offer(job)) {
            throw new IOException(closing ? CLOSED : "the store is overloaded");
        }
        // The threads may have seen an empty queue, and ended, before this came into it.
        if (closing && queue.remove(job)) {
            throw new IOException(CLOSED);
        }
        try {
            return job.done.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IOException("the database refused: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the database did not " + (job.claim() ? "begin" : "answer") + " within " + patienceMillis + " ms",
                    e);
        } catch (InterruptedException e) {
            job.claim();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the database");
        }
    }

    /** Makes it beat soon; does not wait, and if the queue is full it will beat anyway. */
    void wake() {
        queue.offer(new Job<>(connection -> Boolean.TRUE));
    }

    /** Lets what is queued run, then ends the threads and closes their connections. */
    @Override
    public void close() {
        closing = true;
        wake();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(Connection connection) {
        try (connection) {
            while (!closing || !queue.isEmpty()) {
                Job<?> job = queue.poll(beat.pauseMillis(), TimeUnit.MILLISECONDS);
                if (job != null) {
                    job.run(connection);
                }
                beat(connection);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            // The connection did not close cleanly; every transaction had ended, so nothing is lost.
            return;
        } finally {
            wake(); // the next thread of this lane, which may still pause
        }
    }

    /** Nothing that a beat throws, an error included, may end the thread and leave its callers waiting. */
    private void beat(Connection connection) {
        try {
            beat.beat(connection);
        } catch (RuntimeException | Error e) {
            beat.failed(e);
        }
    }

    /** What a lane does of itself. */
    interface Beat {
        Beat NONE = new Beat() {
            @Override
            public long pauseMillis() {
                return Long.MAX_VALUE;
            }

            @Override
            public void beat(Connection connection) {}

            @Override
            public void failed(Throwable failure) {}
        };

        /** How long it may pause. */
        long pauseMillis();

        /** Called often; must not throw. */
        void beat(Connection connection);

        /** It threw all the same; sees to it that the next pause is one. */
        void failed(Throwable failure);
    }

    /** What a lane is asked to do; leaves no transaction open. */
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    /** Work that waits for its turn. */
    static final class Job<T> {
        private final Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();

        Job(Work<T> work) {
            this.work = work;
        }

        /** True for one: the lane's thread, which then does it, or the caller, who then knows that nobody will. */
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        /** Whatever the work throws, an error too: the thread goes on, and whoever waits is told. */
        void run(Connection connection) {
            if (!claim()) {
                return;
            }
            try {
                done.complete(work.on(connection));
            } catch (SQLException | IOException | RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }
    }
}
