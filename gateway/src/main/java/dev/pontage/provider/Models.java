package dev.pontage.provider;

import dev.pontage.model.Wildcard;
import java.util.List;
import java.util.Set;

/**
 * The model names that a provider serves.
 *
 * @param literal names as they are
 * @param patterns names with {@code *}
 */
public record Models(Set<String> literal, List<Wildcard> patterns) {

    /** Serves whatever is asked. */
    public static final Models ANY = new Models(Set.of(), List.of());

    public Models {
        literal = Set.copyOf(literal);
        patterns = List.copyOf(patterns);
    }

    public boolean any() {
        return literal.isEmpty() && patterns.isEmpty();
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
