package dev.pontage.authenticate;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Step;
import java.util.function.Function;

/**
 * Turns the credential of a request into its caller.
 *
 * <p>A known and an unknown key cost the same: one HMAC, one probe of the overlay and one of the base (S-34). The value
 * itself is never compared, stored or logged. What a signature costs, {@link Signatures} says.
 */
public final class Authenticator {
    private static final Refusal MISSING =
            new Refusal(401, "missing_api_key", "No API key was given. Send it as 'Authorization: Bearer YOUR_KEY'.");
    private static final Refusal UNKNOWN = new Refusal(401, "invalid_api_key", "The API key is not known here.");

    private static final Refusal PRESIGNED = new Refusal(
            400,
            "presigned_not_supported",
            "The signature stands in the query. Presigned addresses are not taken: send it in the Authorization"
                    + " field.");

    private final Function<String, KeyHash> pepper;
    private final Signatures signatures;
    private final ClaimedBodies bodies;

    /** @param pepper the HMAC of a key's value, under the installation's pepper */
    public Authenticator(Function<String, KeyHash> pepper, SignatureLimits limits) {
        this(pepper, limits, AwsSignature::hmac);
    }

    Authenticator(Function<String, KeyHash> pepper, SignatureLimits limits, AwsSignature.Hmac hmac) {
        this.pepper = pepper;
        signatures = new Signatures(new AwsSignature(hmac), limits);
        bodies = new ClaimedBodies(limits);
    }

    /**
     * Who calls, or 401; two keys are 400, since whoever else reads the request may go by the other; a browser's call
     * from an origin that the key does not list is 403. A signature may still have to be proved by the body, which
     * {@link #read} does: the body must be read with that.
     */
    public Step<Known> identify(Exchange exchange, Head head) {
        return identify(exchange, head, true);
    }

    /** The same for a request whose body will not be read: what its credential says is proved by the head. */
    public Step<Known> identifyByHead(Exchange exchange, Head head) {
        return identify(exchange, head, false);
    }

    /**
     * The body, read as {@link Body#read} does it, and held against what the credential says of it: another body is as
     * good as a wrong key.
     */
    public Step<Body.Bytes> read(Exchange exchange, Known known, int maxBytes) {
        return bodies.read(exchange, known, maxBytes);
    }

    private Step<Known> identify(Exchange exchange, Head head, boolean bodyFollows) {
        return switch (Presented.by(head)) {
            case Presented.None _ -> new Step.Refuse<>(MISSING);
            case Presented.Presigned _ -> new Step.Refuse<>(PRESIGNED);
            case Presented.Signed(String field) -> signatures.identify(exchange, head, field, bodyFollows);
            case Presented.Several(String where) -> new Step.Refuse<>(ambiguous(where));
            case Presented.One(String value) -> identify(exchange, head, value);
        };
    }

    private static Refusal ambiguous(String where) {
        return new Refusal(
                400, "ambiguous_credentials", "API keys were given " + where + ". Send the one that is meant, once.");
    }

    private Step<Known> identify(Exchange exchange, Head head, String value) {
        Key key = exchange.snapshot().keys().get(pepper.apply(value));
        if (key == null) {
            return new Step.Refuse<>(UNKNOWN);
        }
        Account account = exchange.snapshot().accounts().get(key.account());
        if (account == null) {
            return new Step.Refuse<>(UNKNOWN);
        }
        Refusal foreign = Origins.check(exchange, key, head.headers());
        if (foreign != null) {
            return new Step.Refuse<>(foreign);
        }
        Caller caller = new Caller(key, account);
        exchange.watcher().known(exchange, caller);
        return new Step.Next<>(new Known(head, caller));
    }
}
