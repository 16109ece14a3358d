package dev.pontage.testkit.simulator;

import java.util.List;

/**
 * What is to go wrong with an answer.
 *
 * @param kind how
 * @param name the status or the vendor's name of the error; empty for the usual one
 * @param at after how many frames of a stream
 * @param extras {@code name=value} in the order said: header fields of the refusal, {@code retryDelay} for its body
 */
record Fault(Kind kind, String name, int at, List<String> extras) {
    static final Fault NONE = new Fault(Kind.NONE, "", 0, List.of());

    Fault {
        extras = List.copyOf(extras);
    }

    enum Kind {
        /** Nothing goes wrong. */
        NONE,
        /** An error in the vendor's shape instead of an answer. */
        REFUSED,
        /** The connection ends in the middle. */
        CUT,
        /** The connection is reset in the middle. */
        RESET,
        /** Nothing more comes, or nothing at all where {@code at} is 0. */
        HANG,
        /** An error inside a stream whose status is 200. */
        ERROR,
        /** An error inside a stream that no vendor's model describes. */
        UNMODELED,
        /** A stream that ends as HTTP asks, without the events that end an answer. */
        SILENT,
        /** A frame, or a body, that cannot be read. */
        GARBLED,
        /** A 200 without a body. */
        EMPTY,
        /** A 200 whose body is JSON and has nothing of an answer. */
        HOLLOW
    }
}
