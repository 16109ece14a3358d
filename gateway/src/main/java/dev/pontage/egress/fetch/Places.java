package dev.pontage.egress.fetch;

import dev.pontage.dialect.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many requests fetch at a time, and how many of one holder: slow servers of one must not keep all places. */
final class Places {
    private final FetchLimits limits;
    private final Map<String, Integer> held = new HashMap<>();
    private int taken;

    Places(FetchLimits limits) {
        this.limits = limits;
    }

    /** Takes one; or says why there is none, and nothing is taken. */
    synchronized @Nullable Refusal take(String holder) {
        if (taken >= limits.atOnce()) {
            return Refusal.unavailable("overloaded", "Too many requests fetch media at once.");
        }
        if (held.getOrDefault(holder, 0) >= limits.atOnceEach()) {
            return new Refusal(
                            429,
                            "media_share_full",
                            "Requests of this account that wait for media they name by URL have their share of places.")
                    .retryAfter(1_000);
        }
        taken++;
        held.merge(holder, 1, Integer::sum);
        return null;
    }

    synchronized void give(String holder) {
        taken--;
        held.computeIfPresent(holder, (name, count) -> count == 1 ? null : count - 1);
    }
}
