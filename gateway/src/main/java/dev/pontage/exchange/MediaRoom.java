package dev.pontage.exchange;

import dev.pontage.egress.fetch.Room;
import java.util.ArrayList;
import java.util.List;

/** What the media of one exchange take of the memory that bodies share. Safe on any thread. */
public final class MediaRoom implements Room {
    private final BodyMemory memory;
    private final String holder;
    private final List<Runnable> fetches = new ArrayList<>(1);
    private long takenBytes;
    private boolean closed;

    /** @param holder on whose share it counts: an account */
    public MediaRoom(BodyMemory memory, String holder) {
        this.memory = memory;
        this.holder = holder;
    }

    @Override
    public String holder() {
        return holder;
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

    @Override
    public void whenClosed(Runnable stop) {
        synchronized (this) {
            if (!closed) {
                fetches.add(stop);
                return;
            }
        }
        stop.run();
    }

    /** The exchange needs its media no more, or is over: all is given back, and nothing can be taken any more. */
    public void close() {
        List<Runnable> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (takenBytes > 0) {
                memory.give(holder, takenBytes);
            }
            left = List.copyOf(fetches);
            fetches.clear();
        }
        left.forEach(Runnable::run);
    }
}
