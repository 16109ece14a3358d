package dev.pontage.admin;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Known;
import dev.pontage.ledger.Ledger;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.serve.Lookups;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/.../requests/{id}}: what became of a request, for 24 hours, to the account that made it.
 *
 * <p>Another account's request is as unknown as one that never was.
 */
public final class ReceiptLookup implements Lookups.Receipts {
    private static final long KEPT_MICROS = TimeUnit.HOURS.toMicros(24);
    private static final long PATIENCE_MILLIS = 5_000;

    /** Look-ups at once: each waits for one of the store's few readers. */
    private static final int MAX_LOOKUPS = 64;

    private final Ledger ledger;
    private final Executor threads;
    private final Semaphore places = new Semaphore(MAX_LOOKUPS);

    /** @param threads gives each look-up a thread that may block; no other work waits for them */
    public ReceiptLookup(Ledger ledger, Executor threads) {
        this.ledger = ledger;
        this.threads = threads;
    }

    @Override
    public void answer(Exchange exchange, Known known) {
        if (!places.tryAcquire()) {
            refuse(exchange, known, Refusal.unavailable("overloaded", "Too many look-ups at once."));
            return;
        }
        Answer.Pending<Optional<LedgerEntry>> read = new Answer.Pending<>(PATIENCE_MILLIS, "ledger_late");
        threads.execute(() -> {
            try {
                read.complete(ledger.ofRequest(known.head().argument()));
            } catch (RuntimeException e) {
                read.fail("ledger_unavailable");
            } finally {
                places.release();
            }
        });
        exchange.whenAnswered(read, settled -> {
            switch (settled) {
                case Answer.Ready<Optional<LedgerEntry>>(Optional<LedgerEntry> found) -> show(exchange, known, found);
                case Answer.Failed<Optional<LedgerEntry>>(String code) ->
                    refuse(exchange, known, Refusal.unavailable(code, "The books cannot be read at the moment."));
                case Answer.Pending<Optional<LedgerEntry>> never -> throw new IllegalStateException("settled pending");
            }
        });
    }

    private static void show(Exchange exchange, Known known, Optional<LedgerEntry> found) {
        long oldest = exchange.startedAtMicros() - KEPT_MICROS;
        Optional<LedgerEntry> visible = found.filter(entry ->
                entry.receipt().account().equals(known.caller().account().id())
                        && entry.receipt().endedAtMicros() >= oldest);
        if (visible.isEmpty()) {
            refuse(
                    exchange,
                    known,
                    new Refusal(404, "request_not_found", "No settled request of this account has this id."));
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ReceiptJson.write(visible.get().receipt(), known.caller().account().seesUpstream(), body);
        Lookups.send(
                exchange,
                known.head(),
                200,
                Headers.of("content-type", "application/json", "cache-control", "no-store"),
                body.toByteArray());
    }

    private static void refuse(Exchange exchange, Known known, Refusal refusal) {
        Dialect.Rendered answer = known.head().dialect().render(refusal, exchange.id());
        Lookups.send(exchange, known.head(), answer.status(), answer.headers(), answer.body());
    }
}
