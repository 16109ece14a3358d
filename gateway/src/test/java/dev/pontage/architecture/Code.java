package dev.pontage.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;

/** The compiled classes below one root package, read once, each with the room that it stands in. */
record Code(String root, List<JavaClass> classes) {
    private static final String OURS = "dev.pontage";
    private static final String WRONG = OURS + ".architecture.wrong";

    static {
        // Names and calls are all that is asked; reading the JDK's classes for more takes seconds.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    /** What ships. */
    static Code ours() {
        return Shipped.CODE;
    }

    /** Classes that break every rule once, laid out in the same rooms below another root. */
    static Code wrong() {
        JavaClasses all = new ClassFileImporter().importPackages(WRONG);
        return new Code(WRONG, List.copyOf(all));
    }

    /** The package below the root, up to the next dot; empty for what stands elsewhere. */
    String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String below = name.substring(root.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    /** The name of the outermost class, without its package. */
    static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static final class Shipped {
        static final Code CODE = new Code(OURS, shipped());

        private static List<JavaClass> shipped() {
            List<JavaClass> shipped = new ArrayList<>();
            for (JavaClass type : new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(OURS)) {
                if (!type.getPackageName().startsWith(OURS + ".testkit")) {
                    shipped.add(type);
                }
            }
            return List.copyOf(shipped);
        }
    }
}
