package dev.pontage.egress.sign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 written down as AWS describes it, for comparison: slow, plain, and itself held to AWS's vectors.
 */
final class Reference {
    private Reference() {}

    /** @param headers by lower-case name, {@code host} and {@code x-amz-date} among them */
    static String signature(
            String secret,
            String region,
            String service,
            String method,
            String escapedPath,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        TreeMap<String, String> sorted = new TreeMap<>(headers);
        StringBuilder canonical = new StringBuilder(method)
                .append('\n')
                .append(escaped(normal(escapedPath), "/"))
                .append('\n')
                .append(query(query))
                .append('\n');
        sorted.forEach((name, value) -> canonical
                .append(name)
                .append(':')
                .append(value.strip().replaceAll(" +", " "))
                .append('\n'));
        canonical
                .append('\n')
                .append(String.join(";", sorted.keySet()))
                .append('\n')
                .append(hex(sha256(body)));
        String moment = headers.getOrDefault("x-amz-date", "");
        String day = moment.substring(0, 8);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + moment + "\n" + scope + "\n"
                + hex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign));
    }

    /** Without empty segments, and without dots and what double dots take back. */
    private static String normal(String path) {
        ArrayDeque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && !kept.isEmpty() ? joined + "/" : joined;
    }

    private static String query(Map<String, String> query) {
        TreeMap<String, String> sorted = new TreeMap<>();
        query.forEach((name, value) -> sorted.put(escaped(name, ""), escaped(value, "")));
        StringJoiner joined = new StringJoiner("&");
        sorted.forEach((name, value) -> joined.add(name + "=" + value));
        return joined.toString();
    }

    static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || "-._~".indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return escaped.toString();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
