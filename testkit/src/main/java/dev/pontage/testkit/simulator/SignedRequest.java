package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request under AWS's signature version 4, checked as Bedrock checks it: the path is encoded once more. */
final class SignedRequest {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?"
                    + "Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final RecordedRequest request;

    SignedRequest(RecordedRequest request) {
        this.request = request;
    }

    /** Leaves where the signature does not hold. */
    void verify() {
        Matcher said = AUTHORIZATION.matcher(request.header("authorization").orElse(""));
        if (!said.matches()) {
            throw Violation.of(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!said.group(1).equals(Simulator.ACCESS_KEY_ID)) {
            throw Violation.of(
                    403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String scope = said.group(2) + "/" + said.group(3) + "/" + said.group(4) + "/aws4_request";
        if (!said.group(3).equals(Simulator.REGION) || !said.group(4).equals("bedrock")) {
            throw Violation.of(
                    403,
                    "InvalidSignatureException",
                    "Credential should be scoped to correct service: 'bedrock'. " + scope);
        }
        String time = request.header("x-amz-date").orElse("");
        Instant then;
        try {
            then = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
        } catch (java.time.format.DateTimeParseException malformed) {
            throw Violation.of(403, "IncompleteSignatureException", "no X-Amz-Date: " + time);
        }
        if (Duration.between(then, Instant.now()).abs().compareTo(SKEW) > 0 || !time.startsWith(said.group(2))) {
            throw Violation.of(403, "InvalidSignatureException", "Signature expired: " + time);
        }
        List<String> signed = List.of(said.group(5).split(";"));
        mustSign(signed, "host");
        for (String name : request.head().fields().names()) {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
                mustSign(signed, name.toLowerCase(Locale.ROOT));
            }
        }
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical(signed));
        byte[] key = hmac(("AWS4" + Simulator.SECRET_ACCESS_KEY).getBytes(StandardCharsets.UTF_8), said.group(2));
        for (String part : List.of(said.group(3), said.group(4), "aws4_request")) {
            key = hmac(key, part);
        }
        String expected = HexFormat.of().formatHex(hmac(key, toSign));
        if (!expected.equals(said.group(6))) {
            throw Violation.of(
                    403,
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. The canonical request"
                            + " should have been: " + canonical(signed));
        }
    }

    private static void mustSign(List<String> signed, String name) {
        if (!signed.contains(name)) {
            throw Violation.of(403, "InvalidSignatureException", "'" + name + "' must be a signed header");
        }
    }

    private String canonical(List<String> signed) {
        StringBuilder text = new StringBuilder(request.method()).append('\n');
        text.append(encoded(Paths.path(request))).append('\n').append(query()).append('\n');
        for (String name : signed) {
            List<String> values = request.head().fields().all(name).stream()
                    .map(value -> value.strip().replaceAll(" +", " "))
                    .toList();
            text.append(name).append(':').append(String.join(",", values)).append('\n');
        }
        text.append('\n').append(String.join(";", signed)).append('\n');
        String declared = request.header("x-amz-content-sha256").orElse("");
        String actual = HexFormat.of().formatHex(sha256(request.body()));
        if (!declared.isEmpty() && !declared.equals("UNSIGNED-PAYLOAD") && !declared.equals(actual)) {
            throw Violation.of(403, "InvalidSignatureException", "the body is not what x-amz-content-sha256 says");
        }
        return text.append(declared.isEmpty() ? actual : declared).toString();
    }

    private String query() {
        String query = Paths.query(request);
        if (query.isEmpty()) {
            return "";
        }
        List<String> pairs = new ArrayList<>(Arrays.asList(query.split("&")));
        pairs.replaceAll(pair -> pair.contains("=") ? pair : pair + "=");
        pairs.sort(null);
        return String.join("&", pairs);
    }

    /** A path that is encoded on the wire, encoded again but for its slashes. */
    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~/".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
