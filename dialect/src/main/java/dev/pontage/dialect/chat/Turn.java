package dev.pontage.dialect.chat;

import java.util.List;

/**
 * One speaker's contribution. Turns of one role may follow each other; where a protocol forbids it, its writer joins
 * them.
 */
public record Turn(Role role, List<Part> parts) {
    public Turn {
        parts = List.copyOf(parts);
    }
}
