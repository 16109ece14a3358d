package dev.pontage.testkit.wire;

import java.util.concurrent.locks.LockSupport;

/** How a scripted upstream waits out a pause. */
@FunctionalInterface
public interface Pauses {
    /** Returns when that much time has passed, or at once when the thread is interrupted. */
    void pause(long nanos) throws InterruptedException;

    /** Pauses that take as long as they say. */
    static Pauses real() {
        return nanos -> {
            long deadline = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        };
    }

    /** Pauses that take no time. */
    static Pauses none() {
        return _ -> {};
    }
}
