package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MissionRowsTest {
    /** How many statements each source document yields. */
    private static final Map<Integer, Integer> STATEMENTS = Map.of(0, 44, 1, 37, 2, 31, 3, 19, 4, 43);

    private static final int PAINS = 30;
    private static final Set<String> STATES = Set.of("holds", "part", "not yet");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    @DisplayName(
            "docs/mission.md has one row for each of the 174 statements, in order, and one for each of the 30 pains")
    void everyStatementHasARow() {
        List<String> expected = new ArrayList<>();
        new TreeMap<>(STATEMENTS).forEach((document, count) -> {
            for (int i = 1; i <= count; i++) {
                expected.add("S%d.%02d".formatted(document, i));
            }
        });
        assertEquals(174, expected.size());
        List<String> found = new ArrayList<>();
        statements().forEach(row -> found.add(row.getFirst()));
        assertEquals(expected, found);
        assertEquals(PAINS, pains().size());
    }

    @Test
    @DisplayName("A row says holds, part or not yet; one that holds, wholly or in part, names its checks")
    void rowsAreHonest() {
        Set<String> wrong = new TreeSet<>();
        List<List<String>> rows = new ArrayList<>(statements());
        rows.addAll(pains());
        for (List<String> row : rows) {
            if (row.size() != 4 || !STATES.contains(row.get(1)) || row.get(3).isBlank()) {
                wrong.add(row + " is not: number, state, checks, statement");
            } else if (!row.get(1).equals("not yet") && checks(row.get(2)).isEmpty()) {
                wrong.add(row.getFirst() + " is said to be there, and names no check");
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    @DisplayName("The check that a row names is there, and one of a statement that holds carries its number")
    void checksAreThere() {
        Map<String, String> tests = new TreeMap<>();
        for (String module : List.of("dialect", "gateway", "testkit", "e2e")) {
            for (String path : Sources.below(module, "Test.java")) {
                String name = path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
                tests.merge(name, Sources.text(path), String::concat);
            }
        }
        assertTrue(tests.size() > 20, tests.keySet().toString());
        Set<String> wrong = new TreeSet<>();
        for (List<String> row : statements()) {
            boolean numbered = false;
            for (String check : checks(row.get(2))) {
                String text = tests.getOrDefault(check, Sources.exists(check) ? Sources.text(check) : "");
                if (text.isEmpty()) {
                    wrong.add(row.getFirst() + " names " + check + ", which is not there");
                }
                numbered |= text.contains(row.getFirst());
            }
            if (row.get(1).equals("holds") && !numbered) {
                wrong.add(row.getFirst() + " holds, but none of its checks carries the number");
            }
        }
        assertEquals(Set.of(), wrong);
    }

    private static List<List<String>> statements() {
        return Markdown.rows(Sources.text("docs/mission.md"), "S\\d\\.\\d{2}");
    }

    private static List<List<String>> pains() {
        return Markdown.rows(Sources.text("docs/mission.md"), "\\d{1,2}");
    }

    private static List<String> checks(String cell) {
        List<String> checks = new ArrayList<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            checks.add(code.group(1));
        }
        return checks;
    }
}
