package dev.pontage.resource;

import static dev.pontage.resource.Yaml.account;
import static dev.pontage.resource.Yaml.document;
import static dev.pontage.resource.Yaml.documents;
import static dev.pontage.resource.Yaml.key;
import static dev.pontage.resource.Yaml.modelMap;
import static dev.pontage.resource.Yaml.priceBook;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A mistake is refused with file, line, field, what was expected and the nearest valid word (F-51)")
class RefusalsOfDocumentsTest {
    static Stream<Arguments> documentsThatDoNotFit() {
        return Stream.of(
                one(
                        "apiVersion: pontage.dev/v2",
                        "a.yaml:1: apiVersion: expected pontage.dev/v1 (did you mean pontage.dev/v1?)"),
                one(
                        "kind: Providor",
                        "a.yaml:1: kind: expected one of Provider, Account, Key, ModelMap, PriceBook, Setting (did you mean Provider?)"),
                one("kind: Route", "a.yaml:1: kind: Route is not built yet"),
                one("kind: Guardrail", "a.yaml:1: kind: Guardrail is not built yet"),
                one(
                        "kind: LLMRoute",
                        "a.yaml:1: kind: LLMRoute belongs to istio.alibabacloud.com/v1beta1 and is not built yet"),
                one(
                        "metadata: {nam: x}",
                        "a.yaml:1: metadata.nam: unknown field; metadata takes name (did you mean name?)"),
                one("metadata: {name: x, labels: {a: b}}", "a.yaml:1: metadata.labels: not built yet"),
                one("metadata: {name: Team_A}", "a.yaml:1: metadata.name: " + Names.EXPECTED),
                one("spec: [1]", "a.yaml:1: spec: expected a spec, a mapping"),
                one(
                        "specs: {}",
                        "a.yaml:1: specs: unknown field; a document takes apiVersion, kind, metadata, spec (did you mean spec?)"),
                arguments(
                        "{apiVersion: istio.alibabacloud.com/v1beta1, kind: LLMProvider}",
                        "a.yaml:1: kind: LLMProvider is not built yet"),
                arguments("just text", "a.yaml:1: expected a document with apiVersion, kind, metadata and spec"),
                arguments("a: [1", "a.yaml:1: not YAML: "),
                arguments("\n\n\tx: 1", "a.yaml:3: not YAML: "),
                arguments("a: \u0000", "a.yaml: not YAML: it holds a character that text may not have"),
                arguments("a: &x 1", "a.yaml:1: anchors and aliases are not taken; write the value out"),
                arguments("a:\n- *x", "a.yaml:2: anchors and aliases are not taken; write the value out"),
                arguments("a: !!int 1", "a.yaml:1: tags are not taken; types follow from the field"),
                arguments("? [a]\n: 1", "a.yaml:1: a field's name is a text"),
                arguments("kind: Key\nkind: Key", "a.yaml:2: kind: written twice, first in line 1"),
                arguments("[".repeat(40) + "]".repeat(40), "a.yaml:1: values nest at most 32 deep"));
    }

