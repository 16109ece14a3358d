package dev.pontage.exchange;

import java.util.List;

/** The candidates for a request, at least one, in the order in which they are tried. */
public record RoutePlan(List<Candidate> candidates) {

    public RoutePlan {
        candidates = List.copyOf(candidates);
    }

    /** The one that is tried first. */
    public Candidate first() {
        return candidates.getFirst();
    }
}
