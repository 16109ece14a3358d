package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.resource.Change;
import dev.pontage.resource.Change.Removal;
import dev.pontage.resource.DocumentHash;
import dev.pontage.resource.Kind;
import dev.pontage.resource.Owner;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resource.Configured;
import dev.pontage.resource.Resource.Head;
import dev.pontage.resource.Resource.OfAccount;
import dev.pontage.resource.Resource.OfKey;
import dev.pontage.resource.Resources;
import dev.pontage.resource.Resources.StaleChange;
import dev.pontage.seal.Binding;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourcesInTheFileTest {
    private static final String CANARY = "sk-canary-upstream-0123456789";
    private static final String KEY_CANARY = "canary-gateway-key-of-a-client-0123";

    @TempDir
    Path folder;

    private SqliteStore store;
    private SqliteStore.Sealing sealing;
    private Resources resources;

    @BeforeEach
    void open() throws IOException {
        store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM);
        sealing = store.sealing(SecretFiles.open(folder.resolve("secrets")), new SecureRandom());
        resources = store.resources(sealing.keyset());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    @DisplayName("D8: what is applied is loaded again, after a restart too")
    void roundTrip() throws IOException {
        List<Resource> rows =
                List.of(provider("alpha", 1, "{\"baseUrl\":\"http://a\"}"), account("a1", 1), key("k1", 1, hash(7)));
        resources.apply(new Change("file:x", List.of(), rows));
        assertEquals(byName(rows), load());
        close();
        open();
        assertEquals(byName(rows), load());
    }

    @Test
    @DisplayName(
            "S4.36: neither an upstream's key nor a client's key is in any file of the data directory, as text or as bytes")
    void canariesAreNowhere() throws Exception {
        Binding place = Binding.row(sealing.deployment(), "resource", "credentials.main.apiKey", "alpha", "")
                .toward("openai", URI.create("https://api.openai.com/v1"));
        String sealed = Base64.getEncoder().encodeToString(sealing.keyset().seal(new Secret(CANARY), place));
        KeyHash hash = KeyHash.of(sealing.keyset().pepper().hash(KEY_CANARY));
        resources.apply(new Change(
                "file:x",
                List.of(),
                List.of(
                        provider("alpha", 1, "{\"apiKey\":{\"sealed\":\"" + sealed + "\"}}"),
                        account("a1", 1),
                        key("k1", 1, hash))));
        store.books().open(Rows.opening("r1", "k1", Rows.LAST_OF_NOVEMBER));
        store.books().close(Rows.plain("r1", "k1", Rows.LAST_OF_NOVEMBER, 1));
        store.flush();
        int files = 0;
        boolean found = false;
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("canary"), file.toString());
                found |= bytes.contains(sealed);
                files++;
            }
        }
        assertTrue(files >= 2 && found, "the sealed value should be in one of " + files + " files");
        assertEquals(
                CANARY,
                sealing.keyset()
                        .openSecret(Base64.getDecoder().decode(sealed), place)
                        .reveal());
    }

    @Test
    @DisplayName(
            "F-51: a change planned on an older version, and a new row with a name that is taken, are refused whole")
    void staleChangesAreRefused() throws IOException {
        resources.apply(new Change("file:x", List.of(), List.of(account("a1", 1), key("k1", 1, hash(7)))));
        resources.apply(new Change("file:x", List.of(), List.of(key("k1", 2, hash(8)))));
        Map<String, Resource> before = load();
        for (Resource stale :
                List.of(key("k1", 2, hash(9)), key("k1", 4, hash(9)), key("k1", 1, hash(9)), key("k2", 1, hash(8)))) {
            assertThrows(
                    StaleChange.class,
                    () -> resources.apply(
                            new Change("file:x", List.of(), List.of(account("a2", 1), provider("p", 1, "{}"), stale))),
                    stale.toString());
            assertEquals(before, load());
        }
    }

    @Test
    @DisplayName("Two keys may swap their values in one change")
    void valuesSwap() throws IOException {
        resources.apply(new Change(
                "file:x", List.of(), List.of(account("a1", 1), key("k1", 1, hash(7)), key("k2", 1, hash(8)))));
        resources.apply(new Change("file:x", List.of(), List.of(key("k1", 2, hash(8)), key("k2", 2, hash(7)))));
        assertEquals(hash(8), hashOf(load(), "k1"));
        assertEquals(hash(7), hashOf(load(), "k2"));
    }

    @Test
    @DisplayName(
            "A removed row stays under its name and id without effect, and gives its value free where the change says so")
    void removedRowsStay() throws IOException {
        OfKey first = key("k1", 1, hash(7));
        Configured alpha = provider("alpha", 1, "{}");
        resources.apply(new Change("file:x", List.of(), List.of(alpha, account("a1", 1), first)));
        resources.apply(new Change(
                "file:x",
                List.of(new Removal(first, true), new Removal(alpha, false)),
                List.of(key("k2", 1, hash(7)))));
        Map<String, Resource> rows = load();
        assertTrue(head(rows, "k1").removed());
        assertEquals(KeyHash.NONE, hashOf(rows, "k1"));
        assertEquals(DocumentHash.NONE, head(rows, "k1").hash(), "it would pass for unchanged when it comes back");
        assertEquals(first.head().id(), head(rows, "k1").id());
        assertEquals(hash(7), hashOf(rows, "k2"));
        assertTrue(head(rows, "alpha").removed());
        assertThrows(
                StaleChange.class,
                () -> resources.apply(new Change("x", List.of(new Removal(first, true)), List.of())));
    }

    @Test
    @DisplayName(
            "D8: every version of what is configured is kept with its author; of accounts and keys only who and when")
    void historyIsKept() throws Exception {
        resources.apply(new Change(
                "file:x",
                List.of(),
                List.of(provider("alpha", 1, "{\"v\":1}"), account("a1", 1), key("k1", 1, hash(7)))));
        resources.apply(
                new Change("file:y", List.of(), List.of(provider("alpha", 2, "{\"v\":2}"), key("k1", 2, hash(8)))));
        assertEquals(
                List.of("1 file:x {\"v\":1}", "2 file:y {\"v\":2}"),
                raw("SELECT rv || ' ' || author || ' ' || spec FROM resource_version ORDER BY rv"));
        assertEquals(
                List.of("Account 1 file:x", "Key 1 file:x", "Key 2 file:y"),
                raw("SELECT kind || ' ' || rv || ' ' || author FROM compact_audit ORDER BY kind, rv"));
    }

    @Test
    @DisplayName("failures 5.1: key hashes that another pepper made are refused when they are loaded")
    void pepperMustFit() throws Exception {
        resources.apply(new Change("file:x", List.of(), List.of(account("a1", 1), key("k1", 1, hash(7)))));
        raw("UPDATE api_key SET pepper_id = 'other' RETURNING id");
        StoreRefused refused = assertThrows(StoreRefused.class, this::load);
        assertEquals(StoreRefused.Reason.SECRETS, refused.reason());
    }

    private Map<String, Resource> load() throws IOException {
        List<Resource> rows = new ArrayList<>();
        resources.load(rows::add);
        return byName(rows);
    }

    private static Map<String, Resource> byName(List<Resource> rows) {
        Map<String, Resource> byName = new TreeMap<>();
        rows.forEach(row -> byName.put(row.head().name(), row));
        assertEquals(rows.size(), byName.size());
        return byName;
    }

    private static Head head(Map<String, Resource> rows, String name) {
        return Objects.requireNonNull(rows.get(name)).head();
    }

    private static KeyHash hashOf(Map<String, Resource> rows, String name) {
        return ((OfKey) Objects.requireNonNull(rows.get(name))).hash();
    }

    private static Configured provider(String name, long version, String spec) {
        return new Configured(head(Kind.PROVIDER, name, version), spec);
    }

    private static OfAccount account(String name, long version) {
        return new OfAccount(head(Kind.ACCOUNT, name, version), "{\"type\":\"team\"}", "root", ".root.");
    }

    private static OfKey key(String name, long version, KeyHash hash) {
        return new OfKey(head(Kind.KEY, name, version), "{}", "a1", hash, "wxyz");
    }

    private static Head head(Kind kind, String name, long version) {
        return new Head(kind, "id" + name, name, Owner.file("x"), new DocumentHash(version, 2, 3, -4), version, false);
    }

    private static KeyHash hash(long n) {
        return new KeyHash(n, -1, Long.MIN_VALUE, 4);
    }

    private List<String> raw(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
