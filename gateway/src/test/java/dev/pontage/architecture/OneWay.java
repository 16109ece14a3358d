package dev.pontage.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which classes go against the one-way rule; each method answers what it found, in words that say what to do. */
final class OneWay {
    /** Each record of the chain, and the classes beside {@code serve.Gateway} that may make one. */
    private static final Map<String, Set<String>> MAKERS = Map.of(
            "Head", Set.of("listen"),
            "Known", Set.of("authenticate"),
            "Entered", Set.of("admit"),
            "Asked", Set.of("serve.Look"),
            "Planned", Set.of("route"),
            "Admitted", Set.of("admit"),
            "Cleared", Set.of("guard", "cache"));

    private static final Set<String> EVENT_LOOPS = Set.of("listen", "call", "boot");
    private static final Set<String> DATABASES = Set.of("store", "cluster");

    private OneWay() {}

    /** Imports upwards or sideways, and rooms that nobody has placed. */
    static Set<String> upward(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String from = code.room(type);
            if (!Rooms.known(from)) {
                found.add("package '" + from + "' has no place in the one-way rule: give it one in Rooms and a line in"
                        + " ARCHITECTURE.md");
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = code.room(dependency.getTargetClass());
                if (!to.isEmpty() && Rooms.known(to) && !Rooms.mayImport(from, to)) {
                    found.add(type.getName() + " names "
                            + dependency.getTargetClass().getName() + ": dependencies run one way, " + Rooms.order());
                }
            }
        }
        return found;
    }

    /** Nouns that import each other in a circle. */
    static Set<String> circles(Code code) {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : code.classes()) {
            String from = code.room(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = code.room(dependency.getTargetClass());
                if (!from.equals(to) && Rooms.NOUNS.contains(from) && Rooms.NOUNS.contains(to)) {
                    imports.computeIfAbsent(from, room -> new TreeSet<>()).add(to);
                }
            }
        }
        Set<String> found = new TreeSet<>();
        for (String room : imports.keySet()) {
            if (reaches(imports, room)) {
                found.add("noun '" + room + "' reaches itself through " + imports.get(room)
                        + ": move what both need to one of them");
            }
        }
        return found;
    }

    private static boolean reaches(Map<String, Set<String>> imports, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(imports.getOrDefault(start, Set.of()));
        while (!next.isEmpty()) {
            String room = next.pop();
            if (room.equals(start)) {
                return true;
            }
            if (seen.add(room)) {
                next.addAll(imports.getOrDefault(room, Set.of()));
            }
        }
        return false;
    }

    /** Whoever names a stage and is neither {@code serve}, which calls them, nor {@code boot}, which makes them. */
    static Set<String> stageCallers(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String from = code.room(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = code.room(dependency.getTargetClass());
                if (Rooms.STAGES.contains(to) && !from.equals(to) && !from.equals("serve") && !from.equals("boot")) {
                    found.add(type.getName() + " names "
                            + dependency.getTargetClass().getName()
                            + ": only serve calls stages; take a port from exchange");
                }
            }
        }
        return found;
    }

    /** Stages and edges that somebody but {@code boot} makes, by a constructor or by a factory of theirs. */
    static Set<String> constructed(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String from = code.room(type);
            for (JavaClass made : madeBy(type)) {
                String to = code.room(made);
                if (!from.equals(to)
                        && !from.equals("boot")
                        && (Rooms.STAGES.contains(to) || Rooms.EDGES.contains(to))) {
                    found.add(type.getName() + " makes a " + made.getName() + ": boot alone wires stages and edges");
                }
            }
        }
        return found;
    }

    private static List<JavaClass> madeBy(JavaClass type) {
        List<JavaClass> made = new ArrayList<>();
        constructions(type).forEach(access -> made.add(access.getTargetOwner()));
        type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTarget().getRawReturnType().equals(call.getTargetOwner()))
                .filter(call -> call.getTarget()
                        .resolveMember()
                        .filter(method -> method.getModifiers().contains(JavaModifier.STATIC))
                        .isPresent())
                .forEach(call -> made.add(call.getTargetOwner()));
        return made;
    }

    private static Stream<? extends JavaAccess<?>> constructions(JavaClass type) {
        return Stream.of(type.getConstructorCallsFromSelf(), type.getConstructorReferencesFromSelf())
                .flatMap(Collection::stream);
    }

    /** Records of the chain that are made outside their stage and {@code Gateway}: a step left out. */
    static Set<String> chainMakers(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String room = code.room(type);
            String name = room + "." + Code.outermost(type);
            constructions(type).forEach(access -> {
                JavaClass made = access.getTargetOwner();
                Set<String> makers = MAKERS.getOrDefault(made.getSimpleName(), Set.of());
                if (code.room(made).equals("exchange")
                        && MAKERS.containsKey(made.getSimpleName())
                        && !name.equals("exchange." + made.getSimpleName())
                        && !name.equals("serve.Gateway")
                        && !makers.contains(room)
                        && !makers.contains(name)) {
                    found.add(type.getName() + " makes a " + made.getSimpleName() + ": only " + new TreeSet<>(makers)
                            + " and serve.Gateway do, or a step could be left out");
                }
            });
        }
        return found;
    }

    /** Vert.x and Netty anywhere but where sockets are. */
    static Set<String> eventLoops(Code code) {
        return foreign(code, List.of("io.vertx.", "io.netty."), EVENT_LOOPS, "the rest knows exchange.Loop");
    }

    /** SQL and Redis anywhere but behind their ports (invariants 2 and 7). */
    static Set<String> databases(Code code) {
        return foreign(
                code,
                List.of("java.sql.", "javax.sql.", "org.sqlite.", "org.flywaydb.", "io.lettuce.", "redis.clients."),
                DATABASES,
                "ask a port that answers an Answer");
    }

    private static Set<String> foreign(Code code, List<String> packages, Set<String> allowed, String instead) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            if (allowed.contains(code.room(type))) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getName();
                if (packages.stream().anyMatch(to::startsWith)) {
                    found.add(type.getName() + " names " + to + ", which only " + new TreeSet<>(allowed) + " may: "
                            + instead);
                }
            }
        }
        return found;
    }

    /** Stages that hold the place where snapshots change, and so could read two (invariant 2). */
    static Set<String> secondSnapshots(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String from = code.room(type);
            if (!Rooms.STAGES.contains(from) && !from.equals("serve") && !from.equals("exchange")) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getName().equals(code.root() + ".snapshot.Snapshots")) {
                    found.add(type.getName() + " names Snapshots: read exchange.snapshot(), taken once per exchange");
                }
            }
        }
        return found;
    }
}
