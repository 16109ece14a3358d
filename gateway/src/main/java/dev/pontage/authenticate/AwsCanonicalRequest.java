package dev.pontage.authenticate;

import dev.pontage.dialect.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request in the form that AWS's Signature Version 4 signs, built from the bytes that were sent.
 *
 * <p>As the SDKs do it for every service but S3: the path loses empty segments and is encoded once more (a sent {@code
 * %3A} becomes {@code %253A}); the query is decoded, encoded strictly, and sorted; a field's values are joined, and
 * runs of white space in them become one space.
 */
final class AwsCanonicalRequest {
    private static final String HEX = "0123456789ABCDEF";

    private AwsCanonicalRequest() {}

    /**
     * @param path as sent, without dot segments
     * @param query as sent, without its question mark
     * @param signed lower-case names of fields, in order
     * @param payloadSha256 in lower-case hexadecimal digits
     */
    static byte[] of(
            String method, String path, String query, Headers headers, List<String> signed, String payloadSha256) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append('\n');
        path(path, text);
        text.append('\n').append(query(query)).append('\n');
        Map<String, StringBuilder> values = values(headers, signed);
        for (String name : signed) {
            text.append(name).append(':').append(values.get(name)).append('\n');
        }
        text.append('\n').append(String.join(";", signed)).append('\n').append(payloadSha256);
        // What came over the wire was read as ISO 8859-1, a character a byte.
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void path(String path, StringBuilder out) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/') {
                encode(c, out);
            } else if (before != '/') {
                out.append('/');
            }
            before = c;
        }
    }

    private static String query(String query) {
        if (query.isEmpty()) {
            return "";
        }
        List<Pair> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            pairs.add(new Pair(recoded(name), equals < 0 ? "" : recoded(pair.substring(equals + 1))));
        }
        pairs.sort((a, b) -> a.name().equals(b.name())
                ? a.value().compareTo(b.value())
                : a.name().compareTo(b.name()));
        StringBuilder out = new StringBuilder(query.length() + 16);
        for (Pair pair : pairs) {
            out.append(out.isEmpty() ? "" : "&").append(pair.name()).append('=').append(pair.value());
        }
        return out.toString();
    }

    /** Decoded where it is well-formed, and encoded as AWS wants it. */
    private static String recoded(String sent) {
        StringBuilder out = new StringBuilder(sent.length() + 8);
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c == '%' && i + 2 < sent.length()) {
                int high = Character.digit(sent.charAt(i + 1), 16);
                int low = Character.digit(sent.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = (char) (high << 4 | low);
                    i += 2;
                }
            }
            encode(c, out);
        }
        return out.toString();
    }

    /** RFC 3986, 2.3: letters, digits and four marks stand for themselves. */
    private static void encode(char c, StringBuilder out) {
        boolean plain = (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
        if (plain) {
            out.append(c);
        } else {
            out.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
        }
    }

    private static Map<String, StringBuilder> values(Headers headers, List<String> signed) {
        Map<String, StringBuilder> values = new HashMap<>();
        for (String name : signed) {
            values.put(name, new StringBuilder());
        }
        Map<String, Boolean> seen = new HashMap<>();
        headers.forEach((name, value) -> {
            String lower = lower(name);
            StringBuilder all = values.get(lower);
            if (all != null) {
                if (seen.put(lower, true) != null) {
                    all.append(',');
                }
                trimmed(value, all);
            }
        });
        return values;
    }

    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return name.toLowerCase(java.util.Locale.ROOT);
            }
        }
        return name;
    }

    private static void trimmed(String value, StringBuilder out) {
        boolean begun = false;
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                space = begun;
                continue;
            }
            if (space) {
                out.append(' ');
                space = false;
            }
            out.append(c);
            begun = true;
        }
    }

    private record Pair(String name, String value) {}
}
