package dev.pontage.dialect.bedrock;

import java.nio.charset.StandardCharsets;

/**
 * The path of a request, in which the model stands as one segment (protocols 5.1).
 *
 * <p>Everything but RFC 3986's unreserved characters is encoded, as AWS's own clients do: {@code :} as {@code %3A} and
 * the {@code /} of an ARN as {@code %2F}.
 */
final class ConversePath {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private ConversePath() {}

    static String of(String model, boolean stream) {
        return of(model, stream ? "/converse-stream" : "/converse");
    }

    /** Where a body in the model's own form goes. */
    static String invoke(String model) {
        return of(model, "/invoke");
    }

    private static String of(String model, String action) {
        StringBuilder path = new StringBuilder("/model/");
        for (byte b : model.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                path.append((char) b);
            } else {
                path.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return path.append(action).toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "-._~".indexOf(b) >= 0;
    }
}
