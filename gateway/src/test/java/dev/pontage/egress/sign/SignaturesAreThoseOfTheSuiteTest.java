package dev.pontage.egress.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.json.Splice;
import dev.pontage.dialect.json.Splices;
import dev.pontage.egress.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signing, held to AWS's own vectors: the Signature Version 4 test suite as the AWS C SDK keeps it (aws-c-auth,
 * {@code tests/aws-signing-test-suite/v4}). Named here by their names there; requests and signatures are theirs.
 *
 * <p>Most of these do not sign the payload's hash as a field of its own, which the product always does. So they hold
 * {@link Reference}, and that holds {@link Signer}; the two that sign that field hold {@link Signer} itself.
 */
final class SignaturesAreThoseOfTheSuiteTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", new Secret(SECRET));
    private static final String MOMENT = "20150830T123600Z";
    private static final long MICROS = Instant.parse("2015-08-30T12:36:00Z").getEpochSecond() * 1_000_000;
    private static final Place PLACE = new Place(true, "example.amazonaws.com", 443, List.of(), false, false);
    private static final Signer SIGNER = new Signer("service", "us-east-1");
    private static final String TOKEN = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

    @ParameterizedTest(name = "{0}")
    @DisplayName("AWS's vectors hold for what our signatures are compared with")
    @CsvSource({
        "get-vanilla, GET, /, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "post-vanilla, POST, /, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "get-relative-relative-normalized, GET, /example1/example2/../.., '',"
                + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slashes-normalized, GET, //example//, '',"
                + " 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        "get-unreserved, GET, /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, '',"
                + " 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        "get-vanilla-query-order-key-case, GET, /, 'Param2=value2,Param1=value1',"
                + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    })
    void vectorsHoldTheReference(String name, String method, String path, String query, String signature) {
        TreeMap<String, String> pairs = new TreeMap<>();
        Arrays.stream(query.split(","))
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> pairs.put(pair.split("=", -1)[0], pair.split("=", -1)[1]));
        assertEquals(
                signature,
                Reference.signature(
                        SECRET,
                        "us-east-1",
                        "service",
                        method,
                        path,
                        pairs,
                        Map.of("host", "example.amazonaws.com", "x-amz-date", MOMENT),
                        new byte[0]),
                name);
    }

    @Test
    @DisplayName("The vectors get-header-value-trim, post-header-key-sort and get-vanilla-with-session-token hold too")
    void vectorsWithFieldsHoldTheReference() {
        assertEquals(
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                reference("GET", Map.of("my-header1", " value1", "my-header2", " \"a   b   c\"")));
        assertEquals(
                "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                reference("POST", Map.of("my-header1", "value1")));
        assertEquals(
                "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
                reference("GET", Map.of("x-amz-security-token", TOKEN)));
    }

    private static String reference(String method, Map<String, String> more) {
        TreeMap<String, String> headers = new TreeMap<>(more);
        headers.put("host", "example.amazonaws.com");
        headers.put("x-amz-date", MOMENT);
        return Reference.signature(SECRET, "us-east-1", "service", method, "/", Map.of(), headers, new byte[0]);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("AWS's vectors that sign the payload's hash as a field hold for our signatures themselves")
    @CsvSource({
        "post-x-www-form-urlencoded, application/x-www-form-urlencoded,"
                + " d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        "post-x-www-form-urlencoded-parameters, 'application/x-www-form-urlencoded; charset=utf-8',"
                + " 328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
    })
    void vectorsHoldTheSigner(String name, String type, String signature) {
        Headers signed = SIGNER.fields(
                KEYS,
                "POST",
                PLACE,
                "/",
                Headers.of("content-type", type, "content-length", "13"),
                Payload.of("Param1=value1".getBytes(StandardCharsets.US_ASCII)),
                MICROS);
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                        + "content-length;content-type;host;x-amz-content-sha256;x-amz-date, Signature=" + signature,
                signed.first("authorization"),
                name);
        assertEquals(MOMENT, signed.first("x-amz-date"));
        assertEquals(
                "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
                signed.first("x-amz-content-sha256"));
    }

    @ParameterizedTest
    @DisplayName("Paths are normalised, and what is escaped in them is escaped once more: %3A is signed as %253A")
    @CsvSource({
        "/",
        "//example//",
        "/example1/example2/../..",
        "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.a.b-v1%3A0/converse-stream",
        "/%E1%88%B4",
    })
    void pathsAreSignedAsAwsReadsThem(String path) {
        Headers headers = Headers.of("content-type", "application/json");
        byte[] body = "{\"messages\":[]}".getBytes(StandardCharsets.US_ASCII);
        Headers signed = SIGNER.fields(KEYS, "POST", PLACE, path, headers, Payload.of(body), MICROS);
        assertEquals(expected("POST", path, Map.of(), "application/json", body), signatureOf(signed));
    }

    @Property(tries = 200)
    @Label("Whatever is signed is signed as AWS describes it, query included")
    void everySignatureIsTheReference(
            @ForAll @AlphaChars @NotBlank @StringLength(max = 20) String segment,
            @ForAll @Size(max = 3) Map<@AlphaChars @StringLength(min = 1, max = 8) String, @StringLength(max = 8) String> query,
            @ForAll @Size(max = 3000) byte[] body) {
        StringBuilder path = new StringBuilder("/m/" + segment);
        query.forEach((name, value) -> path.append(path.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(Reference.escaped(value, "")));
        TreeMap<String, String> asSent = new TreeMap<>();
        query.forEach((name, value) ->
                asSent.put(name, new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
        Headers signed = SIGNER.fields(
                KEYS, "PUT", PLACE, path.toString(), Headers.of("content-type", "a/b"), Payload.of(body), MICROS);
        assertEquals(expected("PUT", "/m/" + segment, asSent, "a/b", body), signatureOf(signed));
    }

    private static String expected(String method, String path, Map<String, String> query, String type, byte[] body) {
        return Reference.signature(
                SECRET,
                "us-east-1",
                "service",
                method,
                path,
                query,
                Map.of(
                        "host",
                        "example.amazonaws.com",
                        "content-type",
                        type,
                        "x-amz-content-sha256",
                        Reference.hex(Reference.sha256(body)),
                        "x-amz-date",
                        MOMENT),
                body);
    }

    private static String signatureOf(Headers signed) {
        String authorization = signed.first("authorization");
        assertNotNull(authorization);
        return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
    }

    @Property(tries = 100)
    @Label("A body in pieces has the signature of the body that they make")
    void piecesAreTheBody(
            @ForAll @Size(min = 40, max = 20_000) byte[] body, @ForAll @IntRange(min = 0, max = 20) int at) {
        Splices splices = Splices.of(new Splice(at, at + 10, "other".getBytes(StandardCharsets.US_ASCII)));
        Payload pieces = new Payload();
        splices.pieces(body, body.length, pieces);
        Headers inPieces = SIGNER.fields(KEYS, "POST", PLACE, "/", Headers.NONE, pieces, MICROS);
        Headers whole = SIGNER.fields(
                KEYS, "POST", PLACE, "/", Headers.NONE, Payload.of(splices.apply(body, body.length)), MICROS);
        assertEquals(signatureOf(whole), signatureOf(inPieces));
    }

    @Test
    @DisplayName("A temporary key's token is signed and sent; a lasting key has none")
    void tokensAreSigned() {
        AwsKeys temporary = new AwsKeys("AKIDEXAMPLE", new Secret(SECRET), new Secret(TOKEN));
        Headers signed = SIGNER.fields(temporary, "GET", PLACE, "/", Headers.NONE, new Payload(), MICROS);
        assertEquals(TOKEN, signed.first("x-amz-security-token"));
        String authorization = signed.first("authorization");
        assertTrue(authorization != null
                && authorization.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"));
        assertNull(SIGNER.fields(KEYS, "GET", PLACE, "/", Headers.NONE, new Payload(), MICROS)
                .first("x-amz-security-token"));
    }

    @Test
    @DisplayName("A port that is not the scheme's own is signed with the host, and brackets around IPv6")
    void authoritiesAreSignedAsSent() {
        for (String host : List.of("localhost", "::1")) {
            Place place = new Place(false, host, 9103, List.of(), true, true);
            Headers signed = SIGNER.fields(KEYS, "GET", place, "/", Headers.NONE, new Payload(), MICROS);
            assertEquals(
                    Reference.signature(
                            SECRET,
                            "us-east-1",
                            "service",
                            "GET",
                            "/",
                            Map.of(),
                            Map.of(
                                    "host", place.authority(),
                                    "x-amz-content-sha256", Reference.hex(Reference.sha256(new byte[0])),
                                    "x-amz-date", MOMENT),
                            new byte[0]),
                    signatureOf(signed),
                    host);
        }
    }
}
