package dev.pontage.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SealedInMemoryTest {
    private static final byte[] PLAIN = "canary-0123456789".getBytes(StandardCharsets.UTF_8);

    private final MemorySeal seal = new MemorySeal(new SecureRandom());
    private final byte[] sealed = seal.seal(PLAIN, "a1", "call");

    @Test
    @DisplayName("C1: what is sealed opens for its owner under its name, and its bytes do not show the text")
    void opens() {
        assertArrayEquals(PLAIN, seal.open(sealed, "a1", "call"));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("canary"));
        assertFalse(Arrays.equals(sealed, seal.seal(PLAIN, "a1", "call")));
    }

    @Test
    @DisplayName("C1: it opens for nobody else, under no other name, and not with another process's key")
    void staysWhereItBelongs() {
        assertThrows(SealException.class, () -> seal.open(sealed, "a2", "call"));
        assertThrows(SealException.class, () -> seal.open(sealed, "a1", "other"));
        assertThrows(SealException.class, () -> seal.open(sealed, "a", "1call"));
        assertThrows(SealException.class, () -> new MemorySeal(new SecureRandom()).open(sealed, "a1", "call"));
    }

    @Test
    @DisplayName("C1: it does not open once a byte of it was changed, or it was cut")
    void seesChanges() {
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThrows(SealException.class, () -> seal.open(changed, "a1", "call"));
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThrows(SealException.class, () -> seal.open(cut, "a1", "call"));
        }
    }
}
