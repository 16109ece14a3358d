package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Loss;
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
 * <p>Lives on the exchange's event loop. {@link Delivery} knows what the client has seen, {@link Settlement} how it
 * ends; this class decides what happens next.
 */
final class Following implements Upstream.Inbound {
    /**
     * What the objects of a tree take for a byte of JSON: text is kept as bytes once, and long bodies are text; names,
     * numbers and nodes take the rest.
     */
    private static final long TREE_BYTES_PER_BYTE = 2;

    private final Relay relay;
    private final RelayLimits limits;
    private final Exchange exchange;
    private final Admitted admitted;
    private final Asked asked;
    private final Delivery delivery;
    private final Settlement settlement;
    private final Answer.Pending<Step<Served>> outcome;
    private final List<Closing.Lost> lost = new ArrayList<>(0);

    /** The memory of what is made of the request: a tree, and a body of our own. */
    private final Share own;

    private final FetchedMedia media;
    private boolean opened;
    /** How many candidates had their turn, whether or not anything was sent. */
    private int turns;

    private int attempts;
    private long soonestMillis = Long.MAX_VALUE;

    /** What the client is told of the last attempt that failed, if no other serves. */
    private @Nullable Refusal failed;

    private @Nullable Attempt attempt;
    private Upstream.@Nullable Flight flight;
    private @Nullable ErrorAnswer errorAnswer;
    private Loop.@Nullable Timer errorDeadline;
    private Loop.@Nullable Timer linger;
    private boolean upstreamOver;
    private boolean judged;

    Following(Relay relay, Exchange exchange, Admitted admitted) {
        this.relay = relay;
        this.limits = relay.limits();
        this.exchange = exchange;
        this.admitted = admitted;
        asked = admitted.planned().asked();
        delivery = new Delivery(exchange, asked, limits, relay.memory());
        own = new Share(relay.memory(), asked.caller().holder());
        media = new FetchedMedia(relay.memory(), asked.caller().holder());
        // The phases of an attempt and the client's leaving bound this wait; no clock of its own.
        outcome = new Answer.Pending<>(Answer.Pending.UNBOUNDED, "relay_late");
        settlement = new Settlement(relay.closing(), exchange, admitted, delivery, outcome, this::cancelFlight);
    }

    /** Opens the books and makes the first attempt. */
    Step<Served> begin() {
        exchange.endsBy(this::broken);
        exchange.run(this::openBooks);
        return new Step.Wait<>(outcome);
    }

