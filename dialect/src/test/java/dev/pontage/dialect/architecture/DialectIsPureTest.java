package dev.pontage.dialect.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DialectIsPureTest {
    private static final Set<String> NOTHING = Set.of();

    static {
        // Names and calls are all that is asked; reading the JDK's classes for more takes seconds.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final List<JavaClass> OURS = List.copyOf(new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pontage.dialect"));
    private static final List<JavaClass> WRONG = List.of(new ClassFileImporter().importClass(Impure.class));

    /** What of the JDK a dialect may name: nothing with which it could read, write, wait or remember. */
    private static final List<String> ALLOWED = List.of(
            "java.lang.",
            "java.util.",
            "java.math.",
            "java.time.",
            "java.nio.charset.",
            "java.nio.ByteOrder",
            "org.jspecify.annotations.",
            "dev.pontage.dialect.");

    /** The one class that may use the one library: what is translated is read into a tree by it (decision 0004). */
    private static final String TREE = "dev.pontage.dialect.json.JsonTree";

    private static final List<String> FORBIDDEN = List.of(
            "java.lang.Process",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.System",
            "java.time.Clock",
            "java.util.Random",
            "java.util.Timer",
            "java.util.Scanner",
            "java.util.concurrent.",
            "java.util.logging.",
            "java.util.zip.",
            "java.util.jar.");

    @Test
    @DisplayName(
            "Invariant 1: a dialect imports the JDK's plain types, its annotations, and itself: no I/O, no threads")
    void namesOnlyPlainTypes() {
        assertTrue(OURS.size() > 50, "only " + OURS.size() + " classes were read");
        assertEquals(NOTHING, foreign(OURS));
        assertEquals(Set.of("java.io.PrintStream", "java.lang.System", "java.nio.file.Path"), foreign(WRONG));
    }

    @Test
    @DisplayName("Invariant 1: a dialect reads no clock")
    void readsNoClock() {
        assertEquals(NOTHING, clocks(OURS));
        assertEquals(Set.of("java.time.Instant.now()"), clocks(WRONG));
    }

    @Test
    @DisplayName("Invariant 1: a dialect keeps no state between exchanges: no static field changes")
    void keepsNoState() {
        assertEquals(NOTHING, changing(OURS));
        assertEquals(Set.of(Impure.class.getName() + ".calls"), changing(WRONG));
    }

    private static Set<String> foreign(List<JavaClass> classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            boolean reader = type.getName().startsWith(TREE);
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> !target.isPrimitive())
                    .map(JavaClass::getName)
                    .filter(name -> !(reader && name.startsWith("tools.jackson.core.")))
                    .filter(name -> ALLOWED.stream().noneMatch(name::startsWith)
                            || (FORBIDDEN.stream().anyMatch(rule -> bans(rule, name)) && !isPlainArrayCopy(type, name)))
                    .forEach(found::add);
        }
        return found;
    }

    /** A rule that ends in a dot is a package, any other a class. */
    private static boolean bans(String rule, String name) {
        return rule.endsWith(".") ? name.startsWith(rule) : name.equals(rule) || name.startsWith(rule + "$");
    }

    /** {@code System.arraycopy} is the one method of {@code System} without a side effect. */
    private static boolean isPlainArrayCopy(JavaClass type, String name) {
        return name.equals("java.lang.System")
                && type.getFieldAccessesFromSelf().stream()
                        .noneMatch(access -> access.getTargetOwner().getName().equals(name))
                && type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().getName().equals(name))
                        .allMatch(call -> call.getName().equals("arraycopy"));
    }

    private static Set<String> clocks(List<JavaClass> classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                if (call.getName().equals("now")
                        && call.getTargetOwner().getPackageName().startsWith("java.time")) {
                    found.add(call.getTarget().getFullName());
                }
            }
        }
        return found;
    }

    private static Set<String> changing(List<JavaClass> classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.FINAL)) {
                    found.add(field.getFullName());
                }
            }
        }
        return found;
    }
}
