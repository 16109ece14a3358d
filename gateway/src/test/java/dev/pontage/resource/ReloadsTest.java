package dev.pontage.resource;

import static dev.pontage.resource.Yaml.account;
import static dev.pontage.resource.Yaml.document;
import static dev.pontage.resource.Yaml.documents;
import static dev.pontage.resource.Yaml.key;
import static dev.pontage.resource.Yaml.modelMap;
import static dev.pontage.resource.Yaml.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.KeyHash;
import dev.pontage.resource.PlannedChange.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reload changes what changed and nothing else")
class ReloadsTest {
    private final Desk desk = new Desk();

    @Test
    @DisplayName("the same documents, in another order and layout, change nothing")
    void unchanged() throws IOException {
        PlannedChange.Ready first = desk.apply(documents(account("a"), key("k", "a", "secret-1"), provider("p")));
        assertEquals(new Counts(0, 3, 0, 0), first.counts());
        PlannedChange.Ready second = desk.apply(documents(
                "# the provider first\n" + provider("p"),
                "kind: Key\napiVersion: pontage.dev/v1\nmetadata:\n  name: k\nspec:\n  value: 'secret-1'\n  account: \"a\"\n",
                account("a")));
        assertEquals(new Counts(3, 0, 0, 0), second.counts());
        assertTrue(second.change().isEmpty());
    }

    @Test
    @DisplayName("an unchanged document is not validated again")
    void unchangedIsNotValidated() throws IOException {
        String odd = document("Account", "a", "{parent: root, oncePermitted: true}");
        storeAsAnOlderProgramWould(odd);
        assertEquals(List.of(), desk.problems(odd));
        assertEquals(
                1,
                desk.problems(odd.replace("oncePermitted: true", "oncePermitted: false"))
                        .size());
    }

    @Test
    @DisplayName("one changed document is one row of the next version, its id and all others stay")
    void oneRowChanges() throws IOException {
        desk.apply(documents(account("a"), account("b"), key("k", "a", "secret-1")));
        Resource.OfKey before = desk.key("k");
        PlannedChange.Ready ready = desk.apply(documents(account("a"), account("b"), key("k", "b", "secret-1")));
        assertEquals(new Counts(2, 0, 1, 0), ready.counts());
        assertEquals(1, ready.change().puts().size());
        Resource.OfKey after = desk.key("k");
        assertEquals(before.head().id(), after.head().id());
        assertEquals(before.head().version() + 1, after.head().version());
        assertEquals(desk.row(Kind.ACCOUNT, "b").head().id(), after.account());
        assertEquals(before.hash(), after.hash());
        assertEquals(List.of(), ready.change().staleValues());
    }

    @Test
    @DisplayName(
            "what leaves the file loses its effect; accounts and keys stay as rows, and a name keeps its id for ever")
    void removedAndBack() throws IOException {
        String all = documents(account("a"), key("k", "a", "secret-1"), provider("p"));
        desk.apply(all);
        List<String> ids = ids();
        assertEquals(new Counts(0, 0, 0, 3), desk.apply("").counts());
        assertTrue(desk.key("k").head().removed());
        assertTrue(desk.row(Kind.PROVIDER, "p").head().removed());
        assertFalse(desk.row(Kind.ACCOUNT, "root").head().removed());
        assertEquals(new Counts(0, 0, 0, 0), desk.apply("").counts());
        assertEquals(new Counts(0, 3, 0, 0), desk.apply(all).counts());
        assertEquals(ids, ids());
        assertEquals(3, desk.key("k").head().version());
    }

    @Test
    @DisplayName("a removed row comes back though a store kept the hash of its document")
    void removedRowWithItsHash() throws IOException {
        desk.apply(account("a"));
        Resource.OfAccount row = (Resource.OfAccount) desk.row(Kind.ACCOUNT, "a");
        Resource.Head head = row.head();
        Resource.Head removed = new Resource.Head(
                head.kind(), head.id(), head.name(), head.owner(), head.hash(), head.version() + 1, true);
        desk.resources.apply(new Change(
                "store", List.of(), List.of(new Resource.OfAccount(removed, row.spec(), row.parent(), row.dna()))));
        assertEquals(new Counts(0, 1, 0, 0), desk.apply(account("a")).counts());
        assertFalse(desk.row(Kind.ACCOUNT, "a").head().removed());
    }

    @Test
    @DisplayName("a start without the file removes what it owned, as an emptied file would")
    void fileNotGivenAnyMore() throws IOException {
        desk.apply(provider("p"));
        assertEquals(new Counts(0, 0, 0, 1), desk.apply(new SourceText[0]).counts());
    }