    private void openBooks() {
        exchange.whenAnswered(relay.books().open(opening()), entered -> {
            switch (entered) {
                case Answer.Ready<Books.Entered> ready -> booksOpened();
                case Answer.Failed<Books.Entered>(String code) -> notOpened(code);
                case Answer.Pending<Books.Entered> never -> throw new IllegalStateException("settled as pending");
            }
        });
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

    private void booksOpened() {
        opened = true;
        exchange.reply().onGone(exchange.guarded(this::clientGone));
        exchange.reply().onStop(exchange.guarded(this::gatewayStops));
        if (exchange.reply().gone()) {
            clientGone();
        } else {
            attemptNext();
        }
    }

    private void notOpened(String code) {
        endWithoutBooks(Refusal.unavailable(code, "The gateway cannot enter usage at the moment."));
    }

    /** No books, no call: the only end of an admitted exchange without a receipt. */
    private void endWithoutBooks(Refusal refusal) {
        delivery.over();
        release();
        if (!admitted.permit().ended()) {
            admitted.permit().giveBack();
            exchange.watcher().closed(exchange, admitted);
        }
        if (!outcome.complete(new Step.Refuse<>(refusal))) {
            exchange.reply().cut();
        }
    }

    private void attemptNext() {
        Candidate candidate = admitted.planned().plan().candidates().get(turns);
        turns++;
        flight = null;
        errorAnswer = null;
        own.giveBack();
        if (!own.take(treeBytes(candidate))) {
            noRoom(treeBytes(candidate));
            return;
        }
        exchange.whenAnswered(
                relay.preparation().prepare(exchange, asked, candidate, attempts + 1, media), prepared -> {
                    if (!settlement.begun()) {
                        switch (prepared) {
                            case Answer.Ready<Prepared>(Prepared.Ready ready) -> begin(ready.attempt());
                            case Answer.Ready<Prepared>(Prepared.Answered answered) -> answer(answered.body());
                            case Answer.Ready<Prepared>(Prepared.Unfit unfit) -> passOver(unfit.refusal());
                            case Answer.Failed<Prepared>(String code) ->
                                finishUnserved(Refusal.unavailable(code, "The gateway cannot prepare the call."));
                            case Answer.Pending<Prepared> never ->
                                throw new IllegalStateException("settled as pending");
                        }
                    }
                });
    }

    /** Nothing was sent to a candidate that cannot be asked this, so it does not count as an attempt. */
    private void passOver(Refusal refusal) {
        if (turns < admitted.planned().plan().candidates().size()) {
            attemptNext();
        } else {
            // What another candidate failed of may pass; that this one cannot be asked at all will not.
            finishUnserved(failed == null ? refusal : soonest(failed));
        }
    }

    private void answer(byte[] body) {
        close(Outcome.SERVED, receipt -> {
            delivery.answerHere(body, receipt);
            settlement.served(receipt, null);
        });
    }

    private void begin(Attempt next) {
        List<Loss> losses = next.conversion().losses();
        if (!losses.isEmpty() && asked.caller().account().refusesLosses()) {
            passOver(Verdict.wouldBeLost(losses));
            return;
        }
        if (!own.take(next.conversion().ownBytes())) {
            noRoom(next.conversion().ownBytes());
            return;
        }
        exchange.whenAnswered(relay.proving().prove(exchange, asked, next), proven -> {
            if (!settlement.begun()) {
                switch (proven) {
                    case Answer.Ready<Attempt>(Attempt ready) -> fly(ready);
                    case Answer.Failed<Attempt>(String code) ->
                        passOver(Refusal.unavailable(code, "The gateway cannot prove itself to the upstream."));
                    case Answer.Pending<Attempt> never -> throw new IllegalStateException("settled as pending");
                }
            }
        });
    }

    /** A request that is translated is a tree besides, which lives as long as the answer is written by it. */
    private long treeBytes(Candidate candidate) {
        return candidate.speaks(asked.head())
                ? 0
                : TREE_BYTES_PER_BYTE * asked.body().length();
    }

    /** What passes with the others' requests is worth another try; what takes too much by itself never will be. */
    private void noRoom(long bytes) {
        if (own.canEverTake(asked.body().length() + bytes)) {
            finishUnserved(Refusal.unavailable("overloaded", "Too many large requests at once."));
        } else {
            passOver(Verdict.tooLongToTranslate());
        }
    }

    private void fly(Attempt next) {
        attempts = next.number();
        attempt = next;
        upstreamOver = false;
        judged = false;
        exchange.watcher().attempting(exchange, next);
        Candidate candidate = next.candidate();
        Answer<Books.Entered> entered = relay.books()
                .attempt(new Books.AttemptBegun(
                        exchange.id(),
                        attempts,
                        candidate.provider().name(),
                        candidate.credential().id(),
                        candidate.upstreamModel(),
                        exchange.ticker().epochMicros()));
        flight = relay.upstream().attempt(exchange, admitted.permit(), next, asked, entered, exchange.guarded(this));
        delivery.readingFrom(flight);
    }

    // What the attempt tells.

    @Override
    public void head(int status, Headers headers) {
        if (status >= 200 && status < 300) {
            delivery.answerBegins(current(), headers);
        } else {
            errorAnswer = new ErrorAnswer(status, headers, limits.errorBytes());
            // Its status has said most: its body does not hold up the next attempt for as long as it likes.
            errorDeadline = exchange.loop().after(limits.errorMillis(), this::judgeError);
        }
    }

    @Override
    public void bytes(byte[] bytes, int from, int to) {
        if (settlement.begun()) {
            return;
        }
        if (errorAnswer != null) {
            errorAnswer.add(bytes, from, to);
            if (errorAnswer.full()) {
                judgeError();
            }
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
        if (settlement.begun()) {
            return;
        }
        if (errorAnswer != null) {
            judgeError();
            return;
        }
        delivery.upstreamEnded();
        afterFeeding();
    }

    @Override
    public void failed(Failure failure, Reach reach) {
        upstreamOver = true;
        if (!settlement.begun()) {
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
        if (!settlement.begun()) {
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

    /** What is here of an error answer says what it means; the rest, if any, is not waited for. */
    private void judgeError() {
        ErrorAnswer answer = errorAnswer;
        if (answer == null || settlement.begun()) {
            return;
        }
        cancelFlight();
        attemptFailed(
                answer.judge(current().candidate().errors(), exchange.ticker().epochMicros() / 1_000), Reach.SENT);
    }

    // What happens next.

    private void attemptFailed(Failure failure, Reach reach) {
        Attempt broken = current();
        judged = true;
        stopErrorDeadline();
        Reach reached = delivery.committed() ? Reach.COMMITTED : reach;
        boolean again = reached != Reach.COMMITTED
                && Verdict.worthAnother(failure)
                && attempts < limits.maxAttempts()
                && turns < admitted.planned().plan().candidates().size();
        exchange.watcher().attemptFailed(exchange, broken, failure, reached, again);
        if (failure instanceof Failure.CredentialRefused) {
            broken.candidate().credential().auth().refused();
        }
        Refusal refusal = Verdict.refusal(
                failure, broken.candidate().dialect(), asked.head().dialect());
        this.failed = refusal;
        long retryAfterMillis = this.failed.retryAfterMillis();
        if (retryAfterMillis >= 0) {
            soonestMillis = Math.min(soonestMillis, retryAfterMillis);
        }
        if (reached == Reach.COMMITTED) {
            cut(refusal);
            return;
        }
        // Of several calls one has failed; the others may have been answered, and charged.
        boolean others = broken.conversion().legs() > 1 && reached != Reach.NOT_SENT;
        if (others || Verdict.mayHaveCost(failure, reached)) {
            lost.add(new Closing.Lost(broken, failure));
        }
        if (again) {
            delivery.forget();
            attemptNext();
        } else {
            finishUnserved(soonest(refusal));
        }
    }

    /** Whoever has to wait for one of several upstreams waits for the first that may serve again (F-01). */
    private Refusal soonest(Refusal refusal) {
        return refusal.retryAfterMillis() > soonestMillis ? refusal.retryAfter(soonestMillis) : refusal;
    }

    /** The answer ends in an error after it has begun (F-11). */
    private void cut(Refusal refusal) {
        close(Outcome.CUT, receipt -> settlement.end(receipt, refusal));
    }

    /** No attempt served: the client gets an error, the books a row without charge. */
    private void finishUnserved(Refusal refusal) {
        close(Outcome.FAILED, receipt -> settlement.end(receipt, refusal));
    }

    private void clientGone() {
        if (!settlement.begun()) {
            cancelFlight();
            close(Outcome.GONE, receipt -> settlement.served(receipt, null));
        }
    }

    /** The time that a stop gives to running answers is over (F-41). */
    private void gatewayStops() {
        if (settlement.begun()) {
            return;
        }
        cancelFlight();
        Refusal refusal = Refusal.unavailable(
                "gateway_stopping", "The gateway is stopping, and the answer did not end in the time it gave.");
        if (delivery.committed()) {
            cut(refusal);
        } else {
            loseCurrent();
            finishUnserved(refusal);
        }
    }

    private void deliverEnd(Receipt receipt) {
        delivery.finish(receipt);
        if (!upstreamOver) {
            // The end of the HTTP body usually comes with the terminal event; if not, the connection is not worth it.
            linger = exchange.loop().after(limits.lingerMillis(), this::cancelFlight);
        }
        settlement.served(receipt, null);
    }

    /** A bug has stopped this exchange: nothing more goes up, the books are closed if they were opened. */
    private void broken(Refusal refusal) {
        exchange.run(this::cancelFlight);
        if (opened) {
            release();
            settlement.broken(refusal, endOfBroken());
        } else {
            endWithoutBooks(refusal);
        }
    }

    private Closing.End endOfBroken() {
        if (delivery.committed()) {
            try {
                return end(Outcome.CUT);
            } catch (RuntimeException countersBroke) {
                return new Closing.End(Outcome.CUT, attempt, attempts, Reach.COMMITTED, null, false, 0, lost);
            }
        }
        loseCurrent();
        return end(Outcome.FAILED);
    }

    private void close(Outcome how, Consumer<Receipt> then) {
        release();
        stopErrorDeadline();
        settlement.close(end(how), then);
    }

    /** What was needed to ask upstreams is needed no more; fetches that are under way end. */
    private void release() {
        own.giveBack();
        media.close();
    }

    private Closing.End end(Outcome how) {
        boolean failed = how == Outcome.FAILED;
        return new Closing.End(
                how,
                attempt,
                attempts,
                reach(),
                failed ? null : delivery.usage(),
                !failed && delivery.clamped(),
                failed ? 0 : delivery.deliveredTextBytes(),
                lost);
    }

    /** How far the last attempt got; one that only waits for its turn has sent nothing. */
    private Reach reach() {
        return delivery.committed() ? Reach.COMMITTED : flight == null ? Reach.NOT_SENT : flight.reach();
    }

    /** The attempt under way ends without having served, and may have cost something (F-08). */
    private void loseCurrent() {
        if (attempt != null && !judged && reach() == Reach.SENT) {
            judged = true;
            lost.add(new Closing.Lost(attempt, new Failure.Cut()));
        }
    }

    private void stopErrorDeadline() {
        if (errorDeadline != null) {
            errorDeadline.stop();
            errorDeadline = null;
        }
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
