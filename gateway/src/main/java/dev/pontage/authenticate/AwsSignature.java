package dev.pontage.authenticate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of AWS's Signature Version 4: hashes, the key that is derived for a day, and the signature. */
final class AwsSignature {
    private static final String HMAC = "HmacSHA256";

    /** HMAC-SHA-256; tests count them. */
    @FunctionalInterface
    interface Hmac {
        byte[] of(byte[] key, byte[] text);
    }

    private final Hmac hmac;

    AwsSignature(Hmac hmac) {
        this.hmac = hmac;
    }

    /** The signature of a canonical request, in hexadecimal digits: always five HMACs. */
    String of(String secret, AwsAuthorization scope, String dateTime, byte[] canonicalRequest) {
        byte[] day = hmac.of(ascii("AWS4" + secret), ascii(scope.date()));
        byte[] region = hmac.of(day, ascii(scope.region()));
        byte[] service = hmac.of(region, ascii(scope.service()));
        byte[] key = hmac.of(service, ascii(AwsAuthorization.TERMINATOR));
        String text = AwsAuthorization.ALGORITHM + "\n" + dateTime + "\n" + scope.date() + "/" + scope.region() + "/"
                + scope.service() + "/" + AwsAuthorization.TERMINATOR + "\n"
                + sha256(canonicalRequest, canonicalRequest.length);
        return HexFormat.of().formatHex(hmac.of(key, ascii(text)));
    }

    /** The SHA-256 of the first {@code length} bytes, in hexadecimal digits. */
    static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether two texts are the same, in a time that does not tell where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(ascii(one), ascii(other));
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
