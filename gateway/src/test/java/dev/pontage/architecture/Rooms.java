package dev.pontage.architecture;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the gateway and their order: each may import what stands below it, never beside or above. */
final class Rooms {
    static final Set<String> EDGES =
            Set.of("listen", "store", "cluster", "journal", "admin", "identity", "observe", "chore", "report", "demo");

    static final Set<String> STAGES =
            Set.of("authenticate", "admit", "route", "guard", "cache", "relay", "call", "meter");

    static final Set<String> NOUNS = Set.of("account", "provider", "model", "price", "ledger", "memento");

    /** Lies beside {@code base}: all may import it, and it imports none of ours. */
    static final String DIALECT = "dialect";

    private static final List<Set<String>> FROM_TOP = List.of(
            Set.of("cli"),
            Set.of("boot"),
            EDGES,
            Set.of("serve"),
            STAGES,
            Set.of("exchange"),
            Set.of("snapshot", "health", "cell"),
            Set.of("resource"),
            union(NOUNS, "vendor"),
            Set.of("seal"),
            Set.of("egress"),
            Set.of("base"));

    private Rooms() {}

    static boolean known(String room) {
        return room.equals(DIALECT) || level(room) >= 0;
    }

    /** Whether code in {@code from} may name a type of {@code to}. */
    static boolean mayImport(String from, String to) {
        if (from.equals(to) || to.equals(DIALECT)) {
            return true;
        }
        if (from.equals(DIALECT)) {
            return false;
        }
        return level(from) < level(to) || (NOUNS.contains(from) && NOUNS.contains(to));
    }

    /** The order as it is told to whoever broke it. */
    static String order() {
        return String.join(
                " -> ",
                FROM_TOP.stream()
                        .map(layer -> String.join(" ", layer.stream().sorted().toList()))
                        .toList());
    }

    private static int level(String room) {
        for (int i = 0; i < FROM_TOP.size(); i++) {
            if (FROM_TOP.get(i).contains(room)) {
                return i;
            }
        }
        return -1;
    }

    private static Set<String> union(Set<String> some, String other) {
        return Set.copyOf(Stream.concat(some.stream(), Stream.of(other)).toList());
    }
}
