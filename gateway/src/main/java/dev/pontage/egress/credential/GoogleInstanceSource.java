package dev.pontage.egress.credential;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import java.io.IOException;

/** Fetches access tokens of the service account of this machine from its metadata server. */
final class GoogleInstanceSource implements Source<Secret> {
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final Headers HEADERS = Headers.of("metadata-flavor", "Google");

    private final Web web;
    private final Ticker ticker;

    GoogleInstanceSource(Web web, Ticker ticker) {
        this.web = web;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "access token of this machine's service account";
    }

    @Override
    public boolean same(Secret before, Secret after) {
        return before.reveal().equals(after.reveal());
    }

    @Override
    public Fresh<Secret> fetch() throws IOException {
        long now = ticker.epochMicros();
        return OauthToken.read("the metadata server", web.ask(MetadataEndpoint.GOOGLE, "GET", PATH, HEADERS), now);
    }
}
