package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Served;
import dev.pontage.exchange.Step;
import dev.pontage.ledger.Receipt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one exchange whose books are open: they are closed once, then the client hears the end, then the path goes
 * on to settle the permit.
 *
 * <p>A bug may stop the exchange before, between or in these steps: {@link #broken} takes up what is left of them.
 */
final class Settlement {
    private final Closing closing;
    private final Exchange exchange;
    private final Admitted admitted;
    private final Delivery delivery;
    private final Answer.Pending<Step<Served>> outcome;
    private final Runnable cancelUpstream;

    private boolean begun;
    private boolean awaited;
    private boolean over;
    private @Nullable Receipt receipt;
    private @Nullable Refusal bug;

    Settlement(
            Closing closing,
            Exchange exchange,
            Admitted admitted,
            Delivery delivery,
            Answer.Pending<Step<Served>> outcome,
            Runnable cancelUpstream) {
        this.closing = closing;
        this.exchange = exchange;
        this.admitted = admitted;
        this.delivery = delivery;
        this.outcome = outcome;
        this.cancelUpstream = cancelUpstream;
    }

    /** Whether the end has begun: what an upstream or a client says after that changes nothing. */
    boolean begun() {
        return begun;
    }

    /**
     * Closes the books, then goes on. Where they could not be closed in time the answer ends as a cut would (F-11): the
     * client must not take for complete what is not entered.
     */
    void close(Closing.End end, Consumer<Receipt> then) {
        begun = true;
        await(closing.close(exchange, admitted, end), then);
    }

    /** A bug has stopped the exchange; {@code end} is what is known of it. */
    void broken(Refusal refusal, Closing.End end) {
        begun = true;
        bug = refusal;
        if (receipt != null) {
            endBroken(receipt, refusal);
        } else if (!awaited) {
            await(closing.abandon(exchange, admitted, end), entered -> endBroken(entered, refusal));
        }
        // Else the books are about to answer, and their answer finds the bug.
    }

    private void await(Answer<Closing.Closed> answer, Consumer<Receipt> then) {
        awaited = true;
        exchange.whenAnswered(answer, settled -> {
            switch (settled) {
                case Answer.Ready<Closing.Closed>(Closing.Closed books) -> closed(books, then);
                case Answer.Failed<Closing.Closed>(String code) -> throw new IllegalStateException(code);
                case Answer.Pending<Closing.Closed> never -> throw new IllegalStateException("settled as pending");
            }
        });
    }

    private void closed(Closing.Closed books, Consumer<Receipt> then) {
        receipt = books.receipt();
        if (bug != null) {
            endBroken(books.receipt(), bug);
        } else if (books.entered()) {
            then.accept(books.receipt());
        } else {
            cancelUpstream.run();
            end(
                    books.receipt(),
                    Refusal.unavailable(books.failure(), "The gateway could not enter the usage of this request."));
        }
    }

    /** The client hears of a failure: in the answer where one has begun, else in place of one. */
    void end(Receipt entered, Refusal refusal) {
        if (delivery.begun()) {
            delivery.breakOff(refusal);
            served(entered, null);
        } else {
            served(entered, refusal);
        }
    }

    /** The same where the delivery itself may be what is broken: then the connection is cut. */
    private void endBroken(Receipt entered, Refusal refusal) {
        if (!over && delivery.begun()) {
            exchange.run(() -> delivery.breakOff(refusal));
            served(entered, null);
        } else {
            served(entered, refusal);
        }
    }

    /** The client has its answer, or is told {@code refusal} by whoever goes on. */
    void served(Receipt entered, @Nullable Refusal refusal) {
        if (!over) {
            over = true;
            delivery.over();
            exchange.watcher().finished(exchange, entered);
            outcome.complete(new Step.Next<>(new Served(admitted, entered, refusal)));
        }
    }
}
