package dev.pontage.authenticate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Authorization} field of AWS's Signature Version 4, taken apart.
 *
 * <p>{@code AWS4-HMAC-SHA256 Credential=ID/DATE/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=HEX}. Source:
 * AWS, "Create a signed AWS API request".
 *
 * @param keyId the access key id
 * @param date eight digits
 * @param signedHeaders lower case, in order, none twice
 * @param signature 64 hexadecimal digits, lower case
 */
record AwsAuthorization(
        String keyId, String date, String region, String service, List<String> signedHeaders, String signature) {

    /** How the fields of its family begin. */
    static final String FAMILY = "AWS4-";

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    private static final int MAX_SIGNED_HEADERS = 64;
    private static final int MAX_SCOPE_CHARS = 64;
    private static final int SHA256_DIGITS = 64;

    AwsAuthorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** Null where the field is of another form. */
    static @Nullable AwsAuthorization parse(String field) {
        if (!field.startsWith(ALGORITHM + " ")) {
            return null;
        }
        String credential = "";
        String headers = "";
        String signature = "";
        for (String part : field.substring(ALGORITHM.length() + 1).split(",", -1)) {
            String pair = part.strip();
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            switch (name) {
                case "Credential" -> credential = once(credential, value);
                case "SignedHeaders" -> headers = once(headers, value);
                case "Signature" -> signature = once(signature, value);
                default -> {
                    return null;
                }
            }
        }
        String[] scope = credential.split("/", -1);
        List<String> names = List.of(headers.split(";", -1));
        if (scope.length != 5 || !fits(scope) || !ordered(names) || !isSha256(signature)) {
            return null;
        }
        return new AwsAuthorization(scope[0], scope[1], scope[2], scope[3], names, signature);
    }

    /** What is given twice is given wrongly. */
    private static String once(String before, String value) {
        return before.isEmpty() ? value : "";
    }

    private static boolean fits(String[] scope) {
        for (String part : scope) {
            if (part.isEmpty() || part.length() > MAX_SCOPE_CHARS) {
                return false;
            }
        }
        return digits(scope[1], 8) && scope[4].equals(TERMINATOR);
    }

    private static boolean ordered(List<String> names) {
        if (names.size() > MAX_SIGNED_HEADERS) {
            return false;
        }
        String before = "";
        for (String name : names) {
            boolean lower = name.chars().allMatch(c -> c > ' ' && c < 0x7f && (c < 'A' || c > 'Z'));
            if (!lower || name.compareTo(before) <= 0) {
                return false;
            }
            before = name;
        }
        return true;
    }

    /** Whether it is a SHA-256 as AWS spells one. */
    static boolean isSha256(String text) {
        return text.length() == SHA256_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static boolean digits(String text, int count) {
        return text.length() == count && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
