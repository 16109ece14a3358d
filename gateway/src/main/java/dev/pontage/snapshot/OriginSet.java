package dev.pontage.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The browser origins that any key lists: all that a preflight, which carries no key, can be judged by.
 *
 * @param counts how many keys list each origin; {@code *} is one of them
 */
public record OriginSet(Table<String, Integer> counts) {

    public static final OriginSet NONE = new OriginSet(Table.of(Map.of()));

    /** The origins of so many keys; {@code listed} holds each key's own. */
    static OriginSet of(Iterable<List<String>> listed) {
        Map<String, Integer> counts = new HashMap<>();
        listed.forEach(origins -> origins.forEach(origin -> counts.merge(origin, 1, Integer::sum)));
        return counts.isEmpty() ? NONE : new OriginSet(Table.of(counts));
    }

    /** Whether some key allows {@code origin}. */
    public boolean allows(String origin) {
        return counts.get(origin) != null || counts.get("*") != null;
    }

    /** The set after a key's list changed from {@code before} to {@code after}; costs what they are long. */
    public OriginSet changed(List<String> before, List<String> after) {
        if (before.equals(after)) {
            return this;
        }
        Map<String, Integer> differences = new HashMap<>();
        before.forEach(origin -> differences.merge(origin, -1, Integer::sum));
        after.forEach(origin -> differences.merge(origin, 1, Integer::sum));
        Table<String, Integer> next = counts;
        for (Map.Entry<String, Integer> difference : differences.entrySet()) {
            Integer now = next.get(difference.getKey());
            int count = (now == null ? 0 : now) + difference.getValue();
            next = next.with(difference.getKey(), count == 0 ? null : count);
        }
        return new OriginSet(next);
    }
}
