package dev.pontage.authenticate;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.dialect.Dialect.CredentialPlace;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Step;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** Who calls, or 401; a browser's call from an origin that the key does not list is 403. */
    public Step<Known> identify(Exchange exchange, Head head) {
        String value = credential(head);
        if (value == null) {
            return new Step.Refuse<>(MISSING);
        }
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

    private static @Nullable String credential(Head head) {
        for (CredentialPlace place : head.dialect().credentialPlaces()) {
            String value = at(place, head);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String at(CredentialPlace place, Head head) {
        Headers headers = head.headers();
        return switch (place) {
            case BEARER -> bearer(headers.first("authorization"));
            case X_API_KEY -> headers.first("x-api-key");
            case API_KEY -> headers.first("api-key");
            case X_GOOG_API_KEY -> headers.first("x-goog-api-key");
            case QUERY_KEY -> queryKey(head.query());
        };
    }

    /** RFC 9110, 11.1: the scheme's case does not matter; one or more spaces follow. */
    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : null;
    }

    private static @Nullable String queryKey(String query) {
        for (int from = 0; from < query.length(); ) {
            int to = query.indexOf('&', from);
            int end = to < 0 ? query.length() : to;
            if (query.startsWith("key=", from)) {
                return query.substring(from + 4, end);
            }
            from = end + 1;
        }
        return null;
    }
}
