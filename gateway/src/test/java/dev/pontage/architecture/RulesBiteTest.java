package dev.pontage.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each rule of the house, held against code that breaks it: a rule that finds nothing there finds nothing anywhere. */
final class RulesBiteTest {
    private final Code wrong = Code.wrong();

    @Test
    @DisplayName("Imports upwards and sideways, a dialect that imports us, and an unplaced package are found")
    void upwardImports() {
        Set<String> found = OneWay.upward(wrong);
        assertSays(found, "ledger.NamesStage", "relay.Stage");
        assertSays(found, "admit.NamesStage", "relay.Stage");
        assertSays(found, "dialect.NamesBase", "base.Level");
        assertSays(found, "'attic'", "no place");
        assertFalse(String.join("\n", found).contains("MakesStage"), "serve may name a stage");
    }

    @Test
    @DisplayName("A circle of nouns is found")
    void circles() {
        assertSays(OneWay.circles(wrong), "'account'", "price");
    }

    @Test
    @DisplayName("Whoever calls a stage and is not serve is found")
    void stageCallers() {
        Set<String> found = OneWay.stageCallers(wrong);
        assertSays(found, "ledger.NamesStage", "only serve");
        assertSays(found, "admit.NamesStage", "only serve");
    }

    @Test
    @DisplayName("Stages made outside boot are found: by a constructor, a reference to one, or a factory")
    void constructed() {
        Set<String> found = OneWay.constructed(wrong);
        assertSays(found, "serve.MakesStage", "boot alone");
        assertSays(found, "ledger.NamesStage", "boot alone");
    }

    @Test
    @DisplayName("A forged record of the chain is found")
    void chainMakers() {
        assertSays(OneWay.chainMakers(wrong), "route.MakesKnown", "makes a Known");
    }

    @Test
    @DisplayName("Vert.x, SQL and a second snapshot in a stage are found")
    void foreignThings() {
        assertSays(OneWay.eventLoops(wrong), "meter.NamesVertx", "io.vertx.core.Vertx");
        assertSays(OneWay.databases(wrong), "route.NamesSql", "java.sql.Connection");
        assertSays(OneWay.secondSnapshots(wrong), "relay.ReadsTwo", "Snapshots");
    }

    @Test
    @DisplayName("Each banned call is found, and the finding says what to do in its place")
    void bannedCalls() {
        Set<String> found = Banned.calls(wrong);
        for (String banned : List.of(
                "System.currentTimeMillis",
                "System.nanoTime",
                "Instant.now",
                "Math.random",
                "Random.<init>",
                "String.getBytes",
                "Thread.sleep",
                "printStackTrace",
                "System.err",
                "ProcessBuilder.<init>",
                "Runtime.exec",
                "java.util.logging.Logger")) {
            assertSays(found, "CallsWhatIsBanned", banned);
        }
        assertSays(found, "currentTimeMillis", "Ticker");
    }

    @Test
    @DisplayName("A long file, a long method and a wide line are found, also in a lambda of a field")
    void lengths() {
        String long61 = "        int x = 1;\n".repeat(59);
        assertSays(lengths("class A {\n    void m() {\n" + long61 + "    }\n}\n"), "A.m", "61");
        assertSays(
                lengths("class A {\n    private static final Runnable R = () -> {\n" + long61 + "    };\n}\n"), "61");
        assertEquals(List.of(), Tidy.lengths(file("class A {\n    void m() {\n        int x = 1;\n    }\n}\n")));
        assertEquals(
                List.of(),
                Tidy.lengths(file("class A {\n    int[] x = {\n" + "        1,\n".repeat(80) + "    };\n}\n")));
        assertSays(lengths("class A {\n" + "    int x;\n".repeat(500) + "}\n"), "502 lines");
        assertEquals(
                1, Tidy.columns(file("// " + "x".repeat(118) + "\n// short\n")).size());
        assertEquals(0, Tidy.columns(file("// " + "ü".repeat(117) + "\n")).size());
    }

    @Test
    @DisplayName("Catching everything is found, but not in a comment or a string")
    void catchesAll() {
        assertEquals(1, Tidy.catchesAll(file("try { } catch (Throwable t) { }")).size());
        assertEquals(
                0,
                Tidy.catchesAll(file("// catch (Throwable t)\nString s = \"catch (Throwable t)\";"))
                        .size());
    }

    @Test
    @DisplayName("A vendor's name is found in a string and in a comparison, not in a comment")
    void vendorNames() {
        assertEquals(1, Words.vendors(file("String s = \"DeepSeek is slow\";")).size());
        assertEquals(1, Words.vendors(file("if (name.equals(\"openai\")) { }")).size());
        assertEquals(
                0, Words.vendors(file("// deepseek\nString s = \"openai\";")).size());
        assertTrue(Words.vendorNames().size() >= 6, Words.vendorNames().toString());
    }

    @Test
    @DisplayName("A header of ours, the product's name and empty names are found")
    void words() {
        assertEquals(
                1,
                Words.headerPrefix(file("String s = \"x-pontage-charge-usd\";")).size());
        assertEquals(
                1, Words.headerPrefix(file("String s = \"x-\" + Product.WORD;")).size());
        assertEquals(0, Words.headerPrefix(file("String s = \"x-request-id\";")).size());
        assertEquals(1, Words.productName(file("String s = \"Pontage runs\";")).size());
        assertEquals(
                1,
                Words.emptyNames(SourceFile.of("a/KeyHelper.java", "package a;"))
                        .size());
        assertEquals(
                1,
                Words.emptyNames(SourceFile.of("a/Key.java", "package a.util;")).size());
    }

    private static Set<String> lengths(String source) {
        return Set.copyOf(Tidy.lengths(file(source)));
    }

    private static SourceFile file(String source) {
        return SourceFile.of("gateway/src/main/java/dev/pontage/relay/A.java", source);
    }

    private static void assertSays(Set<String> findings, String... words) {
        assertTrue(
                findings.stream().anyMatch(finding -> Stream.of(words).allMatch(finding::contains)),
                () -> "nothing says " + List.of(words) + " in:\n" + String.join("\n", findings));
    }
}
