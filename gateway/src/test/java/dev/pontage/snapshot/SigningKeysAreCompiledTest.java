package dev.pontage.snapshot;

import static dev.pontage.resource.Yaml.account;
import static dev.pontage.resource.Yaml.document;
import static dev.pontage.resource.Yaml.documents;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.SigningKey;
import dev.pontage.price.PriceBook;
import dev.pontage.resource.Desk;
import dev.pontage.resource.PlannedChange;
import dev.pontage.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keys that sign, from the document to the snapshot")
final class SigningKeysAreCompiledTest {
    private static final String VALUE = "a-given-value-of-more-than-32-characters";
    private static final String OTHER = "another-value-of-more-than-32-characters";

    private final Desk desk = new Desk();
    private final Compiler compiler =
            new Compiler(desk.specs, desk, new ProviderCompiler(desk, desk), PriceBook.EMPTY, BuiltIn.NOTHING, "");

    @BeforeEach
    void start() throws IOException {
        assertEquals(Map.of(), secrets(compiler.compile(desk.resources)));
    }

    @Test
    @DisplayName("a given value and a made one sign under the key's id, now and when all is compiled anew")
    void given() throws IOException {
        PlannedChange.Ready ready = desk.apply(documents(
                document("Key", "given", "{account: root, signing: true, value: " + VALUE + "}"),
                document("Key", "made", "{account: root, signing: true}"),
                document("Key", "plain", "{account: root, signing: false}")));
        Snapshot snapshot = compiler.apply(ready.change());
        assertEquals(
                List.of(true, false),
                ready.newKeys().stream().map(PlannedChange.NewKey::signs).toList());
        String made = ready.newKeys().getFirst().value().reveal();
        assertEquals(Map.of("given", VALUE, "made", made), secrets(snapshot));
        SigningKey signer = snapshot.signers().get(ready.newKeys().getFirst().id());
        assertTrue(signer != null && signer.key().name().equals("made"));
        assertEquals(secrets(snapshot), secrets(compiler.compile(desk.resources)));
    }

    @Test
    @DisplayName(
            "a later document without a value keeps it; another value signs instead; without signing it is forgotten")
    void later() throws IOException {
        apply(document("Key", "k", "{account: root, signing: true, value: " + VALUE + "}"));
        assertEquals(Map.of("k", VALUE), apply(document("Key", "k", "{account: root, signing: true}")));
        assertEquals(
                Map.of("k", OTHER),
                apply(document("Key", "k", "{account: root, signing: true, value: " + OTHER + "}")));
        assertEquals(Map.of(), apply(document("Key", "k", "{account: root}")));
        assertTrue(desk.rows().stream()
                .allMatch(row -> !(row instanceof Resource.OfKey key)
                        || key.signingSecret().isEmpty()));
        assertRefused(document("Key", "k", "{account: root, signing: true}"));
    }

    @Test
    @DisplayName("a key of whose value only a hash is kept cannot begin to sign, unless its value is given")
    void begins() throws IOException {
        apply(document("Key", "k", "{account: root, value: " + VALUE + "}"));
        assertRefused(document("Key", "k", "{account: root, signing: true}"));
        assertEquals(
                Map.of("k", VALUE),
                apply(document("Key", "k", "{account: root, signing: true, value: " + VALUE + "}")));
    }

    @Test
    @DisplayName("a removed key signs no more, and does again when its document is back")
    void removed() throws IOException {
        String key = document("Key", "k", "{account: root, signing: true}");
        Map<String, String> before = apply(key);
        assertEquals(Map.of(), apply(""));
        assertEquals(before, apply(key));
    }

    @Test
    @DisplayName("a key that moves to another account is sealed to that one; a row copied to another key opens nowhere")
    void bound() throws IOException {
        Map<String, String> before = apply(document("Key", "k", "{account: root, signing: true}"));
        assertEquals(before, apply(documents(account("a"), document("Key", "k", "{account: a, signing: true}"))));
        Resource.OfKey k = desk.rows().stream()
                .filter(Resource.OfKey.class::isInstance)
                .map(Resource.OfKey.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(k.signingSecret().contains(k.account()), k.signingSecret());
        Resource.OfKey forged =
                new Resource.OfKey(k.head(), k.spec(), "other", k.hash(), k.lastFour(), k.signingSecret());
        Snapshot snapshot = compiler.apply(new dev.pontage.resource.Change("test", List.of(), List.of(forged)));
        assertEquals(Map.of(), secrets(snapshot));
        assertEquals(1, compiler.warnings().size());
        assertEquals(1, snapshot.keys().size());
    }

    private Map<String, String> apply(String yaml) throws IOException {
        Snapshot snapshot = compiler.apply(desk.apply(yaml).change());
        Map<String, String> secrets = secrets(snapshot);
        assertEquals(secrets, secrets(compiler.compile(desk.resources)));
        return secrets;
    }

    private void assertRefused(String yaml) throws IOException {
        PlannedChange planned = desk.plan(yaml);
        assertTrue(planned instanceof PlannedChange.Refused);
        assertEquals(
                List.of("spec.signing"),
                ((PlannedChange.Refused) planned)
                        .problems().stream().map(problem -> problem.field()).toList());
    }

    private static Map<String, String> secrets(Snapshot snapshot) {
        Map<String, String> secrets = new TreeMap<>();
        snapshot.signers()
                .toMap()
                .forEach((id, signer) ->
                        secrets.put(signer.key().name(), signer.secret().reveal()));
        return secrets;
    }
}
