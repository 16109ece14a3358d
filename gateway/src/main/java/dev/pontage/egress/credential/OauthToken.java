package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.dialect.Headers;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Trades a proof for an access token at a token endpoint (RFC 6749, 4.4, 5.1). */
final class OauthToken {
    private static final String WHO = "the token endpoint";

    private OauthToken() {}

    /** @param askedMicros when the proof was made, since a token's life counts from before it comes */
    static Fresh<Secret> fetch(Web web, String endpoint, boolean privateAllowed, byte[] form, long askedMicros)
            throws IOException {
        URI whole;
        URI base;
        try {
            whole = URI.create(endpoint);
            base = URI.create(whole.getScheme() + "://" + whole.getRawAuthority());
        } catch (IllegalArgumentException e) {
            throw new IOException(WHO + " is no URL", e);
        }
        String path = whole.getRawPath() == null || whole.getRawPath().isEmpty() ? "/" : whole.getRawPath();
        Headers headers = Headers.of("content-type", Form.TYPE, "accept", "application/json");
        return read(WHO, web.ask(web.place(base, privateAllowed), "POST", path, headers, form), askedMicros);
    }

    static Fresh<Secret> read(String who, WebAnswer answer, long askedMicros) throws IOException {
        Told told = Told.by(who, answer);
        String token = told.text("access_token");
        if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IOException(who + " gave a token that no header can carry");
        }
        return Fresh.until(new Secret(token), askedMicros + TimeUnit.SECONDS.toMicros(told.seconds("expires_in")));
    }
}
