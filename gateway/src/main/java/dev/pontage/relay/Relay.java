package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Operation;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Cleared;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Served;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;

/**
 * Follows a route plan until one candidate answers, and hands its answer to the client.
 *
 * <p>Until the commit point the client has seen nothing and failures are tried again unseen; after it they end the
 * answer in the client's own error form. Every exchange that comes here ends with its books closed exactly once.
 */
public final class Relay {
    private final Legs upstream;
    private final Books books;
    private final Closing closing;
    private final RelayLimits limits;
    private final BodyMemory memory;
    private final Preparation preparation;
    private final Proving proving;

    /** @param memory what held answers share with request bodies */
    public Relay(Upstream upstream, Books books, Closing closing, RelayLimits limits, BodyMemory memory) {
        this(upstream, books, closing, limits, memory, preparations(limits));
    }

    Relay(
            Upstream upstream,
            Books books,
            Closing closing,
            RelayLimits limits,
            BodyMemory memory,
            Preparation preparation) {
        this.upstream = new Legs(upstream, limits, memory);
        this.books = books;
        this.closing = closing;
        this.limits = limits;
        this.memory = memory;
        this.preparation = preparation;
        proving = new Proving(limits);
    }

    private static Preparation preparations(RelayLimits limits) {
        Preparation same = new SameDialect();
        Preparation other = new Translation(limits);
        return (exchange, asked, candidate, number) -> {
            Head head = asked.head();
            if (candidate.speaks(head)) {
                return same.prepare(exchange, asked, candidate, number);
            }
            byte[] count = head.operation().kind() == Operation.Kind.COUNT_TOKENS
                    ? head.dialect().tokenCount(asked.peek().inputEstimate())
                    : null;
            return count == null
                    ? other.prepare(exchange, asked, candidate, number)
                    : new Answer.Ready<>(new Prepared.Answered(count));
        };
    }

    Legs upstream() {
        return upstream;
    }

    Books books() {
        return books;
    }

    Closing closing() {
        return closing;
    }

    RelayLimits limits() {
        return limits;
    }

    BodyMemory memory() {
        return memory;
    }

    Proving proving() {
        return proving;
    }

    Preparation preparation() {
        return preparation;
    }

    /** Serves the request; refuses only when its books could not even be opened. */
    public Step<Served> follow(Exchange exchange, Cleared cleared) {
        return new Following(this, exchange, cleared.admitted()).begin();
    }
}
