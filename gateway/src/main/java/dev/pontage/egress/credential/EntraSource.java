package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import java.io.IOException;
import java.util.Optional;

/**
 * Fetches access tokens of Microsoft Entra for an application that knows its secret (client credentials, v2.0).
 *
 * <p>Asked where {@code AZURE_AUTHORITY_HOST} says, or in the public cloud.
 */
final class EntraSource implements Source<Secret> {
    private static final String USUAL_AUTHORITY = "https://login.microsoftonline.com";

    private final Application application;
    private final SecretText secret;
    private final Surroundings surroundings;
    private final Web web;
    private final Ticker ticker;

    /** Who asks, and for what. */
    record Application(String tenantId, String clientId, String scope) {}

    EntraSource(Application application, SecretText secret, Surroundings surroundings, Web web, Ticker ticker) {
        this.application = application;
        this.secret = secret;
        this.surroundings = surroundings;
        this.web = web;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "access token of application " + application.clientId();
    }

    @Override
    public boolean same(Secret before, Secret after) {
        return before.reveal().equals(after.reveal());
    }

    @Override
    public Fresh<Secret> fetch() throws IOException {
        Optional<String> given = surroundings.find("AZURE_AUTHORITY_HOST");
        String authority = given.orElse(USUAL_AUTHORITY);
        byte[] form = Form.of(
                "grant_type", "client_credentials",
                "client_id", application.clientId(),
                "client_secret", secret.read().reveal(),
                "scope", application.scope());
        String endpoint = (authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority) + "/"
                + application.tenantId() + "/oauth2/v2.0/token";
        return OauthToken.fetch(web, endpoint, given.isPresent(), form, ticker.epochMicros());
    }
}
