package dev.pontage.resource;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Where resources are kept.
 *
 * <p>Called by the control plane alone, at start and at changes, on a thread that may wait; never on an event loop.
 */
public interface Resources {

    /**
     * Hands over every row, removed ones too (a name keeps its id for ever), in any order. No change whose
     * {@link #apply} has ended, well or not, comes into the rows afterwards.
     *
     * @throws IOException if the place cannot be read
     */
    void load(Consumer<Resource> each) throws IOException;

    /**
     * Enters a change in one transaction: removals first, then puts; a put of version 1 is a new row, any other
     * replaces the row of its id. Key hashes that rows of the change give up are free for its other rows, so two keys
     * may swap their values.
     *
     * @throws StaleChange if a row is not of the version before: someone else was faster, and nothing was entered
     * @throws IOException if the place did not take it, or did not say in time that it did: {@link #load} tells which
     */
    void apply(Change change) throws IOException;

    /** The rows changed since the change was planned; load and plan again. */
    final class StaleChange extends IOException {
        public StaleChange(String row) {
            super("the resource changed in the meantime: " + row);
        }
    }
}
