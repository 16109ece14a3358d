package dev.pontage.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all request bodies of the process may take together ({@code memory.bodies}). Safe on any thread. */
public final class BodyMemory {
    private final long limitBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    public BodyMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes {@code bytes}; false, and nothing taken, where that would exceed the limit. */
    public boolean take(long bytes) {
        if (takenBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        takenBytes.addAndGet(-bytes);
        return false;
    }

    /** Gives back what was taken. */
    public void give(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** What is taken now. */
    public long takenBytes() {
        return takenBytes.get();
    }
}
