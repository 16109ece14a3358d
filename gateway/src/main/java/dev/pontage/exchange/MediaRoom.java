package dev.pontage.exchange;

import dev.pontage.egress.fetch.Room;

/** What the media of one exchange take of the memory that bodies share. Safe on any thread. */
public final class MediaRoom implements Room {
    private final BodyMemory memory;
    private final String holder;
    private long takenBytes;
    private boolean closed;

    /** @param holder on whose share it counts: an account */
    public MediaRoom(BodyMemory memory, String holder) {
        this.memory = memory;
        this.holder = holder;
    }

    @Override
    public synchronized boolean take(long bytes) {
        if (closed || memory.take(holder, bytes, 0) != BodyMemory.Taking.TAKEN) {
            return false;
        }
        takenBytes += bytes;
        return true;
    }

    @Override
    public synchronized void give(long bytes) {
        if (!closed && bytes > 0) {
            takenBytes -= bytes;
            memory.give(holder, bytes);
        }
    }

    /** The exchange needs its media no more, or is over: all is given back, and nothing can be taken any more. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (takenBytes > 0) {
                memory.give(holder, takenBytes);
            }
        }
    }
}
