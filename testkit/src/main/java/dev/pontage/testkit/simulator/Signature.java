package dev.pontage.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What the simulators sign their thinking with: they keep nothing, and know again what is theirs and unchanged. */
final class Signature {
    private static final int MARK_BYTES = 24;

    private Signature() {}

    /** The signature of exactly this. */
    static String of(String what) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(digest("signed:" + what), MARK_BYTES));
    }

    /** A text that only we can open, and only whole. */
    static String seal(String content) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(digest("sealed:" + content), MARK_BYTES + text.length);
        System.arraycopy(text, 0, sealed, MARK_BYTES, text.length);
        return Base64.getEncoder().encodeToString(sealed);
    }

    /** Whether it is what {@link #seal} made. */
    static boolean isSealed(String data) {
        try {
            byte[] sealed = Base64.getDecoder().decode(data);
            if (sealed.length < MARK_BYTES) {
                return false;
            }
            String content = new String(sealed, MARK_BYTES, sealed.length - MARK_BYTES, StandardCharsets.UTF_8);
            return seal(content).equals(data);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** So many hexadecimal digits that follow from the seed. */
    static String id(String seed, int digits) {
        return HexFormat.of().formatHex(digest("id:" + seed)).substring(0, digits);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