    @Test
    @DisplayName("a key without a value gets one, shown once; later documents without a value keep it")
    void generatedKeys() throws IOException {
        PlannedChange.Ready first = desk.apply(document("Key", "k", "{account: root}"));
        assertEquals(1, first.newKeys().size());
        assertEquals(
                desk.keyHash(first.newKeys().getFirst().value().reveal()),
                desk.key("k").hash());
        String capped = document("Key", "k", "{account: root, budgets: [{usd: \"2.00\", period: day}]}");
        PlannedChange.Ready second = desk.apply(capped);
        assertEquals(List.of(), second.newKeys());
        assertEquals(
                desk.keyHash(first.newKeys().getFirst().value().reveal()),
                desk.key("k").hash());
        desk.apply("");
        assertEquals(List.of(), desk.apply(capped).newKeys());
    }

    @Test
    @DisplayName("a document takes over the first key with its secret, and so changes its cap")
    void firstKey() throws IOException {
        String own = document("Key", "first", "{account: root, budgets: [{usd: \"5.00\", period: day}]}");
        SourceText start = new SourceText(Owner.START, "start", own);
        assertEquals(1, desk.apply(start).newKeys().size());
        KeyHash hash = desk.key("first").hash();
        PlannedChange.Ready ready = desk.apply(SourceText.file("a.yaml", own.replace("5.00", "9.00")), start);
        assertEquals(new Counts(0, 0, 1, 0), ready.counts());
        assertEquals(List.of(), ready.newKeys());
        assertEquals(hash, desk.key("first").hash());
        assertTrue(desk.key("first").spec().contains("9.00"));
        assertEquals(Owner.file("a.yaml"), desk.key("first").head().owner());
    }

    @Test
    @DisplayName("what belongs to someone else is refused by its owner's name; a document may move to another file")
    void owners() throws IOException {
        desk.apply(new SourceText(new Owner("api"), "api", account("a")));
        assertEquals(
                List.of("a.yaml:1: metadata.name: this Account is there already and belongs to api"),
                desk.problems(account("a")));
        desk.apply(SourceText.file("one.yaml", account("b")));
        String id = desk.row(Kind.ACCOUNT, "b").head().id();
        desk.apply(SourceText.file("two.yaml", account("b")));
        assertEquals(id, desk.row(Kind.ACCOUNT, "b").head().id());
        assertEquals(Owner.file("two.yaml"), desk.row(Kind.ACCOUNT, "b").head().owner());
    }

    @Test
    @DisplayName("a value may move from a key that leaves to one that comes, and two keys may swap theirs")
    void valuesMove() throws IOException {
        desk.apply(documents(key("a", "root", "secret-1"), key("b", "root", "secret-2")));
        KeyHash one = desk.key("a").hash();
        KeyHash two = desk.key("b").hash();
        PlannedChange.Ready swapped = desk.apply(documents(key("a", "root", "secret-2"), key("b", "root", "secret-1")));
        assertEquals(
                List.of(two, one), List.of(desk.key("a").hash(), desk.key("b").hash()));
        assertEquals(2, swapped.change().staleValues().size());
        desk.apply(documents(key("c", "root", "secret-1"), key("a", "root", "secret-2")));
        assertEquals(one, desk.key("c").hash());
        assertEquals(KeyHash.NONE, desk.key("b").hash());
        desk.apply(key("c", "root", "secret-1"));
        assertEquals(two, desk.key("a").hash());
        desk.apply(documents(key("c", "root", "secret-1"), key("d", "root", "secret-2")));
        assertEquals(KeyHash.NONE, desk.key("a").hash());
    }

    @Test
    @DisplayName("a key of an account that leaves is refused, though its own document did not change")
    void accountLeavesUnderItsKeys() throws IOException {
        String own = key("k", "a", "secret-1");
        desk.apply(documents(own, account("a")));
        assertEquals(List.of("a.yaml:1: spec.account: this account is no longer declared"), desk.problems(own));
    }

    @Test
    @DisplayName("an unchanged model map and a changed one are judged together")
    void unchangedMapsCount() throws IOException {
        desk.apply(documents(modelMap("m", "{a: b}")));
        assertEquals(
                List.of(
                        "a.yaml:1: spec.rules.a: the rules lead in a circle from b",
                        "a.yaml:3: spec.rules.b: the rules lead in a circle from a"),
                desk.problems(documents(modelMap("m", "{a: b}"), modelMap("n", "{b: a}"))));
    }

