package dev.pontage.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Laws of documents")
class DocumentLawsTest {
    private static final String GOOD = Yaml.documents(
            Yaml.account("a"),
            Yaml.key("k", "a", "secret-1"),
            Yaml.provider("p"),
            Yaml.modelMap("m", "{\"gpt-4*\": gpt-4o, fast: [p/gpt-4o, other]}"),
            Yaml.priceBook("b", "{gpt-4o: {input: \"2.50\", output: 10}}"),
            Yaml.document("Setting", "answerModel", "{value: upstream}"));

    @Property(tries = 1_000)
    @Label("any text yields a change or problems, never anything else (F-51)")
    void anyText(@ForAll("yamlish") String text) throws IOException {
        PlannedChange planned = new Desk().plan(text);
        if (planned instanceof PlannedChange.Refused refused) {
            assertTrue(refused.count() > 0);
        }
    }

    @Property(tries = 1_000)
    @Label("good documents with a piece cut, doubled or replaced yield a change or problems")
    void mutilatedDocuments(@ForAll Random random, @ForAll("piece") String piece) throws IOException {
        int from = random.nextInt(GOOD.length());
        int to = Math.min(GOOD.length(), from + random.nextInt(12));
        Desk desk = new Desk();
        PlannedChange planned = desk.plan(GOOD.substring(0, from) + piece + GOOD.substring(to));
        if (planned instanceof PlannedChange.Ready ready) {
            desk.resources.apply(ready.change());
            for (Resource row : desk.rows()) {
                boolean root = row instanceof Resource.OfAccount account
                        && account.parent().isEmpty();
                assertTrue(root || desk.specs.read(row).isPresent(), () -> "not readable again: " + row);
            }
        }
    }

    @Property
    @Label("the canonical text does not depend on the order of fields, and reading it back keeps it")
    void canonicalTextIsStable(@ForAll("trees") Tree tree, @ForAll Random random) {
        Tree.Fields root = new Tree.Fields(Map.of("x", new Tree.Entry(1, tree)), 1);
        String canonical = Canonical.json(root);
        assertEquals(canonical, Canonical.json(shuffled(root, random)));
        assertEquals(canonical, Canonical.json(StoredSpec.read(canonical)));
        List<Tree> read = new ArrayList<>();
        Problems problems = new Problems(1);
        YamlReader.read(SourceText.file("x", canonical), DocumentLimits.DEFAULT, problems, read::add);
        assertTrue(problems.none(), () -> canonical + problems.sorted());
        assertEquals(canonical, Canonical.json(read.getFirst()));
    }

    @Property
    @Label("amounts are read exactly")
    void amountsAreExact(@ForAll("nanos") long nanos) {
        String text = new BigDecimal(nanos).movePointLeft(Amount.DECIMALS).toPlainString();
        assertEquals(nanos, Amount.nanoUsd(text));
        assertEquals(-1, Amount.nanoUsd("-" + text));
        assertEquals(-1, Amount.nanoUsd(text + "e1"));
    }

    @Provide
    Arbitrary<Long> nanos() {
        return Arbitraries.longs().between(0, 9_999_999_999_999_999L);
    }

    @Provide
    Arbitrary<String> yamlish() {
        Arbitrary<String> pieces = Arbitraries.of(
                "apiVersion: pontage.dev/v1\n",
                "kind: Key\n",
                "kind: Provider\n",
                "metadata: {name: x}\n",
                "spec:\n",
                "  ",
                "- ",
                ": ",
                "{",
                "}",
                "[",
                "]",
                "\n",
                "---\n",
                "...\n",
                "|\n",
                ">-\n",
                "&a ",
                "*a",
                "!!str ",
                "%YAML 9.9\n",
                "\"",
                "'",
                "#",
                "? ",
                "<<: ",
                "\t",
                "\u0000",
                "\uD800",
                "\uFEFF",
                "é",
                "null",
                "account: root",
                "value: {env: X}");
        return pieces.list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> piece() {
        return Arbitraries.of(
                "",
                "",
                "{",
                "}",
                "[]",
                "{}",
                ": ",
                ", ",
                "\"",
                "null",
                "true",
                "-1",
                "1e999",
                "\n",
                "---\n",
                "*",
                "x: y, ",
                "[1, [2]]",
                "\\",
                "'",
                "a".repeat(300),
                "{env: A, file: B}",
                "~");
    }

    @Provide
    Arbitrary<Tree> trees() {
        Arbitrary<Tree> scalars = Arbitraries.strings()
                .ofMaxLength(8)
                .filter(DocumentLawsTest::isYamlText)
                .map(text -> new Tree.Text(text, true, 1));
        Arbitrary<Tree> plain = Arbitraries.of("1", "-2.50", "1e3", "true", "False", "~", "word", "007", "0x1f", "é")
                .map(text -> new Tree.Text(text, false, 1));
        return Arbitraries.recursive(() -> Arbitraries.oneOf(scalars, plain), DocumentLawsTest::nest, 0, 3);
    }

    private static Arbitrary<Tree> nest(Arbitrary<Tree> inner) {
        Arbitrary<Tree> items = inner.list().ofMaxSize(3).map(list -> new Tree.Items(list, 1));
        Arbitrary<Tree> fields = Arbitraries.maps(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(4), inner)
                .ofMaxSize(3)
                .map(map -> {
                    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
                    map.forEach((name, value) -> entries.put(name, new Tree.Entry(1, value)));
                    return new Tree.Fields(entries, 1);
                });
        return Arbitraries.oneOf(items, fields);
    }

    /** Text that a document can hold: YAML 1.2.2, 5.1, and whole code points. */
    private static boolean isYamlText(String text) {
        return text.chars()
                .allMatch(c -> (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c < 0xFFFE && c != 0xFEFF && !isSurrogate(c)));
    }

    private static boolean isSurrogate(int c) {
        return Character.isSurrogate((char) c);
    }

    private static Tree shuffled(Tree tree, Random random) {
        return switch (tree) {
            case Tree.Text text -> new Tree.Text(text.text(), text.quoted(), 7);
            case Tree.Items items ->
                new Tree.Items(
                        items.items().stream()
                                .map(item -> shuffled(item, random))
                                .toList(),
                        7);
            case Tree.Fields fields -> {
                List<String> names = new ArrayList<>(fields.entries().keySet());
                Collections.shuffle(names, random);
                Map<String, Tree.Entry> entries = new LinkedHashMap<>();
                for (String name : names) {
                    Tree.Entry entry = fields.entries().get(name);
                    if (entry != null) {
                        entries.put(name, new Tree.Entry(7, shuffled(entry.value(), random)));
                    }
                }
                yield new Tree.Fields(entries, 7);
            }
        };
    }
}
