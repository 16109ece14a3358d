package dev.pontage.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Calls that no code makes, each with what to do in its place. */
final class Banned {
    /**
     * @param owner the class whose member it is
     * @param member method, field, or {@code <init>}; {@code *} for any
     * @param parameters simple names of the parameters' types, comma separated; {@code *} for any
     * @param allowed where it may stand: a room, or {@code room.Class}
     */
    private record Rule(String owner, String member, String parameters, Set<String> allowed, String instead) {}

    private static final Set<String> NOWHERE = Set.of();
    private static final Set<String> CLOCK = Set.of("base.Ticker");
    private static final String TICKER = "ask the base.Ticker that was passed in";

    private static final List<Rule> RULES = List.of(
            new Rule("java.lang.System", "currentTimeMillis", "*", NOWHERE, TICKER),
            new Rule("java.lang.System", "nanoTime", "*", CLOCK, TICKER),
            new Rule("java.time.Instant", "now", "*", CLOCK, TICKER),
            new Rule("java.time.LocalDate", "now", "*", NOWHERE, TICKER),
            new Rule("java.time.LocalDateTime", "now", "*", NOWHERE, TICKER),
            new Rule("java.time.ZonedDateTime", "now", "*", NOWHERE, TICKER),
            new Rule("java.time.OffsetDateTime", "now", "*", NOWHERE, TICKER),
            new Rule("java.time.YearMonth", "now", "*", NOWHERE, TICKER),
            // The signing library takes the time that we pass it in this form only.
            new Rule("java.time.Clock", "*", "*", Set.of("egress.Signer"), TICKER),
            new Rule("java.util.Date", "<init>", "", NOWHERE, TICKER),
            new Rule("java.lang.Thread", "sleep", "*", NOWHERE, "wait on exchange.Loop.after, or on a condition"),
            new Rule("java.lang.String", "getBytes", "", NOWHERE, "say the charset"),
            new Rule("java.lang.String", "<init>", "byte[]", NOWHERE, "say the charset"),
            new Rule("java.nio.charset.Charset", "defaultCharset", "*", NOWHERE, "say the charset"),
            new Rule("java.lang.Throwable", "printStackTrace", "*", NOWHERE, "tell the Watcher, or throw on"),
            new Rule("java.lang.Math", "random", "*", NOWHERE, "take a RandomGenerator as a parameter"),
            new Rule("java.util.Random", "<init>", "*", NOWHERE, "take a RandomGenerator as a parameter"),
            new Rule(
                    "java.util.concurrent.ThreadLocalRandom",
                    "*",
                    "*",
                    Set.of("boot"),
                    "take a RandomGenerator as a parameter"),
            new Rule("java.util.UUID", "randomUUID", "*", NOWHERE, "take a source of ids as a parameter"),
            new Rule("java.security.SecureRandom", "<init>", "*", Set.of("boot"), "boot passes the one in"),
            new Rule("java.lang.System", "getenv", "*", Set.of("cli"), "read Settings.environment()"),
            new Rule("java.lang.System", "exit", "*", Set.of("cli.Main"), "answer an ExitCode"),
            new Rule("java.lang.System", "out", "*", Set.of("cli", "boot"), "tell the Watcher"),
            new Rule("java.lang.System", "err", "*", Set.of("cli", "boot"), "tell the Watcher"),
            new Rule("java.lang.ProcessBuilder", "*", "*", NOWHERE, "the gateway starts no process (S-03)"),
            new Rule("java.lang.Runtime", "exec", "*", NOWHERE, "the gateway starts no process (S-03)"));

    /** Whole packages that no code names outside a room. */
    private static final List<Rule> PACKAGES = List.of(
            // Flyway logs what it finds; its migrator turns that down.
            new Rule("java.util.logging.", "*", "*", Set.of("observe", "store.Migrator"), "tell the Watcher"),
            new Rule("org.slf4j.", "*", "*", NOWHERE, "tell the Watcher"),
            new Rule("java.io.ObjectInputStream", "*", "*", NOWHERE, "nothing is deserialised by Java"),
            new Rule("javax.script.", "*", "*", NOWHERE, "nothing that comes in is evaluated"),
            new Rule("sun.misc.", "*", "*", NOWHERE, "there is always another way"));

    private Banned() {}

    /** Every call, field and name that one of the rules bans. */
    static Set<String> calls(Code code) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code.classes()) {
            String room = code.room(type);
            Set<String> places = Set.of(room, room + "." + Code.outermost(type));
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                judge(found, type, access, places);
            }
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                String to = dependency.getTargetClass().getBaseComponentType().getName();
                for (Rule rule : PACKAGES) {
                    if (to.startsWith(rule.owner) && rule.allowed.stream().noneMatch(places::contains)) {
                        found.add(type.getName() + " names " + to + ": " + rule.instead);
                    }
                }
            });
        }
        return found;
    }

    private static void judge(Set<String> found, JavaClass type, JavaAccess<?> access, Set<String> places) {
        AccessTarget target = access.getTarget();
        for (Rule rule : RULES) {
            if ((rule.member.equals("*") || rule.member.equals(target.getName()))
                    && isOwner(rule, access.getTargetOwner())
                    && (rule.parameters.equals("*") || rule.parameters.equals(parameters(target)))
                    && rule.allowed.stream().noneMatch(places::contains)) {
                found.add(type.getName() + " uses " + target.getFullName() + " (line " + access.getLineNumber() + "): "
                        + rule.instead);
            }
        }
    }

    /** A class, or one that inherits the member: an exception's trace is a Throwable's. */
    private static boolean isOwner(Rule rule, JavaClass owner) {
        return owner.getName().equals(rule.owner)
                || (rule.owner.equals("java.lang.Throwable") && owner.getName().endsWith("Exception"));
    }

    private static String parameters(AccessTarget target) {
        if (!(target instanceof AccessTarget.CodeUnitAccessTarget unit)) {
            return "";
        }
        return String.join(
                ", ",
                unit.getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .toList());
    }
}
