package dev.pontage.boot;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads away from the event loops, one kind for each kind of work, so that no kind waits for another.
 *
 * @param computing for what is long to compute: as many threads as cores, a bounded queue
 * @param connecting for what a new upstream connection needs, host names and TLS contexts: platform threads, because a
 *     native look-up holds its carrier; a bounded queue
 * @param waiting for what waits for the store: a virtual thread for each task; whoever uses it bounds their number
 */
record Pools(ExecutorService computing, ExecutorService connecting, Executor waiting) {
    private static final int QUEUED = 256;

    /** A name server that is away holds a look-up for many seconds: a few of them must not stop all others. */
    private static final int CONNECTING_THREADS = 8;

    static Pools start() {
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new Pools(
                bounded("compute", cores),
                bounded("connect", CONNECTING_THREADS),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("wait-", 0).factory()));
    }

    /** Takes no new work. */
    void close() {
        computing.shutdown();
        connecting.shutdown();
    }

    private static ExecutorService bounded(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUED),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
