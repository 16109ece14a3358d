package dev.pontage.provider;

import dev.pontage.model.Wildcard;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The model names that a provider serves.
 *
 * @param literal names as they are
 * @param patterns names with {@code *}
 * @param known names that it is known to serve although nobody listed them: for model lists alone, never for routing
 */
public record Models(Set<String> literal, List<Wildcard> patterns, Set<String> known) {

    /** Serves whatever is asked. */
    public static final Models ANY = new Models(Set.of(), List.of());

    public Models {
        literal = Set.copyOf(literal);
        patterns = List.copyOf(patterns);
        known = Set.copyOf(known);
    }

    public Models(Set<String> literal, List<Wildcard> patterns) {
        this(literal, patterns, Set.of());
    }

    /** The same, with those of these names that it would serve and nobody listed. */
    public Models knownToServe(Collection<String> names) {
        Set<String> served = new HashSet<>();
        for (String name : names) {
            if (any() || matches(name)) {
                served.add(name);
            }
        }
        return new Models(literal, patterns, served);
    }

    public boolean any() {
        return literal.isEmpty() && patterns.isEmpty();
    }

    /** Whether the provider is asked for a model of this name. */
    public boolean serves(String model) {
        return any() || literal.contains(model) || matches(model);
    }

    /** Whether a pattern, not a literal name, covers the model. */
    public boolean matches(String model) {
        for (Wildcard pattern : patterns) {
            if (pattern.matches(model)) {
                return true;
            }
        }
        return false;
    }
}
