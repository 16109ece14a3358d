package dev.pontage.authenticate;

import dev.pontage.account.Key;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/** Decides whether a browser at an origin may use a key (S1.34a); a call without an {@code Origin} is no browser's. */
final class Origins {
    private Origins() {}

    /** Null if the call may go on; then, for a browser's call, every answer lets the browser read it. */
    static @Nullable Refusal check(Exchange exchange, Key key, Headers headers) {
        String origin = headers.first("origin");
        if (origin == null) {
            return null;
        }
        boolean any = key.browser() && key.origins().contains("*");
        if (!any && !key.origins().contains(origin)) {
            return new Refusal(
                    403,
                    "origin_not_allowed",
                    "This API key may not be used from the browser origin that made the call. Its 'origins' do not"
                            + " list it.");
        }
        exchange.always("access-control-allow-origin", origin);
        exchange.always("access-control-expose-headers", AnswerHeaders.EXPOSED);
        exchange.always("vary", "Origin");
        return null;
    }
}
