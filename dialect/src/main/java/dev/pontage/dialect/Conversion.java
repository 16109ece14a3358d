package dev.pontage.dialect;

import dev.pontage.dialect.json.Splices;
import java.util.List;

/** How one attempt turns the client's request into the upstream's, and the answer back. */
public sealed interface Conversion {

    /** What goes up is this body with these splices; no splices, no change. */
    Splices splices();

    /** The path below the provider's base URL, with its query if it has one. */
    String path();

    /** What the other side cannot express. */
    List<Loss> losses();

    /** A fresh passage for this attempt's answer. {@code streamed}: the upstream answered with an event stream. */
    Passage passage(boolean streamed);

    /** Same dialect on both sides: the client's bytes, spliced (design decision D4). */
    record Same(Splices splices, String path, List<Loss> losses, Passages passages) implements Conversion {
        @Override
        public Passage passage(boolean streamed) {
            return passages.passage(streamed);
        }
    }

    /** Makes passages; a dialect's tap with its edits bound. */
    interface Passages {
        Passage passage(boolean streamed);
    }
}
