package dev.pontage.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SealedValueTest {
    private static final Secret CANARY = new Secret("sk-canary-0123456789");
    private static final Binding HERE = Binding.row("d1", "credential", "secret", "c1", "");

    private final Keyset keyset = keyset();

    @Test
    @DisplayName("failures 5.2: a value opens where it was sealed, and its bytes do not show the text")
    void opensWhereItBelongs() {
        byte[] sealed = keyset.seal(CANARY, HERE);
        assertEquals(CANARY.reveal(), keyset.openSecret(sealed, HERE).reveal());
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("canary"));
        assertEquals(8 + 12 + CANARY.reveal().length() + 16, sealed.length);
    }

    @Test
    @DisplayName("failures 5.2: the same text sealed twice gives two ciphertexts")
    void sealsDifferentlyEachTime() {
        assertNotEquals(Arrays.hashCode(keyset.seal(CANARY, HERE)), Arrays.hashCode(keyset.seal(CANARY, HERE)));
    }

    @Test
    @DisplayName(
            "S-45, failures 5.2: a ciphertext copied to another deployment, table, column, row or account does not open")
    void staysWhereItBelongs() {
        byte[] sealed = keyset.seal(CANARY, HERE);
        for (Binding elsewhere : List.of(
                Binding.row("d2", "credential", "secret", "c1", ""),
                Binding.row("d1", "api_key", "secret", "c1", ""),
                Binding.row("d1", "credential", "other", "c1", ""),
                Binding.row("d1", "credential", "secret", "c2", ""),
                Binding.row("d1", "credential", "secret", "c1", "a1"),
                Binding.row("d1", "credential", "secretc", "1", ""))) {
            assertThrows(SealException.class, () -> keyset.open(sealed, elsewhere), elsewhere.toString());
        }
    }

    @Test
    @DisplayName(
            "S-45, failures 5.2: a provider's credential does not open once scheme, host, port or vendor changed; a path may")
    void staysWithItsHost() {
        Binding openai = HERE.toward("openai", URI.create("https://API.openai.com/v1"));
        byte[] sealed = keyset.seal(CANARY, openai);
        for (Binding same : List.of(
                HERE.toward("openai", URI.create("https://api.openai.com:443/v2")),
                HERE.toward("openai", URI.create("HTTPS://api.openai.com")))) {
            assertEquals(CANARY.reveal(), keyset.openSecret(sealed, same).reveal());
        }
        for (Binding other : List.of(
                HERE,
                HERE.toward("openai", URI.create("http://api.openai.com/v1")),
                HERE.toward("openai", URI.create("https://api.openai.com:8443/v1")),
                HERE.toward("openai", URI.create("https://api.openai.com.evil.example/v1")),
                HERE.toward("deepseek", URI.create("https://api.openai.com/v1")))) {
            SealException refused = assertThrows(SealException.class, () -> keyset.open(sealed, other));
            assertFalse(String.valueOf(refused.getMessage()).contains("canary"));
        }
    }

    @Test
    @DisplayName("failures 5.2: no byte of a sealed value can be changed, and none cut off")
    void noticesAnyChange() {
        byte[] sealed = keyset.seal(CANARY, HERE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThrows(SealException.class, () -> keyset.open(changed, HERE), "byte " + i);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThrows(SealException.class, () -> keyset.open(cut, HERE), "length " + length);
        }
    }

    @Test
    @DisplayName(
            "failures 5.6: after a rotation the new key seals and the old one still opens; an unknown key is named")
    void rotates() {
        SecureRandom random = new SecureRandom();
        List<PurposeKey> keys = new ArrayList<>(firstKeys(random));
        Keyset before = new Keyset(keys, random);
        byte[] old = before.seal(CANARY, HERE);
        PurposeKey fresh = PurposeKey.generate(Purpose.FIELD, 2, random);
        keys.addFirst(fresh);
        Keyset after = new Keyset(keys, random);
        assertEquals(fresh.id().toString(), after.primaryId(Purpose.FIELD));
        assertEquals(CANARY.reveal(), after.openSecret(old, HERE).reveal());
        byte[] sealed = after.seal(CANARY, HERE);
        SealException refused = assertThrows(SealException.class, () -> before.open(sealed, HERE));
        assertTrue(String.valueOf(refused.getMessage()).contains(fresh.id().toString()), refused.getMessage());
    }

    @Test
    @DisplayName("failures 5.1: a purpose and a label each give another MAC, and label and text cannot be shifted")
    void macsAreSeparate() {
        byte[] mac = keyset.mac(Purpose.ROW, "document", new byte[] {1});
        assertArrayEquals(mac, keyset.mac(Purpose.ROW, "document", new byte[] {1}));
        assertFalse(Arrays.equals(mac, keyset.mac(Purpose.CHAIN, "document", new byte[] {1})));
        assertFalse(Arrays.equals(mac, keyset.mac(Purpose.ROW, "documen", new byte[] {'t', 1})));
    }

    static Keyset keyset() {
        SecureRandom random = new SecureRandom();
        return new Keyset(firstKeys(random), random);
    }

    static List<PurposeKey> firstKeys(SecureRandom random) {
        return Arrays.stream(Purpose.values())
                .map(purpose -> PurposeKey.generate(purpose, 1, random))
                .toList();
    }
}
