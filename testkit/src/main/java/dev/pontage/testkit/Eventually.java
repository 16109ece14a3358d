package dev.pontage.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A notice board: state changes under its lock, and whoever waits for a state is woken by the change.
 *
 * <p>Tests wait for events and never sleep. What a test waits for in another process or in the kernel cannot notify us;
 * {@link #poll} and {@link #awaitStill} look at it in bounded steps, and only they do.
 */
public final class Eventually {
    /** How long any wait of the kit lasts before it fails the test. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Changes the state that others wait for, and wakes them. */
    public void change(Runnable change) {
        compute(() -> {
            change.run();
            return Boolean.TRUE;
        });
    }

    /** Changes the state that others wait for, wakes them, and returns what the change found. */
    public <T> T compute(Supplier<T> change) {
        lock.lock();
        try {
            T found = change.get();
            changed.signalAll();
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Reads under the lock. */
    public <T> T read(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code found} yields a value, which is returned.
     *
     * @throws AssertionError after {@link #PATIENCE}, saying {@code what} was awaited
     */
    public <T> T await(Supplier<String> what, Supplier<@Nullable T> found) {
        return await(what, found, PATIENCE);
    }

    /** As {@link #await(Supplier, Supplier)}, with a patience of its own. */
    public <T> T await(Supplier<String> what, Supplier<@Nullable T> found, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            @Nullable T value = found.get();
            while (value == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("not within " + patience + ": " + what.get());
                }
                changed.awaitNanos(left);
                value = found.get();
            }
            return value;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting: " + what.get(), interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code holds}, as {@link #await(Supplier, Supplier)} does. */
    public void awaitTrue(String what, BooleanSupplier holds) {
        var _ = await(() -> what, () -> holds.getAsBoolean() ? Boolean.TRUE : null);
    }

    /** Waits without limit until {@code holds}: for scripted servers that a test, or its end, will let go. */
    public void hold(BooleanSupplier holds) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!holds.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks every 2 ms, within {@link #PATIENCE}, at something that cannot notify us: a file of another process, the
     * kernel, a counter that its owner only exposes.
     */
    public static void poll(String what, BooleanSupplier holds) {
        poll(what, holds, PATIENCE);
    }

    /** As {@link #poll(String, BooleanSupplier)}, with a patience of its own. */
    public static void poll(String what, BooleanSupplier holds, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /**
     * Waits until a counter has stood still for {@code quiet}, and returns it: how much a stalled peer took is known
     * only by its taking no more.
     */
    public static long awaitStill(String what, LongSupplier counter, Duration quiet) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long seen = counter.getAsLong();
        long since = System.nanoTime();
        while (System.nanoTime() - since < quiet.toNanos()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still moving after " + PATIENCE + ": " + what + " is at " + seen);
            }
            LockSupport.parkNanos(POLL_NANOS);
            long now = counter.getAsLong();
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            }
        }
        return seen;
    }
}
