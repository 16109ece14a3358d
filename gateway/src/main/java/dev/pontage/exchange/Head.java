package dev.pontage.exchange;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;

/**
 * A request of which only the head is known.
 *
 * @param dialect the client's dialect, by the endpoint table
 * @param operation what it asks for
 * @param argument the last path parameter decoded, such as the model of {@code /models/{model}}; empty if none
 * @param path the path as sent, from its slash on
 * @param query the raw query without its question mark; empty if none
 * @param peer the peer's address as text
 */
public record Head(
        Dialect dialect,
        Operation operation,
        String argument,
        String path,
        String query,
        Headers headers,
        String peer,
        Body body) {

    /** What its target says beside the operation. */
    public Parameters parameters() {
        return argument.isEmpty() && query.isEmpty() ? Parameters.NONE : new Parameters(argument, query);
    }
}
