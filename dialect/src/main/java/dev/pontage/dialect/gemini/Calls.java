package dev.pontage.dialect.gemini;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The function calls of a request that have not been answered yet.
 *
 * <p>Many versions of the protocol have no ids: then a call gets one by its number, which is the same in the next
 * request of the conversation, and an answer belongs to the oldest open call of its name (G05). An id that repeats is
 * made unique, and an answer to it goes to the oldest call with it (K09).
 */
final class Calls {
    private final Map<String, Deque<Open>> byId = new HashMap<>();
    private final Map<String, Deque<Open>> byName = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private int count;

    /** A call has been made; its id in the canonical chat. {@code given} is empty if the client gave none. */
    String begin(String given, String name) {
        String id = unique(given.isEmpty() ? "call_" + ++count : given);
        Open call = new Open(id);
        byName.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(call);
        if (!given.isEmpty()) {
            byId.computeIfAbsent(given, _ -> new ArrayDeque<>()).add(call);
        }
        return id;
    }

    /** The id of the call that is answered; null if there is none. */
    @Nullable String answer(String given, String name) {
        Deque<Open> candidates = given.isEmpty() ? byName.get(name) : byId.get(given);
        while (candidates != null && !candidates.isEmpty()) {
            Open call = candidates.poll();
            if (!call.answered) {
                call.answered = true;
                return call.id;
            }
        }
        return null;
    }

    private String unique(String wanted) {
        String id = wanted;
        while (!used.add(id)) {
            id = wanted + '_' + repeats.merge(wanted, 1, Integer::sum);
        }
        return id;
    }

    private static final class Open {
        private final String id;
        private boolean answered;

        Open(String id) {
            this.id = id;
        }
    }
}
