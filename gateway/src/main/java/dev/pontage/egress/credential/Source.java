package dev.pontage.egress.credential;

import java.io.IOException;

/** Where a value is fetched from; a fetch may wait, so it runs on a thread that may. */
public interface Source<T> {

    /** What it is and where it comes from, for logs; no secret. */
    String name();

    /** @throws IOException saying for the operator why it cannot be had; its message has no secret */
    Fresh<T> fetch() throws IOException;

    /** Whether a fetched value is the one that was held before; what never tells changes each time. */
    default boolean same(T before, T after) {
        return before.equals(after);
    }
}
