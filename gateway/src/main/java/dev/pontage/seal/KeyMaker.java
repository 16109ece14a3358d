package dev.pontage.seal;

import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * Makes gateway keys and knows them again by their look.
 *
 * <p>A key is a prefix, {@value #RANDOM_CHARACTERS} random characters of 62 (178 bits) and a checksum of six, all of
 * them characters of an HTTP token without punctuation that a URL, a shell or a cookie would touch. The checksum lets a
 * key that strayed (into another vendor's variable, into a repository) be told without asking anyone.
 */
public final class KeyMaker {
    private static final String PREFIX = Product.WORD + "-";
    private static final int RANDOM_CHARACTERS = 30;
    private static final int CHECK_CHARACTERS = 6;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator random;

    /** @param random cryptographically strong outside tests */
    public KeyMaker(RandomGenerator random) {
        this.random = random;
    }

    /** A new key. */
    public Secret generate() {
        StringBuilder key = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Secret(key.append(check(key)).toString());
    }

    /** Whether a text has the prefix and checksum of a key made here, by any deployment. */
    public static boolean looksLikeOurs(String text) {
        int body = PREFIX.length() + RANDOM_CHARACTERS;
        if (text.length() != body + CHECK_CHARACTERS || !text.startsWith(PREFIX)) {
            return false;
        }
        return check(text.substring(0, body)).contentEquals(text.substring(body));
    }

    private static String check(CharSequence body) {
        CRC32 crc = new CRC32();
        crc.update(body.toString().getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        StringBuilder check = new StringBuilder(CHECK_CHARACTERS);
        for (int i = 0; i < CHECK_CHARACTERS; i++) {
            check.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return check.toString();
    }
}
