package dev.pontage.authenticate;

import dev.pontage.dialect.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A signed request as it goes over the wire; boto3's are recorded, others are made here. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record SignedRequest(String name, String method, String path, String query, List<String> fields, byte[] body) {
    /** What boto3 signed with, when it was recorded. */
    static final String ID = "0123456789abcdef0123456789abcdef";

    static final String SECRET = "a-secret-that-signs-0123456789abcdef";
    static final String DATE_TIME = "20261121T203015Z";
    static final long EPOCH_MICROS = 1_795_293_015_000_000L;

    private static final AwsSignature SIGNATURE = new AwsSignature(AwsSignature::hmac);

    public SignedRequest {
        fields = List.copyOf(fields);
    }

    /** All that boto3 signed. */
    static List<SignedRequest> recorded() {
        try (InputStream lines = SignedRequest.class.getResourceAsStream("boto3-signatures.jsonl")) {
            if (lines == null) {
                throw new AssertionError("no recorded signatures");
            }
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(SignedRequest::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this name. */
    static SignedRequest recorded(String name) {
        return recorded().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SignedRequest of(String line) {
        JsonNode json = JsonMapper.shared().readTree(line);
        List<String> fields = new ArrayList<>();
        for (JsonNode field : json.get("headers")) {
            fields.add(field.get(0).asString());
            fields.add(field.get(1).asString());
        }
        return new SignedRequest(
                json.get("name").asString(),
                json.get("method").asString(),
                json.get("path").asString(),
                json.get("query").asString(),
                fields,
                Base64.getDecoder().decode(json.get("body").asString()));
    }

    /** A POST, signed at a point in time; {@code fields} besides host and date are signed too. */
    public static SignedRequest signed(
            String id, String secret, String dateTime, String path, byte[] body, List<String> fields) {
        return signedFor("bedrock", id, secret, dateTime, path, body, fields);
    }

    /** The same, scoped to a service. */
    static SignedRequest signedFor(
            String service, String id, String secret, String dateTime, String path, byte[] body, List<String> fields) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(List.of("x-amz-date", dateTime));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            names.add(all.get(i));
        }
        names.sort(null);
        String stated = Headers.of(all.toArray(String[]::new)).first("x-amz-content-sha256");
        AwsAuthorization scope = new AwsAuthorization(id, dateTime.substring(0, 8), "here-1", service, names, "");
        byte[] canonical = AwsCanonicalRequest.of(
                "POST",
                path,
                "",
                Headers.of(all.toArray(String[]::new)),
                names,
                stated == null ? AwsSignature.sha256(body, body.length) : stated);
        all.addAll(List.of(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope.date()
                        + "/here-1/" + service + "/aws4_request, SignedHeaders=" + String.join(";", names)
                        + ", Signature=" + SIGNATURE.of(secret, scope, dateTime, canonical)));
        return new SignedRequest("made", "POST", path, "", all, body);
    }

    /** The SHA-256 of a body as the head states it. */
    public static String sha256(byte[] body) {
        return AwsSignature.sha256(body, body.length);
    }

    Headers headers() {
        return Headers.of(fields.toArray(String[]::new));
    }

    /** The value of a field. */
    String field(String lowerCaseName) {
        return String.valueOf(headers().first(lowerCaseName));
    }

    /** With another value of a field. */
    SignedRequest with(String lowerCaseName, String value) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            changed.add(fields.get(i));
            changed.add(fields.get(i).equalsIgnoreCase(lowerCaseName) ? value : fields.get(i + 1));
        }
        return new SignedRequest(name, method, path, query, changed, body);
    }

    /** With one field more. */
    SignedRequest and(String field, String value) {
        List<String> more = new ArrayList<>(fields);
        more.addAll(List.of(field, value));
        return new SignedRequest(name, method, path, query, more, body);
    }

    /** The fields as lines of a head. */
    public String[] lines() {
        String[] lines = new String[fields.size() / 2];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = fields.get(2 * i) + ": " + fields.get(2 * i + 1);
        }
        return lines;
    }

    /** Without a field. */
    SignedRequest without(String lowerCaseName) {
        List<String> less = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            if (!fields.get(i).equalsIgnoreCase(lowerCaseName)) {
                less.addAll(fields.subList(i, i + 2));
            }
        }
        return new SignedRequest(name, method, path, query, less, body);
    }

    SignedRequest at(String newPath, String newQuery) {
        return new SignedRequest(name, method, newPath, newQuery, fields, body);
    }

    SignedRequest body(byte[] other) {
        return new SignedRequest(name, method, path, query, fields, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
