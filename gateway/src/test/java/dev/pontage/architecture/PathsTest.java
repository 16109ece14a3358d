package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.list.Dialects;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a load balancer's rule can go by. */
final class PathsTest {
    private static final Pattern HANDLER = Pattern.compile("new Handler\\(\\s*\"[A-Z]+\",\\s*\"([^\"]+)\"");

    @Test
    @DisplayName(
            "S0.24: every call of the data plane has a path that matches *v1*, and no path of the control plane does")
    void oneRuleTellsThem() {
        for (Dialect dialect : dialects()) {
            for (Operation operation : dialect.operations()) {
                assertTrue(
                        dialect.prefixes().stream().anyMatch(prefix -> (prefix + operation.path()).contains("v1")),
                        dialect.name() + operation.path());
            }
        }
        for (String path : control()) {
            assertFalse(path.contains("v1"), path);
        }
    }

    @Test
    @DisplayName("S0.25: the rule covers /v1/chat/completions and /claude/v1/messages, which are endpoints")
    void chat() {
        assertTrue(data().contains("/v1/chat/completions"), data().toString());
        assertTrue(data().contains("/claude/v1/messages"), data().toString());
    }

    @Test
    @DisplayName(
            "S0.26: docs/guide/running.md lists every prefix of both planes, and none is the beginning of another's")
    void prefixesArePublished() {
        Set<String> dataPrefixes = listed("data");
        Set<String> controlPrefixes = listed("control");
        Set<String> ofDialects = new TreeSet<>();
        dialects().forEach(dialect -> ofDialects.addAll(dialect.prefixes()));
        assertEquals(ofDialects, dataPrefixes);
        for (String path : control()) {
            assertTrue(controlPrefixes.stream().anyMatch(prefix -> holds(prefix, path)), path);
        }
        for (String prefix : controlPrefixes) {
            assertTrue(control().stream().anyMatch(path -> holds(prefix, path)), prefix);
            for (String other : dataPrefixes) {
                assertFalse(holds(prefix, other) || holds(other, prefix), prefix + " and " + other);
            }
        }
    }

    private static boolean holds(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** {@code | `/v1/*` | data | ... |}. */
    private static Set<String> listed(String plane) {
        Set<String> prefixes = new TreeSet<>();
        for (List<String> row : Markdown.rows(Sources.text("docs/guide/running.md"), "/[a-z0-9/*]+")) {
            if (row.size() == 3 && row.get(1).equals(plane)) {
                prefixes.add(row.getFirst().replace("/*", ""));
            }
        }
        return prefixes;
    }

    private static List<Dialect> dialects() {
        return Dialects.all("/pontage/requests/{id}");
    }

    private static Set<String> data() {
        Set<String> paths = new TreeSet<>();
        for (Dialect dialect : dialects()) {
            for (String prefix : dialect.prefixes()) {
                for (Operation operation : dialect.operations()) {
                    paths.add(prefix + operation.path());
                }
            }
        }
        return paths;
    }

    private static Set<String> control() {
        Set<String> paths = new TreeSet<>();
        for (SourceFile file : Sources.main()) {
            Matcher handler = HANDLER.matcher(file.text());
            while (handler.find()) {
                paths.add(handler.group(1));
            }
        }
        assertFalse(paths.isEmpty());
        return paths;
    }
}
