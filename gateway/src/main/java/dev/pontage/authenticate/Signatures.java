package dev.pontage.authenticate;

import dev.pontage.account.Account;
import dev.pontage.account.SigningKey;
import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.BodyClaim;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller of a request that is signed as AWS's SDKs do (Signature Version 4).
 *
 * <p>Where the head states the body's SHA-256 the signature is verified at once, with as much work for an unknown
 * access key id as for a known one. Where it does not (boto3, towards Bedrock), only the body will show who calls;
 * until then a known id, the clock and the signed fields count. The scope's service is the dialect's name, its region
 * is any: the secret is ours and good for nothing else. A session token is ignored, since our keys have no sessions.
 */
final class Signatures {
    private static final String DATE = "x-amz-date";
    private static final String PAYLOAD = "x-amz-content-sha256";
    private static final String EMPTY_SHA256 = AwsSignature.sha256(new byte[0], 0);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    /** As long as a secret that we make, so that nothing tells it from one. */
    private static final Secret NOBODYS = new Secret("-".repeat(44));

    private static final Refusal MALFORMED = new Refusal(
            400,
            "malformed_signature",
            "The Authorization field is not of the form 'AWS4-HMAC-SHA256"
                    + " Credential=ID/DATE/REGION/SERVICE/aws4_request,"
                    + " SignedHeaders=..., Signature=...'.");
    private static final Refusal UNDATED = new Refusal(
            400, "malformed_signature", "There is not exactly one x-amz-date of the day that the credential names.");
    private static final Refusal UNSIGNED_FIELD = new Refusal(
            400,
            "malformed_signature",
            "The signature does not cover all of host, x-amz-date and, where it is sent, x-amz-content-sha256.");
    private static final Refusal UNSIGNED_PAYLOAD = new Refusal(
            400,
            "payload_not_signed",
            "x-amz-content-sha256 is not one SHA-256 of the body; unsigned and streamed payloads are not taken.");
    private static final Refusal OTHER_SERVICE =
            new Refusal(403, "invalid_signature", "The credential is scoped to another service than the one called.");
    private static final Refusal UNKNOWN =
            new Refusal(403, "unknown_access_key", "The access key id is of no key here that signs.");

    static final Refusal WRONG = new Refusal(
            403,
            "invalid_signature",
            "The signature does not match the request. Check the secret access key, and whether a proxy changes the"
                    + " path, the Host field or the body.");

    private final AwsSignature signature;
    private final SignatureLimits limits;

    Signatures(AwsSignature signature, SignatureLimits limits) {
        this.signature = signature;
        this.limits = limits;
    }

    /** Who calls; {@code bodyFollows}: the body will be read and held against the claim. */
    Step<Known> identify(Exchange exchange, Head head, String field, boolean bodyFollows) {
        AwsAuthorization given = AwsAuthorization.parse(field);
        if (given == null) {
            return new Step.Refuse<>(MALFORMED);
        }
        Refusal wrong = look(exchange, head, given);
        if (wrong != null) {
            return new Step.Refuse<>(wrong);
        }
        SigningKey signer = exchange.snapshot().signers().get(given.keyId());
        Account account = exchange.snapshot()
                .accounts()
                .get(signer == null ? "" : signer.key().account());
        String stated = head.headers().first(PAYLOAD);
        boolean later = stated == null && bodyFollows;
        boolean good = later || matches(head, given, signer, stated == null ? EMPTY_SHA256 : stated);
        if (signer == null || account == null) {
            return new Step.Refuse<>(UNKNOWN);
        }
        if (!good) {
            return new Step.Refuse<>(WRONG);
        }
        Refusal foreign = Origins.check(exchange, signer.key(), head.headers());
        if (foreign != null) {
            return new Step.Refuse<>(foreign);
        }
        Caller caller = new Caller(signer.key(), account);
        if (later) {
            return new Step.Next<>(
                    new Known(head, caller, new BodyClaim.Unproved(sha256 -> matches(head, given, signer, sha256))));
        }
        exchange.watcher().known(exchange, caller);
        return new Step.Next<>(new Known(head, caller, stated == null ? BodyClaim.ANY : new BodyClaim.Stated(stated)));
    }

    private boolean matches(Head head, AwsAuthorization given, @Nullable SigningKey signer, String payloadSha256) {
        Secret secret = signer == null ? NOBODYS : signer.secret();
        byte[] canonical = AwsCanonicalRequest.of(
                head.operation().method(),
                head.path(),
                head.query(),
                head.headers(),
                given.signedHeaders(),
                payloadSha256);
        String dateTime = String.valueOf(head.headers().first(DATE));
        return AwsSignature.same(signature.of(secret.reveal(), given, dateTime, canonical), given.signature());
    }

    /** What is wrong with a signed request whoever signed it; null if nothing is. */
    private @Nullable Refusal look(Exchange exchange, Head head, AwsAuthorization given) {
        Headers headers = head.headers();
        if (!given.service().equals(head.dialect().name())) {
            return OTHER_SERVICE;
        }
        String dateTime = headers.first(DATE);
        Instant signedAt = dateTime == null || headers.repeats(DATE) ? null : instant(dateTime);
        if (dateTime == null || signedAt == null || !dateTime.startsWith(given.date())) {
            return UNDATED;
        }
        List<String> signed = given.signedHeaders();
        String payload = headers.first(PAYLOAD);
        if (!signed.contains("host") || !signed.contains(DATE) || (payload != null && !signed.contains(PAYLOAD))) {
            return UNSIGNED_FIELD;
        }
        if (payload != null && (headers.repeats(PAYLOAD) || !AwsAuthorization.isSha256(payload))) {
            return UNSIGNED_PAYLOAD;
        }
        return skew(exchange, dateTime, signedAt);
    }

    private @Nullable Refusal skew(Exchange exchange, String dateTime, Instant signedAt) {
        long nowMillis = TimeUnit.MICROSECONDS.toMillis(exchange.ticker().epochMicros());
        if (Math.abs(nowMillis - signedAt.toEpochMilli()) <= limits.skewMillis()) {
            return null;
        }
        LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC);
        // By this field SDKs set their clock right and sign again.
        exchange.always("date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        return new Refusal(
                403,
                "signature_expired",
                "The request was signed at " + dateTime + ", and here it is " + DATE_TIME.format(now)
                        + ". The two clocks may differ by " + limits.skewMillis() / 1_000 + " seconds.");
    }

    private static @Nullable Instant instant(String dateTime) {
        if (dateTime.length() != 16) {
            return null;
        }
        try {
            return LocalDateTime.parse(dateTime, DATE_TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException garbled) {
            return null;
        }
    }
}
