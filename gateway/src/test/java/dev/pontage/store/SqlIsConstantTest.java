package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SqlIsConstantTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/pontage");

    /** Every call that takes SQL: what JDBC calls so, and our own that pass it on. */
    private static final Pattern TAKES_SQL = Pattern.compile(
            "\\b(prepareStatement|executeQuery|executeUpdate|execute|addBatch|statement|single|prepare)\\(");

    private static final Pattern CONSTANT =
            Pattern.compile("(?:[a-zA-Z]+ \\? Sql\\.[A-Z_]+ : )?Sql\\.[A-Z_]+" + "|month\\.fill\\(Sql\\.[A-Z_]+\\)");

    /** The places that pass on what one of the calls above was given. */
    private static final Set<String> PASSED_ON = Set.of(
            "ChangeWriter.java: prepareStatement(sql)",
            "SqliteLedger.java: prepareStatement(sql)",
            "SqliteLedger.java: prepare(connection, sql, parameters)",
            "Month.java: execute(sql)",
            "Migrations.java: executeUpdate(scripts.get(i).text())"); // a shipped file

    @Test
    @DisplayName("D12: every SQL text is a named constant of Sql; only a month's name is ever filled in, in Month")
    void nothingIsBuilt() throws IOException {
        Set<String> others = new TreeSet<>();
        int calls = 0;
        for (Path file : sources("store")) {
            String source = Files.readString(file);
            Matcher call = TAKES_SQL.matcher(source);
            while (call.find()) {
                String arguments = insideParentheses(source, call.end());
                boolean declares = arguments.contains("String sql");
                if (declares || arguments.isBlank()) {
                    continue;
                }
                calls++;
                String sql = arguments.replaceFirst("^connection,\\s*", "");
                Matcher constant = CONSTANT.matcher(sql);
                if (!constant.lookingAt() || !sql.substring(constant.end()).matches("(?s)(,.*)?")) {
                    others.add(file.getFileName() + ": " + call.group(1) + "(" + arguments + ")");
                }
            }
        }
        assertTrue(calls > 25, "only " + calls + " calls were seen");
        assertEquals(new TreeSet<>(PASSED_ON), others);
    }

    @Test
    @DisplayName("D12: the constants are literals: no plus, no format, no other name in them")
    void constantsAreLiterals() throws IOException {
        String sql = Files.readString(SOURCES.resolve("store/Sql.java"));
        String code = sql.substring(sql.indexOf("final class Sql {"))
                .replaceAll("(?s)\"\"\".*?\"\"\"", "TEXT")
                .replaceAll("\"[^\"]*\"", "TEXT")
                .replaceAll("//[^\n]*|/\\*\\*[^/]*\\*/", "");
        for (String line : code.split(";", -1)) {
            assertTrue(
                    line.isBlank()
                            || line.strip().equals("}")
                            || line.contains("private Sql()")
                            || line.strip()
                                    .matches("(final class Sql \\{\\s*)?static final String [A-Z_]+\\s*=\\s*TEXT"),
                    line);
        }
    }

    @Test
    @DisplayName("D12: nothing that the databases disagree on: no RETURNING, no upsert, no INSERT IGNORE")
    void constantsArePortable() throws IOException {
        String sql = Files.readString(SOURCES.resolve("store/Sql.java"));
        String texts = sql.substring(sql.indexOf("final class Sql {"));
        for (String word :
                List.of("RETURNING", "ON CONFLICT", "ON DUPLICATE", "INSERT IGNORE", "INSERT OR", "FOR UPDATE")) {
            assertFalse(texts.contains(word), word);
        }
    }

    @Test
    @DisplayName("Nobody but the store speaks to a database")
    void onlyTheStoreSpeaksSql() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : sources("")) {
            if (!file.startsWith(SOURCES.resolve("store"))
                    && Files.readString(file)
                            .matches("(?s).*import (java\\.sql|javax\\.sql|org\\.sqlite|org\\.flywaydb).*")) {
                others.add(file.toString());
            }
        }
        assertEquals(List.of(), others);
    }

    private static String insideParentheses(String source, int start) {
        int depth = 1;
        int end = start;
        while (depth > 0) {
            char c = source.charAt(end++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return source.substring(start, end - 1).strip();
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
