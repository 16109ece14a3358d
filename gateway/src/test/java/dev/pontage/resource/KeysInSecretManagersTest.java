package dev.pontage.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2.05 S2.06: a key of the gateway's own whose value a secret manager keeps")
final class KeysInSecretManagersTest {
    private static final String KEY = """
            {apiVersion: pontage.dev/v1, kind: Key, metadata: {name: k}, spec: {account: root, value: {ref: "%s"}}}
            """;
    private static final String SLASHES = "aws-ssm:/my/api/key";

    private final Desk desk = new Desk();

    @Test
    @DisplayName("is known by its hash, whatever characters it has and however its name is written; it is not stored")
    void known() throws IOException {
        desk.references.put(SLASHES, "any/string*without spaces".replace(" ", "_"));
        desk.apply(KEY.formatted(SLASHES));
        assertEquals(desk.keyHash("any/string*without_spaces"), desk.key("k").hash());
        assertTrue(desk.rows().stream().noneMatch(row -> row.toString().contains("any/string")));
    }

    @Test
    @DisplayName("is another key as soon as the manager keeps another value, and the old one is none")
    void changed() throws IOException {
        desk.references.put(SLASHES, "one");
        desk.apply(KEY.formatted(SLASHES));
        assertEquals(0, desk.apply(KEY.formatted(SLASHES)).counts().changed());
        desk.references.put(SLASHES, "two");
        assertEquals(1, desk.apply(KEY.formatted(SLASHES)).counts().changed());
        assertEquals(desk.keyHash("two"), desk.key("k").hash());
    }

    @Test
    @DisplayName("stays what it is while the manager cannot be asked; a document that says something else is refused")
    void unavailable() throws IOException {
        desk.references.put(SLASHES, "one");
        desk.apply(KEY.formatted(SLASHES));
        desk.references.clear();
        assertEquals(0, desk.apply(KEY.formatted(SLASHES)).counts().changed());
        assertEquals(desk.keyHash("one"), desk.key("k").hash());
        assertEquals(
                List.of("a.yaml:1: spec.value: the secret vault:kv/app#key cannot be read: credential_unavailable"),
                desk.problems(KEY.formatted("vault:kv/app#key")));
        desk.references.put(SLASHES, "one");
        assertEquals(0, desk.apply(KEY.formatted(SLASHES)).counts().changed());
    }

    @Test
    @DisplayName("has to be legal there too: without white space, and not empty")
    void illegal() throws IOException {
        desk.references.put(SLASHES, "two words");
        assertEquals(
                List.of("a.yaml:1: spec.value: expected a key of 1 to 4096 characters without white space"),
                desk.problems(KEY.formatted(SLASHES)));
        desk.references.put(SLASHES, "");
        assertEquals(
                List.of("a.yaml:1: spec.value: the secret " + SLASHES + " is empty"),
                desk.problems(KEY.formatted(SLASHES)));
    }
}
