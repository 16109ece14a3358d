package dev.pontage.boot;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a start has opened so far: closed again, the last first, if the start does not come to its end. */
final class Opened {
    private final Deque<Closing> closings = new ArrayDeque<>();

    /** Remembers how something that is open now is closed. */
    void closedBy(Closing closing) {
        closings.push(closing);
    }

    /** The start succeeded: its end is no longer ours. */
    void keep() {
        closings.clear();
    }

    /** Closes what is not kept; one that fails to close does not hold up the others. */
    void closeAll() {
        while (!closings.isEmpty()) {
            try {
                closings.pop().close();
            } catch (Exception e) {
                // The reason why the start failed is what the operator needs, not what came of it.
            }
        }
    }

    /** How one thing is closed. */
    @FunctionalInterface
    interface Closing {
        void close() throws Exception;
    }
}
