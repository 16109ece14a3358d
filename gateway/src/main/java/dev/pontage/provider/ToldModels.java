package dev.pontage.provider;

import java.util.Set;

/**
 * What providers say that they serve, as far as they were asked: state beside the snapshot, for lists of models alone
 * and never for routing.
 */
@FunctionalInterface
public interface ToldModels {
    /** Nobody is asked. */
    ToldModels NOTHING = provider -> Set.of();

    /** The names of the last good answer; empty if there was none. */
    Set<String> of(Provider provider);
}
