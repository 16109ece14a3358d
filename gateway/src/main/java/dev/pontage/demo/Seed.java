package dev.pontage.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** What makes an answer depend on its request and on nothing else: a hash of it. */
final class Seed {
    private final String hex;

    private Seed(String hex) {
        this.hex = hex;
    }

    /** The seed of a request. */
    static Seed of(Ask ask) {
        return of(ask.path().getBytes(StandardCharsets.UTF_8), ask.body());
    }

    /** The seed of some text. */
    static Seed of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private static Seed of(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            digest.update((byte) 0);
            return new Seed(HexFormat.of().formatHex(digest.digest(second)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** An id such as {@code call_6f1e...}: the same for the same request, another for another number. */
    String id(String prefix, int number) {
        return prefix + hex.substring(0, 24) + (number == 0 ? "" : Integer.toHexString(number));
    }

    /** Numbers that look random; each purpose draws its own. */
    SplittableRandom random(int purpose) {
        return new SplittableRandom(Long.parseUnsignedLong(hex, 24, 40, 16) + purpose);
    }
}
