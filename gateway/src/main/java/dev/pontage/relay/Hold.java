package dev.pontage.relay;

import dev.pontage.exchange.BodyMemory;
import java.util.Arrays;

/**
 * Bytes kept back from the client until the answer is committed.
 *
 * <p>A first part of its capacity is free to every stream; what is more is taken from the memory that bodies share, and
 * given back when the hold is cleared.
 */
final class Hold {
    private static final int FIRST_BYTES = 512;
    private static final byte[] NOTHING = {};

    private final BodyMemory memory;
    private final String holder;
    private final int freeBytes;
    private byte[] bytes = NOTHING;
    private int length;
    private int chargedBytes;

    /**
     * @param holder on whose share of the memory it counts: an account
     * @param freeBytes the capacity that is charged to nobody
     */
    Hold(BodyMemory memory, String holder, int freeBytes) {
        this.memory = memory;
        this.holder = holder;
        this.freeBytes = freeBytes;
    }

    /** False, and nothing kept, where the shared memory, or the holder's share of it, has no room for it. */
    boolean add(byte[] more, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length && !grow(needed)) {
            return false;
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length = needed;
        return true;
    }

    int length() {
        return length;
    }

    /** The first {@link #length} bytes of it count. */
    byte[] bytes() {
        return bytes;
    }

    /** Forgets all, the array too: an exchange may last long after this. */
    void clear() {
        bytes = NOTHING;
        length = 0;
        if (chargedBytes > 0) {
            memory.give(holder, chargedBytes);
            chargedBytes = 0;
        }
    }

    /** Doubles, and where that is too much for the shared memory takes just what is needed. */
    private boolean grow(int needed) {
        int doubled = Math.max(needed, Math.max(FIRST_BYTES, bytes.length * 2));
        return grownTo(doubled) || grownTo(needed);
    }

    private boolean grownTo(int capacity) {
        int charge = Math.max(0, capacity - freeBytes);
        if (charge > 0 && memory.take(holder, charge, chargedBytes) != BodyMemory.Taking.TAKEN) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        if (charge > 0) {
            memory.replaced(chargedBytes);
            chargedBytes = charge;
        }
        return true;
    }
}
