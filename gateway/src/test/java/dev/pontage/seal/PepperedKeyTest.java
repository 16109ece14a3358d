package dev.pontage.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PepperedKeyTest {
    private final KeyMaker maker = new KeyMaker(new SecureRandom());

    @Test
    @DisplayName("failures 5.3: the hash is HMAC-SHA-256 (RFC 4231, test case 2 with its key padded to 32 bytes)")
    void isHmac() {
        byte[] key = Arrays.copyOf("Jefe".getBytes(StandardCharsets.US_ASCII), 32);
        Pepper pepper = new Pepper(new PurposeKey(Purpose.BIDX, 1, new PurposeKey.Id(1), key));
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                HexFormat.of().formatHex(pepper.hash("what do ya want for nothing?")));
    }

    @Test
    @DisplayName("S2.05: any text has one hash, the same on every thread, long and foreign ones too")
    void hashesAnyText() {
        Pepper pepper = SealedValueTest.keyset().pepper();
        for (String text : new String[] {"", "a", "x".repeat(511), "x".repeat(512), "x".repeat(513), "schlüssel-密钥"}) {
            byte[] here = pepper.hash(text);
            byte[] there =
                    CompletableFuture.supplyAsync(() -> pepper.hash(text)).join();
            assertArrayEquals(here, there);
            assertArrayEquals(here, pepper.hash(text));
            assertFalse(Arrays.equals(here, pepper.hash(text + "x")));
        }
    }

    @Test
    @DisplayName("failures 5.1: two deployments hash the same key to different values")
    void dependsOnThePepper() {
        assertFalse(Arrays.equals(
                SealedValueTest.keyset().pepper().hash("key"),
                SealedValueTest.keyset().pepper().hash("key")));
    }

    @Test
    @DisplayName("S-34: a generated key has a prefix, at least 160 random bits and a checksum, and is an HTTP token")
    void generatesKeys() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String key = maker.generate().reveal();
            assertTrue(key.matches(Product.WORD + "-[0-9A-Za-z]{36}"), key);
            assertTrue(30 * Math.log(62) / Math.log(2) >= 160);
            assertTrue(KeyMaker.looksLikeOurs(key));
            assertTrue(seen.add(key));
        }
    }

    @Test
    @DisplayName("decision 13: a vendor's key, a mistyped key and a cut key are not taken for ours")
    void knowsItsOwn() {
        String key = maker.generate().reveal();
        assertFalse(KeyMaker.looksLikeOurs(key.substring(1)));
        assertFalse(KeyMaker.looksLikeOurs(key + "0"));
        assertFalse(KeyMaker.looksLikeOurs("sk-proj-" + key.substring(8)));
        assertFalse(KeyMaker.looksLikeOurs(""));
        for (int i = 8; i < key.length(); i++) {
            char other = key.charAt(i) == 'a' ? 'b' : 'a';
            assertFalse(KeyMaker.looksLikeOurs(key.substring(0, i) + other + key.substring(i + 1)), "character " + i);
        }
    }

    @Test
    @DisplayName("S0.07, D9: secrets that are short, published or a published one repeated are refused by name")
    void refusesWeakSecrets() {
        for (String weak : new String[] {
            "",
            "x".repeat(31),
            "random_string",
            "changeme".repeat(4),
            "CHANGEMEchangemeCHANGEMEchangemeCHANGE",
            "x".repeat(64),
            "abc".repeat(20),
            "your-secret-key"
        }) {
            String problem =
                    GivenSecret.problem("PONTAGE_ADMIN_TOKEN", new Secret(weak)).orElse("none for " + weak);
            assertTrue(problem.startsWith("PONTAGE_ADMIN_TOKEN "), problem);
        }
        assertTrue(GivenSecret.problem("X", maker.generate()).isEmpty());
        assertTrue(GivenSecret.problem("X", new Secret("correct horse battery staple 1234"))
                .isEmpty());
    }
}
