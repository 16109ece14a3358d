package dev.pontage.authenticate;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.dialect.Refusal;
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
 * itself is never compared, stored or logged.
 */
public final class Authenticator {
    private static final Refusal MISSING =
            new Refusal(401, "missing_api_key", "No API key was given. Send it as 'Authorization: Bearer YOUR_KEY'.");
    private static final Refusal UNKNOWN = new Refusal(401, "invalid_api_key", "The API key is not known here.");

    private final Function<String, KeyHash> pepper;

    /** @param pepper the HMAC of a key's value, under the installation's pepper */
    public Authenticator(Function<String, KeyHash> pepper) {
        this.pepper = pepper;
    }

    /**
     * Who calls, or 401; two keys are 400, since whoever else reads the request may go by the other; a browser's call
     * from an origin that the key does not list is 403.
     */
    public Step<Known> identify(Exchange exchange, Head head) {
        return switch (Presented.by(head)) {
            case Presented.None _ -> new Step.Refuse<>(MISSING);
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
