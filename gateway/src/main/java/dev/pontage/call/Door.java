package dev.pontage.call;

import dev.pontage.exchange.Candidate;
import dev.pontage.provider.Transport;
import java.net.URI;

/**
 * What makes two candidates share connections: the same base URL, reached the same way, under the same rule.
 *
 * <p>A reload that changes none of it keeps the pool; one that does finds a new one, and the old one runs dry.
 */
record Door(URI base, Transport transport, boolean privateAllowed) {

    static Door of(Candidate candidate) {
        return new Door(
                candidate.base(),
                candidate.provider().transport(),
                candidate.provider().privateAllowed());
    }
}
