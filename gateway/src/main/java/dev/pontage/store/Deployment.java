package dev.pontage.store;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which deployment the data belongs to, and which keys it was sealed with.
 *
 * @param id lower-case hexadecimal, part of every binding
 * @param keysetIds ids of the keyset's keys
 */
public record Deployment(String id, Set<String> keysetIds) {
    public Deployment {
        keysetIds = Set.copyOf(keysetIds);
    }

    String joinedIds() {
        return String.join(",", new TreeSet<>(keysetIds));
    }
}
