package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Served;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on its way through its candidates: attempts are a loop, alternatives are values.
 *
 * <p>Lives on the exchange's event loop. {@link Delivery} knows what the client has seen; this class decides what
 * happens next.
 */
final class Following implements Upstream.Inbound {
    private final Upstream upstream;
    private final Books books;
    private final Closing closing;
    private final RelayLimits limits;
    private final Exchange exchange;
    private final Admitted admitted;
    private final Asked asked;
    private final Delivery delivery;
    private final Answer.Pending<Step<Served>> outcome;
    private final List<Closing.Lost> lost = new ArrayList<>(0);

    private int attempts;
    private @Nullable Attempt attempt;
    private Upstream.@Nullable Flight flight;
    private @Nullable ErrorAnswer errorAnswer;
    private Loop.@Nullable Timer linger;
    private boolean closed;
    private boolean upstreamOver;

    Following(
            Upstream upstream, Books books, Closing closing, RelayLimits limits, Exchange exchange, Admitted admitted) {
        this.upstream = upstream;
        this.books = books;
        this.closing = closing;
        this.limits = limits;
        this.exchange = exchange;
        this.admitted = admitted;
        asked = admitted.planned().asked();
        delivery = new Delivery(exchange, asked, limits);
        // The phases of an attempt and the client's leaving bound this wait; no clock of its own.
        outcome = new Answer.Pending<>(Answer.Pending.UNBOUNDED, "relay_late");
    }

    /** Opens the books and makes the first attempt. */
    Step<Served> begin() {
        exchange.whenAnswered(books.open(opening()), opened -> {
            switch (opened) {
                case Answer.Ready<Books.Entered> entered -> {
                    exchange.reply().onGone(this::clientGone);
                    if (exchange.reply().gone()) {
                        clientGone();
                    } else {
                        attemptNext();
                    }
                }
                case Answer.Failed<Books.Entered>(String code) -> notOpened(code);
                case Answer.Pending<Books.Entered> never -> throw new IllegalStateException("settled as pending");
            }
        });
        return new Step.Wait<>(outcome);
    }

    /** No books, no call: the only end of an admitted exchange without a receipt. */
    private void notOpened(String code) {
        delivery.over();
        admitted.permit().giveBack();
        exchange.watcher().closed(exchange, admitted);
        outcome.complete(new Step.Refuse<>(Refusal.unavailable(code, "The gateway cannot enter usage at the moment.")));
    }

    private Books.Opening opening() {
        return new Books.Opening(
                exchange.id(),
                asked.caller().account().id(),
                asked.caller().account().dna(),
                asked.caller().key().id(),
                admitted.planned().plan().first().model(),
                admitted.permit().reservedNanoUsd(),
                exchange.startedAtMicros());
    }

    private void attemptNext() {
        Candidate candidate = admitted.planned().plan().candidates().get(attempts);
        attempts++;
        Attempt next = new Attempt(attempts, candidate, conversion(candidate));
        attempt = next;
        errorAnswer = null;
        upstreamOver = false;
        exchange.watcher().attempting(exchange, next);
        Answer<Books.Entered> entered = books.attempt(new Books.AttemptBegun(
                exchange.id(),
                attempts,
                candidate.provider().name(),
                candidate.credential().id(),
                candidate.upstreamModel(),
                exchange.ticker().epochMicros()));
        flight = upstream.attempt(exchange, admitted.permit(), next, asked, entered, this);
        delivery.readingFrom(flight);
    }

    /** Same dialect on both sides: bytes with splices. The name goes back only if it was changed on the way (C4). */
    private Conversion conversion(Candidate candidate) {
        boolean streamedByDefault =
                candidate.provider().defaults().stream() && asked.peek().streamOpen();
        boolean renamed = !exchange.snapshot().answersNameUpstream()
                && !candidate.upstreamModel().equals(asked.peek().model())
                && !asked.peek().model().isEmpty();
        return asked.head()
                .dialect()
                .same(
                        asked.head().operation(),
                        streamedByDefault ? asked.peek().streamed() : asked.peek(),
                        asked.body().array(),
                        asked.body().length(),
                        candidate.upstreamModel(),
                        candidate.provider().quirks(),
                        renamed);
    }

    // What the attempt tells.

