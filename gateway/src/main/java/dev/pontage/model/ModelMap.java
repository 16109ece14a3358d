package dev.pontage.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules from asked model names to those that serve, compiled: exact names first in O(1), then the best pattern.
 *
 * <p>A rule's value is a list of names, the first preferred, the rest its fallbacks.
 */
public final class ModelMap {

    public static final ModelMap EMPTY = new ModelMap(Map.of());

    private final Map<String, List<String>> exact;
    private final List<Rule> patterns;

    /** @param rules pattern or name to models, as validated */
    public ModelMap(Map<String, List<String>> rules) {
        Map<String, List<String>> names = new TreeMap<>();
        Map<Wildcard, List<String>> wild = new TreeMap<>();
        rules.forEach((from, to) -> {
            if (from.indexOf('*') < 0) {
                names.put(from, List.copyOf(to));
            } else {
                wild.put(new Wildcard(from), List.copyOf(to));
            }
        });
        exact = Map.copyOf(names);
        patterns = wild.entrySet().stream()
                .map(entry -> new Rule(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What serves the asked name; empty if no rule speaks of it. */
    public Optional<List<String>> find(String asked) {
        List<String> literal = exact.get(asked);
        if (literal != null) {
            return Optional.of(literal);
        }
        for (Rule rule : patterns) {
            if (rule.pattern().matches(asked)) {
                return Optional.of(rule.models());
            }
        }
        return Optional.empty();
    }

    /** The names that rules give without a star: what a model list can show. */
    public Collection<String> names() {
        return exact.keySet();
    }

    private record Rule(Wildcard pattern, List<String> models) {}
}
