package dev.pontage.provider;

import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.sign.AwsKeys;
import dev.pontage.egress.sign.Payload;
import dev.pontage.egress.sign.Signer;
import java.util.Map;
import java.util.function.Function;

/** What one attempt proves itself with: a credential's value at the time, which does not change while it is sent. */
public sealed interface Proof {

    /** Where a bearer's key stands, and what stands before it. */
    String AUTHORIZATION = "authorization";

    String BEARER = "Bearer ";

    Headers CONTENT_TYPE = Headers.of("content-type", "application/json");
    String AWS_FIELDS = "x-amz";

    /**
     * What a signature covers beside the host: the content type, of which a signed request has no other, and those of
     * the request's own fields that mean something to AWS. Names are in lower case.
     */
    static Headers signed(Map<String, String> own) {
        Headers signed = CONTENT_TYPE;
        if (own.keySet().stream().anyMatch(name -> name.startsWith(AWS_FIELDS))) {
            Headers.Builder all = new Headers.Builder();
            signed.forEach(all::add);
            own.forEach((name, value) -> {
                if (name.startsWith(AWS_FIELDS)) {
                    all.add(name, value);
                }
            });
            signed = all.build();
        }
        return signed;
    }

    /** A field that is the same whatever is asked; {@code prefix} stands before the value and may be empty. */
    record Field(String name, String prefix, Secret value) implements Proof {}

    /** Keys that sign what is asked. */
    record Signing(Signer signer, AwsKeys keys) implements Proof {}

    /** Fields made before, for one request. */
    record Signed(Headers fields) implements Proof {}

    /** Nothing is shown that was not known when the provider was configured. */
    record Nothing() implements Proof {}

    /**
     * The proof of an attempt that is about to be made.
     *
     * <p>It is there at once, except while the first value of what is refreshed is still fetched: that is waited for,
     * with a patience. It fails, with a code of {@link dev.pontage.egress.credential.Refreshed}, where the value cannot
     * be had: the next credential may do.
     */
    static Answer<Proof> of(Auth auth) {
        return switch (auth) {
            case Auth.Bearer(Secret key) -> new Answer.Ready<>(new Field(AUTHORIZATION, BEARER, key));
            case Auth.Header(String name, Secret key) -> new Answer.Ready<>(new Field(name, "", key));
            case Auth.Token token ->
                mapped(token.value().current(), value -> new Field(token.header(), token.prefix(), value));
            case Auth.SigV4 sigV4 -> mapped(sigV4.keys().current(), keys -> new Signing(sigV4.signer(), keys));
            case Auth.None() -> new Answer.Ready<>(new Nothing());
        };
    }

    /**
     * The fields that go into the head beside the others; pure, names in lower case.
     *
     * @param path as in the request line, base path and query included
     * @param signed fields of the request that a signature covers, each sent as it is here: {@code content-type} and
     *     those of the upstream's own; not {@code host}, which a signature always covers
     * @param payload the whole body as it will be sent
     */
    default Headers fields(String method, Place place, String path, Headers signed, Payload payload, long epochMicros) {
        return switch (this) {
            case Field(String name, String prefix, Secret value) -> Headers.of(name, prefix + value.reveal());
            case Signing(Signer signer, AwsKeys keys) ->
                signer.fields(keys, method, place, path, signed, payload, epochMicros);
            case Signed(Headers fields) -> fields;
            case Nothing() -> Headers.NONE;
        };
    }

    private static <T> Answer<Proof> mapped(Answer<T> answer, Function<T, Proof> proof) {
        return switch (answer) {
            case Answer.Ready<T>(T value) -> new Answer.Ready<>(proof.apply(value));
            case Answer.Failed<T>(String code) -> new Answer.Failed<>(code);
            case Answer.Pending<T> pending -> {
                Answer.Pending<Proof> later = new Answer.Pending<>(pending.patienceMillis(), pending.lateCode());
                pending.then(settled -> {
                    switch (settled) {
                        case Answer.Ready<T>(T value) -> later.complete(proof.apply(value));
                        case Answer.Failed<T>(String code) -> later.fail(code);
                        case Answer.Pending<T> never -> throw new IllegalStateException("not settled");
                    }
                });
                yield later;
            }
        };
    }
}
