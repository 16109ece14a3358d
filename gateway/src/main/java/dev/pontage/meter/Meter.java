package dev.pontage.meter;

import dev.pontage.base.Answer;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Receipt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns the end of an exchange into its one receipt and sees that the books get it.
 *
 * <p>A receipt that the books did not take in time is entered again until they do; meanwhile nothing new is admitted
 * ({@link #behind}), so what is unaccounted never grows.
 */
public final class Meter implements Closing {
    private static final long RETRY_MILLIS = 250;
    private static final String LATE = "ledger_late";
    private static final String UNAVAILABLE = "ledger_unavailable";

    private final Books books;
    private final long patienceMillis;
    private final AtomicInteger unentered = new AtomicInteger();

    /** @param patienceMillis how long a client's end waits for the books (2,000 unless set otherwise) */
    public Meter(Books books, long patienceMillis) {
        this.books = books;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public Answer<Closed> close(Exchange exchange, Admitted admitted, End end) {
        return enter(exchange, Receipts.of(exchange, admitted, end));
    }

    @Override
    public Answer<Closed> abandon(Exchange exchange, Admitted admitted, End end) {
        return enter(exchange, priceable(exchange, admitted, end));
    }

    /** The counting or the pricing may be what broke: then the row says that it has no price, and budgets count all. */
    private static Receipt priceable(Exchange exchange, Admitted admitted, End end) {
        try {
            return Receipts.of(exchange, admitted, end);
        } catch (RuntimeException broken) {
            return Receipts.unpriced(exchange, admitted, end);
        }
    }

    private Answer<Closed> enter(Exchange exchange, Receipt receipt) {
        return switch (close(exchange, receipt, true)) {
            case Answer.Ready<Books.Entered> entered -> new Answer.Ready<>(new Closed(receipt, ""));
            case Answer.Failed<Books.Entered>(String code) -> new Answer.Ready<>(kept(exchange, receipt, code));
            case Answer.Pending<Books.Entered> pending -> awaited(exchange, receipt, pending);
        };
    }

    /** Books that throw have not entered anything; the receipt is kept as after any other failure. */
    private Answer<Books.Entered> close(Exchange exchange, Receipt receipt, boolean first) {
        try {
            return books.close(receipt);
        } catch (RuntimeException broken) {
            if (first) {
                exchange.watcher().broke(exchange, broken);
            }
            return new Answer.Failed<>(UNAVAILABLE);
        }
    }

    @Override
    public boolean behind() {
        return unentered.get() > 0;
    }

    /** Waits as long as the client may. A success that comes later finds the receipt entered twice, which is once. */
    private Answer<Closed> awaited(Exchange exchange, Receipt receipt, Answer.Pending<Books.Entered> pending) {
        Answer.Pending<Closed> closed = new Answer.Pending<>(Answer.Pending.UNBOUNDED, LATE);
        exchange.whenAnswered(
                pending.within(patienceMillis, LATE),
                settled -> closed.complete(
                        settled instanceof Answer.Failed<Books.Entered>(String code)
                                ? kept(exchange, receipt, code)
                                : new Closed(receipt, "")));
        return closed;
    }

    private Closed kept(Exchange exchange, Receipt receipt, String code) {
        unentered.incrementAndGet();
        exchange.loop().after(RETRY_MILLIS, () -> enterAgain(exchange, receipt));
        return new Closed(receipt, code);
    }

    private void enterAgain(Exchange exchange, Receipt receipt) {
        exchange.whenAnswered(close(exchange, receipt, false), settled -> {
            if (settled instanceof Answer.Ready<Books.Entered>) {
                unentered.decrementAndGet();
            } else {
                exchange.loop().after(RETRY_MILLIS, () -> enterAgain(exchange, receipt));
            }
        });
    }
}
