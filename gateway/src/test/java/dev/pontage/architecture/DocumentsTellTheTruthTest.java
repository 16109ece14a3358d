package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DocumentsTellTheTruthTest {
    private static final Set<String> NOTHING = Set.of();
    private static final int MAP_LINES = 300;
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "ARCHITECTURE.md",
            "STYLE.md",
            "CONTRIBUTING.md",
            "GOALS.md",
            "CHANGELOG.md",
            "LICENSE",
            "NOTICE",
            "docs/mission.md",
            "docs/decisions/intentional.md",
            "docs/guide/first-provider.md",
            "docs/guide/keys.md",
            "docs/guide/files.md",
            "docs/guide/credentials.md",
            "docs/guide/errors.md",
            "docs/guide/running.md",
            "docs/guide/demo.md");

    private static final Pattern SENTENCE = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([a-z0-9-]+)</artifactId>");
    private static final Pattern OPTION = Pattern.compile("names = (?:\\{\"-f\", )?\"(--[a-z-]+)\"");
    private static final Pattern DECISION = Pattern.compile("docs/decisions/(\\d{4})-[a-z0-9-]+\\.md");

    @Test
    @DisplayName("S0.37: the documents are there, the licence and the notice of trade marks among them")
    void documentsAreThere() {
        Set<String> missing = new TreeSet<>();
        for (String document : DOCUMENTS) {
            if (Sources.text(document).isBlank()) {
                missing.add(document);
            }
        }
        assertEquals(NOTHING, missing);
        assertTrue(Sources.text("LICENSE").contains("Apache License"));
        assertTrue(Sources.text("LICENSE").contains("END OF TERMS AND CONDITIONS"));
    }

    @Test
    @DisplayName("S0.37: the notice names every library that ships")
    void noticeNamesWhatShips() {
        String pom = Sources.text("gateway/pom.xml");
        String shipped = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
        Set<String> unnamed = new TreeSet<>();
        Matcher artifact = ARTIFACT.matcher(shipped);
        while (artifact.find()) {
            String name = artifact.group(1);
            if (!name.equals("dialect")
                    && !name.startsWith("netty-")
                    && !Sources.text("NOTICE").contains(name)) {
                unnamed.add(name);
            }
        }
        assertEquals(NOTHING, unnamed);
    }

    @Test
    @DisplayName("The code map of ARCHITECTURE.md has every package, each with the package's own sentence")
    void codeMapIsTheCode() {
        Map<String, String> packages = new TreeMap<>();
        for (SourceFile file : Sources.allMain()) {
            if (file.path().endsWith("/package-info.java")) {
                packages.put(file.packageName().replace("dev.pontage.", ""), sentence(file));
            }
        }
        String architecture = Sources.text("ARCHITECTURE.md");
        Map<String, String> mapped = new TreeMap<>();
        for (List<String> row : Markdown.rows(architecture, "[a-z]+(\\.[a-z]+)?")) {
            mapped.put(row.getFirst(), row.get(1));
        }
        assertEquals(packages, mapped);
        assertTrue(architecture.lines().count() < MAP_LINES);
    }

    /** The text of the package's comment, on one line, code marked as Markdown does. */
    private static String sentence(SourceFile file) {
        Matcher comment = SENTENCE.matcher(file.text());
        assertTrue(comment.find(), file.path());
        String text = comment.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
        return text.replaceAll("\\{@code ([^}]*)\\}", "`$1`");
    }

    @Test
    @DisplayName("ARCHITECTURE.md prints the eight invariants")
    void invariantsArePrinted() {
        for (int i = 1; i <= 8; i++) {
            assertTrue(Sources.text("ARCHITECTURE.md").contains("> **Invariant " + i + ".**"), "invariant " + i);
        }
    }

    @Test
    @DisplayName("Every class that a document names as a test is there")
    void namedTestsExist() {
        Set<String> tests = new TreeSet<>();
        for (String module : List.of("dialect", "gateway", "testkit", "e2e")) {
            Sources.below(module, "Test.java")
                    .forEach(path -> tests.add(Path.of(path).getFileName().toString()));
        }
        Set<String> unknown = new TreeSet<>();
        for (String document : documents()) {
            Matcher name = Pattern.compile("`(\\w+Test)`").matcher(Sources.text(document));
            while (name.find()) {
                if (!tests.contains(name.group(1) + ".java")) {
                    unknown.add(document + ": " + name.group(1));
                }
            }
        }
        assertEquals(NOTHING, unknown);
    }

    @Test
    @DisplayName("Every link to a file of the tree leads somewhere")
    void linksLeadSomewhere() {
        Set<String> dead = new TreeSet<>();
        for (String document : documents()) {
            Path folder = Sources.path(document).toAbsolutePath().getParent();
            for (String link : Markdown.links(Sources.text(document))) {
                if (folder == null || !folder.resolve(link).normalize().toFile().exists()) {
                    dead.add(document + " -> " + link);
                }
            }
        }
        assertEquals(NOTHING, dead);
    }

    private static List<String> documents() {
        List<String> documents = new ArrayList<>(Sources.below("docs", ".md"));
        documents.addAll(Sources.below("cases", ".md"));
        documents.addAll(List.of("bench/README.md"));
        DOCUMENTS.stream()
                .filter(path -> path.endsWith(".md") && !path.contains("/"))
                .forEach(documents::add);
        return documents;
    }

    @Test
    @DisplayName("docs/guide/errors.md has a row for every code a client can see, and no other")
    void everyCodeIsExplained() {
        Set<String> explained = new TreeSet<>();
        for (List<String> row : Markdown.rows(Sources.text("docs/guide/errors.md"), "[a-z]+(_[a-z]+)*(_PHASE)?")) {
            assertTrue(row.get(1).matches("\\d{3}(, \\d{3})*"), row.getFirst() + " has no status");
            assertTrue(row.size() == 4 && row.get(2).length() > 10 && row.get(3).length() > 10, row.toString());
            explained.add(row.getFirst().replace("PHASE", ""));
        }
        assertEquals(RefusalCodes.inSource(), explained);
    }

    @Test
    @DisplayName("docs/guide/running.md has every option of serve and check, and every exit code")
    void everyOptionIsExplained() {
        String running = Sources.text("docs/guide/running.md");
        List<String> rows = running.lines().filter(line -> line.startsWith("|")).toList();
        Set<String> missing = new TreeSet<>();
        for (SourceFile file : Sources.main()) {
            Matcher option = OPTION.matcher(file.text());
            while (file.path().contains("/cli/") && option.find()) {
                String named = "`" + option.group(1);
                if (rows.stream().noneMatch(row -> row.contains(named))) {
                    missing.add(option.group(1));
                }
            }
        }
        Set<String> explained = new TreeSet<>();
        Markdown.rows(running, "\\d").forEach(row -> explained.add(row.getFirst()));
        Set<String> codes = new TreeSet<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.add(Integer.toString(code.number())));
        assertEquals(NOTHING, missing);
        assertEquals(codes, explained);
    }

    @Test
    @DisplayName("Every line of CHANGELOG.md says what kind of change it is")
    void changesHaveAKind() {
        List<String> changes = Sources.text("CHANGELOG.md")
                .lines()
                .filter(line -> line.startsWith("-"))
                .toList();
        assertFalse(changes.isEmpty());
        for (String change : changes) {
            assertTrue(change.matches("- (New|Fix|Change|Security): .+"), change);
        }
    }

    @Test
    @DisplayName(
            "Decision records are numbered without gaps and say context, options, decision, and what would change it")
    void decisionsAreComplete() {
        List<Integer> numbers = new ArrayList<>();
        for (String path : Sources.below("docs/decisions", ".md")) {
            Matcher decision = DECISION.matcher(path);
            if (decision.matches()) {
                numbers.add(Integer.valueOf(decision.group(1)));
                for (String part : List.of("Context", "Options", "Decision", "What would change our mind")) {
                    assertTrue(Sources.text(path).contains("**" + part + ".**"), path + " lacks " + part);
                }
            } else {
                assertEquals("docs/decisions/intentional.md", path);
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(i + 1, numbers.get(i));
        }
        assertTrue(numbers.size() >= 11, numbers.toString());
    }
}
