package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Operation;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Cleared;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Served;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import dev.pontage.memento.Mementos;

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

    /**
     * @param memory what held answers and fetched media share with request bodies
     * @param fetcher gets what requests name by URL and upstreams want as bytes
     * @param mementos what makers want back with tool calls
     */
    public Relay(
            Upstream upstream,
            Books books,
            Closing closing,
            RelayLimits limits,
            BodyMemory memory,
            Fetcher fetcher,
            Mementos mementos) {
        this(upstream, books, closing, limits, memory, preparations(limits, fetcher, new Recall(mementos)));
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

    private static Preparation preparations(RelayLimits limits, Fetcher fetcher, Recall recall) {
        Preparation same = new SameDialect();
        Preparation other = new Translation(limits, fetcher, recall);
        return (exchange, asked, candidate, number, media) -> {
            Head head = asked.head();
            if (candidate.speaks(head)) {
                return same.prepare(exchange, asked, candidate, number, media);
            }
            byte[] count = head.operation().kind() == Operation.Kind.COUNT_TOKENS
                    ? head.dialect().tokenCount(asked.peek().inputEstimate())
                    : null;
            return count == null
                    ? other.prepare(exchange, asked, candidate, number, media)
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