    @Override
    public void head(int status, Headers headers) {
        if (status >= 200 && status < 300) {
            delivery.answerBegins(current(), headers);
        } else {
            errorAnswer = new ErrorAnswer(status, headers, limits.errorBytes());
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (closed) {
            return;
        }
        if (errorAnswer != null) {
            errorAnswer.add(bytes, from, to);
            return;
        }
        delivery.feed(bytes, from, to);
        afterFeeding();
    }

    @Override
    public void ended() {
        upstreamOver = true;
        if (linger != null) {
            linger.stop();
        }
        if (closed) {
            return;
        }
        if (errorAnswer != null) {
            Failure failure =
                    errorAnswer.judge(asked.head().dialect(), exchange.ticker().epochMicros() / 1_000);
            attemptFailed(failure, Reach.SENT);
            return;
        }
        delivery.upstreamEnded();
        afterFeeding();
    }

    @Override
    public void failed(Failure failure, Reach reach) {
        upstreamOver = true;
        if (!closed) {
            attemptFailed(failure, reach);
        }
    }

    @Override
    public void resent() {
        lost.add(new Closing.Lost(current(), new Failure.Cut()));
    }

    @Override
    public void notEntered(String code) {
        upstreamOver = true;
        if (!closed) {
            attempts--;
            attempt = null;
            finishUnserved(Refusal.unavailable(code, "The gateway cannot enter usage at the moment."));
        }
    }

    private void afterFeeding() {
        Failure broken = delivery.failure();
        if (broken != null) {
            cancelFlight();
            attemptFailed(broken, Reach.SENT);
        } else if (delivery.terminal()) {
            close(Outcome.SERVED, this::deliverEnd);
        }
    }

    // What happens next.

    private void attemptFailed(Failure failure, Reach reach) {
        Attempt failed = current();
        Reach reached = delivery.committed() ? Reach.COMMITTED : reach;
        boolean again = reached != Reach.COMMITTED
                && Verdict.worthAnother(failure)
                && attempts < limits.maxAttempts()
                && attempts < admitted.planned().plan().candidates().size();
        exchange.watcher().attemptFailed(exchange, failed, failure, reached, again);
        if (reached == Reach.COMMITTED) {
            close(Outcome.CUT, receipt -> {
                delivery.breakOff(Verdict.refusal(failure));
                served(receipt, null);
            });
            return;
        }
        if (Verdict.mayHaveCost(failure, reached)) {
            lost.add(new Closing.Lost(failed, failure));
        }
        if (again) {
            delivery.forget();
            attemptNext();
        } else {
            finishUnserved(Verdict.refusal(failure));
        }
    }

    /** No attempt served: the client gets an error, the books a row without charge. */
    private void finishUnserved(Refusal refusal) {
        close(Outcome.FAILED, receipt -> {
            if (delivery.begun()) {
                delivery.breakOff(refusal);
                served(receipt, null);
            } else {
                served(receipt, refusal);
            }
        });
    }

    private void clientGone() {
        if (closed) {
            return;
        }
        cancelFlight();
        close(Outcome.GONE, receipt -> served(receipt, null));
    }

    private void deliverEnd(Receipt receipt) {
        delivery.finish(receipt);
        if (!upstreamOver) {
            // The end of the HTTP body usually comes with the terminal event; if not, the connection is not worth it.
            linger = exchange.loop().after(limits.lingerMillis(), this::cancelFlight);
        }
        served(receipt, null);
    }

    /**
     * Closes the books, then goes on. Where they could not be closed in time the answer ends as a cut would (F-11): the
     * client must not take for complete what is not entered.
     */
    private void close(Outcome how, Consumer<Receipt> then) {
        closed = true;
        boolean failed = how == Outcome.FAILED;
        Closing.End end = new Closing.End(
                how,
                attempt,
                attempts,
                failed ? null : delivery.usage(),
                !failed && delivery.clamped(),
                failed ? 0 : delivery.deliveredTextBytes(),
                lost);
        exchange.whenAnswered(closing.close(exchange, admitted, end), settled -> {
            switch (settled) {
                case Answer.Ready<Closing.Closed>(Closing.Closed books) -> {
                    if (books.entered()) {
                        then.accept(books.receipt());
                    } else {
                        notClosed(books);
                    }
                }
                case Answer.Failed<Closing.Closed>(String code) -> throw new IllegalStateException(code);
                case Answer.Pending<Closing.Closed> never -> throw new IllegalStateException("settled as pending");
            }
        });
    }

    private void notClosed(Closing.Closed books) {
        cancelFlight();
        Refusal refusal =
                Refusal.unavailable(books.failure(), "The gateway could not enter the usage of this request.");
        if (delivery.begun()) {
            delivery.breakOff(refusal);
            served(books.receipt(), null);
        } else {
            served(books.receipt(), refusal);
        }
    }

    private void served(Receipt receipt, @Nullable Refusal refusal) {
        delivery.over();
        exchange.watcher().finished(exchange, receipt);
        outcome.complete(new Step.Next<>(new Served(admitted, receipt, refusal)));
    }

    private void cancelFlight() {
        if (flight != null && !upstreamOver) {
            upstreamOver = true;
            flight.cancel();
        }
    }

    private Attempt current() {
        if (attempt == null) {
            throw new IllegalStateException("heard from an attempt that was not made");
        }
        return attempt;
    }
}
