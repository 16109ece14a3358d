package dev.pontage.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all request bodies of the process may take together ({@code memory.bodies}), and how many of them one
 * holder may: an account, or an address where no key is known. Safe on any thread.
 */
public final class BodyMemory {
    private final long limitBytes;
    private final long shareBytes;
    private final AtomicLong takenBytes = new AtomicLong();
    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    /**
     * @param limitBytes for all holders together
     * @param shareBytes for one holder
     */
    public BodyMemory(long limitBytes, long shareBytes) {
        this.limitBytes = limitBytes;
        this.shareBytes = shareBytes;
    }

    /** What became of a wish for memory; nothing is taken but with {@link #TAKEN}. */
    public enum Taking {
        TAKEN,
        /** All of the memory is in use. */
        FULL,
        /** The holder has its share already. */
        SHARE_FULL
    }

    /**
     * Takes {@code bytes}, of which {@code replacing} stand for as many that the holder gives back soon, by {@link
     * #replaced}: while a body is copied to a larger array both exist, but the holder has one body.
     */
    public Taking take(String holder, long bytes, long replacing) {
        if (takenBytes.addAndGet(bytes) > limitBytes) {
            takenBytes.addAndGet(-bytes);
            return Taking.FULL;
        }
        long more = bytes - replacing;
        if (held.merge(holder, more, Long::sum) > shareBytes) {
            takenBytes.addAndGet(-bytes);
            giveBack(holder, more);
            return Taking.SHARE_FULL;
        }
        return Taking.TAKEN;
    }

    /** Whether a holder can have so many once nothing else is in use: what cannot be had is not worth waiting for. */
    public boolean canEverHold(long bytes) {
        return bytes <= Math.min(limitBytes, shareBytes);
    }

    /** What all holders may take together. */
    public long limitBytes() {
        return limitBytes;
    }

    /** What was replaced is there no more. */
    public void replaced(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** Gives back what the holder has taken. */
    public void give(String holder, long bytes) {
        takenBytes.addAndGet(-bytes);
        giveBack(holder, bytes);
    }

    private void giveBack(String holder, long bytes) {
        held.computeIfPresent(holder, (name, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** What is taken now. */
    public long takenBytes() {
        return takenBytes.get();
    }

    /** How many holders have anything now. */
    public int holders() {
        return held.size();
    }
}
