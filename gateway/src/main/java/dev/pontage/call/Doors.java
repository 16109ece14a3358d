package dev.pontage.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The doors in use, each with its slots: forgotten when the last event loop has left, so that reloads leak nothing. */
final class Doors {
    private final Map<Door, Slots> slots = new ConcurrentHashMap<>();

    /** The slots that this origin shares with those of other loops behind the same door. */
    Slots enter(Door door, Origin origin) {
        return slots.compute(door, (key, known) -> {
            Slots shared = known == null ? new Slots(key.transport()) : known;
            shared.join(origin);
            return shared;
        });
    }

    void leave(Door door, Origin origin) {
        slots.computeIfPresent(door, (_, shared) -> shared.leave(origin) ? null : shared);
    }

    int size() {
        return slots.size();
    }

    int connections() {
        return slots.values().stream().mapToInt(Slots::count).sum();
    }
}