    @Test
    @DisplayName("S3.17: a secret is a variable or a file by reference; one that rotated is a changed document")
    void rotatedSecrets() throws IOException {
        desk.environment.put("UPSTREAM", "sk-1");
        desk.files.put("/run/key", "secret-1");
        String text = documents(
                document("Provider", "p", "{vendor: openai, credentials: [{name: a, apiKey: {env: UPSTREAM}}]}"),
                document("Key", "k", "{account: root, value: {file: /run/key}}"));
        desk.apply(text);
        assertEquals(new Counts(2, 0, 0, 0), desk.apply(text).counts());
        desk.environment.put("UPSTREAM", "sk-2");
        assertEquals(new Counts(1, 0, 1, 0), desk.apply(text).counts());
        KeyHash before = desk.key("k").hash();
        desk.files.put("/run/key", "secret-2");
        assertEquals(new Counts(1, 0, 1, 0), desk.apply(text).counts());
        assertNotEquals(before, desk.key("k").hash());
        desk.environment.clear();
        assertEquals(
                List.of("a.yaml:1: spec.credentials[0].apiKey: the environment variable UPSTREAM is not set"),
                desk.problems(text));
    }

    @Test
    @DisplayName("nothing stored holds a secret in the clear, and env and file values are not stored at all")
    void nothingStoredInTheClear() throws IOException {
        desk.environment.put("UPSTREAM", "canary-of-environment");
        desk.files.put("/run/key", "canary-of-file");
        desk.apply(documents(
                document(
                        "Provider",
                        "p",
                        "{vendor: openai, credentials: [{name: a, apiKey: {env: UPSTREAM}}, {name: b, apiKey:"
                                + " canary-literal}]}"),
                document("Key", "k", "{account: root, value: {file: /run/key}}"),
                document("Key", "l", "{account: root, value: canary-given}")));
        assertTrue(desk.row(Kind.PROVIDER, "p").spec().contains("laretil-yranac"), "sealed by the test's vault");
        for (Resource row : desk.rows()) {
            assertFalse(row.toString().contains("canary"), row.toString());
        }
        assertEquals("{\"account\":\"root\"}", desk.key("l").spec());
        assertEquals(
                "{\"account\":\"root\",\"value\":{\"file\":\"/run/key\"}}",
                desk.key("k").spec());
    }

    @Test
    @DisplayName("a vendor found in the environment gives way to a file's provider of its name or vendor")
    void environmentGivesWay() throws IOException {
        desk.environment.put("OPENAI_API_KEY", "sk-1");
        SourceText found = new SourceText(
                Owner.ENVIRONMENT,
                "environment",
                document(
                        "Provider",
                        "openai",
                        "{vendor: openai, credentials: [{name: environment, apiKey: {env: OPENAI_API_KEY}}]}"));
        desk.apply(found);
        assertFalse(desk.row(Kind.PROVIDER, "openai").head().removed());
        String mine = document("Provider", "mine", "{vendor: openai, credentials: [{name: a, apiKey: sk-2}]}");
        desk.apply(found, SourceText.file("a.yaml", mine));
        assertTrue(desk.row(Kind.PROVIDER, "openai").head().removed());
        desk.apply(found, SourceText.file("a.yaml", mine));
        assertTrue(desk.row(Kind.PROVIDER, "openai").head().removed());
        desk.apply(found);
        assertFalse(desk.row(Kind.PROVIDER, "openai").head().removed());
        desk.apply(new SourceText[0]);
        assertTrue(desk.row(Kind.PROVIDER, "openai").head().removed());
    }

    @Test
    @DisplayName("a change that was planned on other rows is refused")
    void staleChange() throws IOException {
        desk.apply(account("a"));
        PlannedChange.Ready one = (PlannedChange.Ready) desk.plan("");
        desk.apply("");
        assertThrows(Resources.StaleChange.class, () -> desk.resources.apply(one.change()));
    }

    private void storeAsAnOlderProgramWould(String odd) throws IOException {
        desk.apply(account("a"));
        Resource.OfAccount row = (Resource.OfAccount) desk.row(Kind.ACCOUNT, "a");
        StringBuilder canonical = new StringBuilder("Account\0a\0");
        YamlReader.read(
                SourceText.file("a.yaml", odd),
                DocumentLimits.DEFAULT,
                new Problems(0),
                root -> Canonical.write(spec(root), canonical));
        Resource.Head head = new Resource.Head(
                Kind.ACCOUNT,
                row.head().id(),
                "a",
                row.head().owner(),
                desk.documentHash(canonical.toString().getBytes(StandardCharsets.UTF_8)),
                row.head().version() + 1,
                false);
        Resource older = new Resource.OfAccount(head, "{}", row.parent(), row.dna());
        desk.resources.apply(new Change("older", List.of(), List.of(older)));
    }

    private static Tree spec(Tree root) {
        Tree.Entry spec = ((Tree.Fields) root).entries().get("spec");
        return spec == null ? root : spec.value();
    }

    private List<String> ids() {
        return desk.rows().stream()
                .map(row -> row.head().kind() + row.head().name() + row.head().id())
                .sorted()
                .toList();
    }
}
