package dev.pontage.exchange;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.host.Hosting;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Provider;
import java.net.URI;

/**
 * One upstream that could serve a request.
 *
 * @param model the mapped name that leads here: rights and prices go by it
 * @param dialect the one it is spoken to in
 * @param kind what is asked of it there: a chat may be another operation than the client's
 * @param base that dialect's base URL at this provider
 * @param upstreamModel what the model is called there
 * @param errors the dialect of its errors, which is another one where somebody else's API carries the answers
 */
public record Candidate(
        Provider provider,
        Credential credential,
        String model,
        Dialect dialect,
        Operation.Kind kind,
        URI base,
        String upstreamModel,
        Dialect errors) {

    public Candidate(
            Provider provider,
            Credential credential,
            String model,
            Dialect dialect,
            Operation.Kind kind,
            URI base,
            String upstreamModel) {
        this(provider, credential, model, dialect, kind, base, upstreamModel, dialect);
    }

    /** How its API differs from that of the dialect's maker. */
    public Hosting hosting() {
        return provider.hosting(dialect.name());
    }

    /** Whether it is asked in the client's own words. */
    public boolean speaks(Head head) {
        return kind == head.operation().kind()
                && dialect.name().equals(head.dialect().name());
    }
}