    /** The cases of {@code refusals.txt}: a document, and under it the beginning of its message. */
    static Stream<Arguments> fieldsThatDoNotFit() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String story : resource("refusals.txt").split("\n\n", -1)) {
            List<String> lines =
                    story.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                String document = lines.get(0).replaceFirst("\\{", "{apiVersion: pontage.dev/v1, ");
                cases.add(arguments(document, "a.yaml:1: " + lines.get(1).strip()));
            }
        }
        assertTrue(cases.size() > 70, "only " + cases.size() + " cases were read");
        return cases.stream();
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                arguments(
                        modelMap("m", "{\"*\": \"*\"}"),
                        "a.yaml:1: spec.rules.*: expected the name of one model, without * and white space"),
                arguments(modelMap("m", "{a: b, b: a}"), "a.yaml:1: spec.rules.a: the rules lead in a circle from b"),
                arguments(
                        documents(modelMap("m", "{a: b}"), modelMap("n", "{\"b*\": c, c: a}")),
                        "a.yaml:3: spec.rules.c: the rules lead in a circle from a"),
                arguments(
                        documents(modelMap("m", "{a: b}"), modelMap("n", "{a: c}")),
                        "a.yaml:3: spec.rules.a: the ModelMap m has this rule too"),
                arguments(
                        modelMap("m", "{a: \"\"}"),
                        "a.yaml:1: spec.rules.a: expected the name of one model, without * and white space"),
                arguments(
                        modelMap("m", "{a: []}"),
                        "a.yaml:1: spec.rules.a: expected a model, or a list of 1 to 16 models"),
                arguments(modelMap("m", "{a: [b, b]}"), "a.yaml:1: spec.rules.a: the same model twice"),
                arguments(
                        priceBook("p", "{m: {input: \"-1\"}}"),
                        "a.yaml:1: spec.models.m.input: expected USD per million, above 0"),
                arguments(
                        priceBook("p", "{m: {input: \"0\"}}"),
                        "a.yaml:1: spec.models.m.input: expected USD per million, above 0"),
                arguments(
                        priceBook("p", "{m: {input: \"0.00\", output: 1}}"),
                        "a.yaml:1: spec.models.m.input: expected USD per million, above 0"),
                arguments(
                        priceBook("p", "{\"m*\": {input: 1}}"),
                        "a.yaml:1: spec.models.m*: expected the name of one model, without *"),
                arguments(
                        documents(priceBook("p", "{m: {input: 1}}"), priceBook("q", "{m: {input: 2}}")),
                        "a.yaml:3: spec.models.m: the PriceBook p prices this model too"),
                arguments(
                        documents(
                                document(
                                        "Provider",
                                        "alpha",
                                        "{vendor: openai, models: [gpt-4o], credentials: [{name: a, apiKey: b}]}"),
                                modelMap("m", "{fast: alhpa/gpt-4o}")),
                        "a.yaml:3: spec.rules.fast: no provider of this name, and none that serves a model called so (did you mean alpha?)"),
                arguments(
                        documents(account("a"), account("a")),
                        "a.yaml:3: metadata.name: a second Account of this name; the first is in a.yaml:1"),
                arguments(
                        documents(key("a", "root", "secret-1"), key("b", "root", "secret-1")),
                        "a.yaml:3: spec.value: another key has this value, a.yaml:1"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"documentsThatDoNotFit", "fieldsThatDoNotFit", "poison"})
    void isRefused(String yaml, String expected) throws IOException {
        Desk desk = new Desk();
        desk.environment.put("ODD", "a b");
        List<String> problems = desk.problems(yaml);
        assertTrue(
                problems.stream()
                        .anyMatch(problem ->
                                problem.equals(expected) || (expected.length() > 12 && problem.startsWith(expected))),
                () -> expected + " is not among " + problems);
    }

    @Test
    @DisplayName("all problems of all files are found at once, in the order of their lines")
    void allProblemsAtOnce() throws IOException {
        String text = documents(
                document("Key", "k", "{account: nobody, limits: {rpm: 1}}"),
                account("fine"),
                document("Account", "a", "{parent: root, tipe: team}"));
        assertEquals(
                List.of(
                        "a.yaml:1: spec.limits: not built yet",
                        "a.yaml:1: spec.account: no account of this name",
                        "a.yaml:5: spec.tipe: unknown field; an Account takes parent, type, rights, unpriced, losses (did you mean type?)",
                        "b.yaml:1: kind: Plan is not built yet"),
                new Desk()
                        .problems(
                                SourceText.file("b.yaml", document("Plan", "p", "{}")),
                                SourceText.file("a.yaml", text)));
    }

    @Test
    @DisplayName("one mistake refuses the whole, and nothing changes")
    void refusedAsAWhole() throws IOException {
        Desk desk = new Desk();
        desk.apply(documents(account("a"), Yaml.provider("p")));
        List<Resource> before = desk.rows();
        assertTrue(
                desk.plan(documents(account("a"), account("b"), document("Key", "k", "{}")))
                        instanceof PlannedChange.Refused);
        assertEquals(before, desk.rows());
    }

    @Test
    @DisplayName("a private address is taken from a file only, and an address of cloud metadata from nobody")
    void privateAddresses() throws IOException {
        String local = Yaml.provider("p");
        assertEquals(List.of(), new Desk().problems(SourceText.file("a.yaml", local)));
        assertEquals(
                List.of(
                        "api:1: spec.baseUrl: this address is not called: plain http is for providers that may be private"),
                new Desk().problems(new SourceText(new Owner("api"), "api", local)));
        assertEquals(
                List.of("api:1: spec.baseUrl: this address is not called: a private address"),
                new Desk().problems(new SourceText(new Owner("api"), "api", local.replace("http:", "https:"))));
        assertEquals(
                1,
                new Desk()
                        .problems(local.replace("127.0.0.1:9101", "169.254.169.254"))
                        .size());
    }

    @Test
    @DisplayName("problems over the limit are counted, not kept")
    void problemsAreBounded() throws IOException {
        String text = documents(
                Stream.generate(() -> document("Plan", "p", "{}")).limit(150).toArray(String[]::new));
        PlannedChange.Refused refused = (PlannedChange.Refused) new Desk().plan(text);
        assertEquals(100, refused.problems().size());
        assertEquals(150, refused.count());
    }

    @Test
    @DisplayName("files that are too many documents or one that is too large are refused")
    void sizesAreBounded() throws IOException {
        DocumentLimits small = new DocumentLimits(1 << 20, 10, 2, 20, 8, 10);
        assertEquals(
                List.of("a.yaml:5: more than 2 documents"),
                new Desk().limits(small).problems(documents(account("a"), account("b"), account("c"))));
        assertEquals(
                List.of("a.yaml:1: a document holds at most 20 values"),
                new Desk().limits(small).problems("[" + "1,".repeat(30) + "1]"));
    }

    @Test
    @DisplayName(
            "a reference that leads nowhere is told where it stands, also behind a credential that is wrong itself")
    void referenceBehindMistakes() throws IOException {
        String credentials = "[{name: a, apiKey: [1]},\n  {name: b, apiKey: {env: NOPE}}]";
        List<String> problems =
                new Desk().problems(document("Provider", "p", "{vendor: openai, credentials: " + credentials + "}"));
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains(":1: spec.credentials[0].apiKey: "), problems.toString());
        assertTrue(problems.get(1).contains(":2: spec.credentials[1].apiKey: "), problems.toString());
    }

    @Test
    @DisplayName("no message holds a secret")
    void noSecretsInMessages() throws IOException {
        String canary = "canary-0123456789";
        Desk desk = new Desk();
        desk.environment.put("CANARY", canary + " y");
        List<String> problems = desk.problems(documents(
                document("Key", "k", "{account: root, value: \"" + canary + " x\"}"),
                document("Key", "l", "{account: root, value: \"vault:" + canary + "\"}"),
                document("Key", "m", "{account: root, value: [" + canary + "]}"),
                document("Key", "n", "{account: root, value: {env: CANARY}}"),
                document(
                        "Provider", "p", "{vendor: openai, credentials: [{name: a, apiKey: \"" + canary + "\\n\"}]}")));
        assertEquals(5, problems.size(), problems.toString());
        assertTrue(problems.stream().noneMatch(problem -> problem.contains(canary)), problems.toString());
    }

    /** A good Account document with one field other. */
    private static Arguments one(String field, String expected) {
        String name = field.substring(0, field.indexOf(':'));
        String good = "apiVersion: pontage.dev/v1, kind: Account, metadata: {name: x}, spec: {parent: root}";
        String other =
                name.equals("specs") ? good + ", " + field : good.replaceAll(name + ": (\\{[^}]*}|[^,]*)", field);
        return arguments("{" + other + "}", expected);
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = RefusalsOfDocumentsTest.class.getResourceAsStream(name)) {
            assertNotNull(file, name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
