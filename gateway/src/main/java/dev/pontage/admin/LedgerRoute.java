package dev.pontage.admin;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Handler.Request;
import dev.pontage.exchange.Handler.Response;
import dev.pontage.exchange.Role;
import dev.pontage.ledger.Ledger;
import dev.pontage.ledger.LedgerEntry;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code GET /admin/ledger?after=SEQ&limit=N}: the books as NDJSON, in the order of their sequence numbers. */
public final class LedgerRoute {
    static final int DEFAULT_LIMIT = 1_000;
    static final int MAX_LIMIT = 10_000;

    private LedgerRoute() {}

    public static Handler over(Ledger ledger) {
        return new Handler("GET", "/admin/ledger", Role.OPERATOR, 0, request -> answer(ledger, request));
    }

    private static Response answer(Ledger ledger, Request request) {
        long after;
        long limit;
        try {
            after = Query.number(request.query(), "after", 0);
            limit = Query.number(request.query(), "limit", DEFAULT_LIMIT);
        } catch (NumberFormatException e) {
            return AdminError.of(400, "invalid_value", "'after' and 'limit' are whole numbers.");
        }
        if (after < 0 || limit < 1 || limit > MAX_LIMIT) {
            return AdminError.of(
                    400, "invalid_value", "'after' is at least 0, 'limit' between 1 and " + MAX_LIMIT + ".");
        }
        List<LedgerEntry> entries;
        try {
            entries = ledger.after(after, (int) limit);
        } catch (UncheckedIOException e) {
            return AdminError.unavailable("ledger_unavailable", "The books cannot be read at the moment.");
        }
        return new Response(
                200,
                Headers.of("content-type", "application/x-ndjson", "cache-control", "no-store"),
                out -> LedgerJson.lines(entries, out));
    }
}
