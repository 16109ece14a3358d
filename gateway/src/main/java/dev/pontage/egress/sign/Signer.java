package dev.pontage.egress.sign;

import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests to one service in one region by AWS Signature Version 4.
 *
 * <p>Pure: the time is passed in, and nothing is read or sent. A signature costs about 13 microseconds, and its
 * payload's SHA-256 besides (decision 0015); the library keeps the day's signing keys. Safe for use by many threads.
 *
 * @param service as in a credential's scope, which need not be the host's first label
 */
public record Signer(String service, String region) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /**
     * Makes a first signature, which costs a tenth of a second: not for an event loop. Later calls cost next to
     * nothing.
     */
    public static void prepare() {
        if (!First.FIELDS.equals(Headers.NONE)) {
            return;
        }
        throw new IllegalStateException("nothing was signed");
    }

    /**
     * The fields that a request needs besides those that it has, names in lower case: {@code authorization},
     * {@code x-amz-date}, {@code x-amz-content-sha256}, and for temporary keys {@code x-amz-security-token}.
     *
     * <p>They hold for five minutes, for this request alone: a retry is signed anew.
     *
     * @param place whose authority the request's {@code Host} says
     * @param path as in the request line, escaped, with its query; its escapes are escaped once more in what is signed,
     *     as every service but the object store wants it
     * @param headers the fields that the signature covers; they must be sent as they are. Leave out what a proxy may
     *     change
     * @param payload the whole body
     */
    public Headers fields(
            AwsKeys keys, String method, Place place, String path, Headers headers, Payload payload, long epochMicros) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .protocol(place.tls() ? "https" : "http")
                .host(place.host().indexOf(':') < 0 ? place.host() : "[" + place.host() + "]")
                .port(place.port());
        target(path, request);
        headers.forEach(request::appendHeader);
        SdkHttpRequest signed = SIGNER.sign(SignRequest.builder(identity(keys))
                        .request(request.build())
                        .payload(payload::stream)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, new At(epochMicros))
                        .build())
                .request();
        Headers.Builder added = new Headers.Builder();
        signed.forEachHeader((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("host") && headers.first(lower) == null) {
                values.forEach(value -> added.add(lower, value));
            }
        });
        return added.build();
    }

    private static void target(String path, SdkHttpRequest.Builder request) {
        int mark = path.indexOf('?');
        request.encodedPath(mark < 0 ? path : path.substring(0, mark));
        if (mark < 0) {
            return;
        }
        for (String pair : path.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            request.appendRawQueryParameter(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
    }

    private static String decoded(String escaped) {
        // A plus in a query is a plus to AWS, not a blank.
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static AwsCredentialsIdentity identity(AwsKeys keys) {
        String secret = keys.secretAccessKey().reveal();
        return keys.temporary()
                ? AwsSessionCredentialsIdentity.create(
                        keys.accessKeyId(), secret, keys.sessionToken().reveal())
                : AwsCredentialsIdentity.create(keys.accessKeyId(), secret);
    }

    /** Made once, when it is first asked for. */
    private static final class First {
        private static final Headers FIELDS = new Signer("none", "none")
                .fields(
                        new AwsKeys("none", new Secret("none")),
                        "POST",
                        new Place(true, "localhost", 443, List.of(), false, false),
                        "/",
                        Headers.NONE,
                        new Payload(),
                        0);
    }

    /** The one moment of a signature, as the library wants to be told it. */
    private static final class At extends Clock {
        private final long epochMicros;

        At(long epochMicros) {
            this.epochMicros = epochMicros;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
