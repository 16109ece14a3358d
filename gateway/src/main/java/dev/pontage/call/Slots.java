package dev.pontage.call;

import dev.pontage.provider.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections of this process through one door, over all event loops, and who waits for one.
 *
 * <p>Safe for use by many threads. A loop that finds no slot asks the others for an idle connection of theirs, and
 * every connection that closes wakes whoever waits.
 */
final class Slots {
    private final int maxConnections;
    private final int maxWaiting;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Origin> origins = new CopyOnWriteArrayList<>();

    Slots(Transport transport) {
        maxConnections = transport.maxConnections();
        maxWaiting = transport.maxWaiting();
    }

    void join(Origin origin) {
        origins.add(origin);
    }

    /** Whether that was the last. */
    boolean leave(Origin origin) {
        origins.remove(origin);
        return origins.isEmpty();
    }

    int count() {
        return open.get();
    }

    /** Takes the right to open a connection; false if there are as many as allowed. */
    boolean open() {
        if (open.incrementAndGet() <= maxConnections) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** A connection is gone. */
    void closed() {
        open.decrementAndGet();
        if (waiting.get() > 0) {
            origins.forEach(Origin::slotFree);
        }
    }

    /** Takes a place in the queue; false if it is full. */
    boolean enqueue(Origin asking) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        for (Origin origin : origins) {
            if (origin != asking) {
                origin.giveUpIdle();
            }
        }
        return true;
    }

    void dequeue() {
        waiting.decrementAndGet();
    }

    /** Whether somebody waits, perhaps on another loop. */
    boolean wanted() {
        return waiting.get() > 0;
    }
}
