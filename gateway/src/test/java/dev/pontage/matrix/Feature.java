package dev.pontage.matrix;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that requests ask for or answers say, spelled in each protocol that has it; {@code features.yaml} says what
 * its parts mean.
 *
 * @param group the heading that begins with it; empty if it stands under the one before
 * @param asks by protocol, as are the others
 * @param calls in how many calls it can be had; 1 if in one
 */
record Feature(
        String title,
        String group,
        Kind kind,
        Map<String, Object> asks,
        Map<String, Object> seen,
        Map<String, Object> told,
        Map<String, Object> asked,
        int calls) {

    /** Whether one of these can say it, and the client ask for it. */
    boolean isFor(Protocol client, Protocol upstream) {
        Protocol says = kind == Kind.REQUEST ? client : upstream;
        return asks.containsKey(says.key()) && (asked.isEmpty() || asked.containsKey(client.key()));
    }

    /** Whether what arrived is it, as the protocol itself spells it. */
    boolean isSeen(String protocol, Object arrived) {
        return holds(asks.get(protocol), arrived) || holds(seen.get(protocol), arrived);
    }

    /** Whether what arrived is it, had another way. */
    boolean isTold(String protocol, Object arrived) {
        return holds(told.get(protocol), arrived);
    }

    private static boolean holds(@Nullable Object part, Object arrived) {
        return part != null && Contained.in(part, arrived);
    }

    /** The texts that have to be in a stream. */
    List<String> streamed(String protocol) {
        return asks.get(protocol) instanceof List<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Which way it crosses. */
    enum Kind {
        /** From the client to the upstream. */
        REQUEST,
        /** From the upstream to the client, whole. */
        ANSWER,
        /** From the upstream to the client, event by event. */
        STREAM
    }
}
