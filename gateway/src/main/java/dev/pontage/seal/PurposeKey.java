package dev.pontage.seal;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;

/** One key of 256 bits with its purpose, its id and its version. */
final class PurposeKey {
    static final int ID_BYTES = 8;
    private static final int KEY_BYTES = 32;

    private final Purpose purpose;
    private final int version;
    private final Id id;
    private final byte[] bytes;

    /**
     * @param version ascending from 1 within the purpose; the highest seals, all open
     * @param id {@value #ID_BYTES} bytes, unique over all keys
     */
    PurposeKey(Purpose purpose, int version, Id id, byte[] bytes) {
        if (bytes.length != KEY_BYTES || version < 1) {
            throw new IllegalArgumentException("a key has 32 bytes and a version from 1");
        }
        this.purpose = purpose;
        this.version = version;
        this.id = id;
        this.bytes = bytes.clone();
    }

    static PurposeKey generate(Purpose purpose, int version, RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new PurposeKey(purpose, version, new Id(random.nextLong()), bytes);
    }

    Purpose purpose() {
        return purpose;
    }

    int version() {
        return version;
    }

    Id id() {
        return id;
    }

    /** A copy for the JDK's ciphers in their own key form. */
    SecretKeySpec spec(String algorithm) {
        return new SecretKeySpec(bytes, algorithm);
    }

    /** As the keyset file spells it. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Prints without the key. */
    @Override
    public String toString() {
        return purpose + " " + version + " " + id;
    }

    /** A key's id, printed as 16 hexadecimal digits. */
    record Id(long value) {
        static Id parse(String hex) {
            return new Id(HexFormat.fromHexDigitsToLong(hex));
        }

        @Override
        public String toString() {
            return HexFormat.of().toHexDigits(value);
        }
    }
}
