package dev.pontage.relay;

import dev.pontage.exchange.BodyMemory;

/** What one exchange has of the memory that bodies share, beside its request. */
final class Share {
    private final BodyMemory memory;
    private final String holder;
    private long bytes;

    /** @param holder on whose share it counts: an account */
    Share(BodyMemory memory, String holder) {
        this.memory = memory;
        this.holder = holder;
    }

    /** Takes as much beside what it has; false, and nothing taken, where there is no room for it. */
    boolean take(long more) {
        if (more > 0 && memory.take(holder, more, 0) != BodyMemory.Taking.TAKEN) {
            return false;
        }
        bytes += more;
        return true;
    }

    /** Whether there could be room for so much beside what is held, if nobody else had anything. */
    boolean canEverTake(long more) {
        return memory.canEverHold(bytes + more);
    }

    /** Gives all back. */
    void giveBack() {
        if (bytes > 0) {
            memory.give(holder, bytes);
            bytes = 0;
        }
    }
}
