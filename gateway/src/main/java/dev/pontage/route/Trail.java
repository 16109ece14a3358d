package dev.pontage.route;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.AnswerHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sees from the installations that a request has passed whether it goes round in a circle.
 *
 * <p>Each writes its own mark before those that it was given, so our mark may stand anywhere in the list, and in any of
 * several fields of that name (RFC 9110, 5.3). A request without the field costs one look.
 */
final class Trail {
    /** Most installations in a row: gateways before gateways are two or three, more is a circle that drops marks. */
    static final int HOPS = 10;

    /** Longest list; what is longer cannot be passed on whole, and a list that is cut hides a circle. */
    static final int CHARACTERS = 1_024;

    private final String mark;
    private boolean seen;
    private int hops;
    private int characters;

    private Trail(String mark) {
        this.mark = mark;
    }

    /** 508, or null where the request may go on. */
    static @Nullable Refusal refusal(Headers headers, String mark) {
        if (headers.first(AnswerHeaders.VIA) == null) {
            return null;
        }
        Trail trail = new Trail(mark);
        headers.forEach(trail::field);
        if (trail.seen) {
            return loop("This request came from this gateway: one of its providers points back to it.");
        }
        if (trail.hops > HOPS || trail.characters > CHARACTERS) {
            return loop("This request has passed more gateways than " + HOPS + ": one of them points back to another.");
        }
        return null;
    }

    private void field(String name, String list) {
        if (!name.equalsIgnoreCase(AnswerHeaders.VIA)) {
            return;
        }
        characters += list.length();
        for (String hop : list.split(",", HOPS + 2)) {
            hops++;
            seen |= hop.strip().equals(mark);
        }
    }

    private static Refusal loop(String message) {
        return new Refusal(508, "loop_detected", message);
    }
}
