package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Peek;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;

/** Prepares attempts at upstreams of the client's own dialect: bytes with splices, so there is nothing to wait for. */
final class SameDialect implements Preparation {

    @Override
    public Answer<Prepared> prepare(
            Exchange exchange, Asked asked, Candidate candidate, int number, FetchedMedia media) {
        return new Answer.Ready<>(
                new Prepared.Ready(new Attempt(number, candidate, conversion(exchange, asked, candidate))));
    }

    /** The name goes back only if it was changed on the way (C4). */
    private static Conversion conversion(Exchange exchange, Asked asked, Candidate candidate) {
        boolean streamedByDefault =
                candidate.provider().defaults().stream() && asked.peek().streamOpen();
        boolean renamed = !exchange.snapshot().answersNameUpstream()
                && !candidate.upstreamModel().equals(asked.peek().model())
                && !asked.peek().model().isEmpty();
        Peek peek = streamedByDefault ? asked.peek().streamed() : asked.peek();
        Conversion.Same same = asked.head()
                .dialect()
                .same(
                        asked.head().operation(),
                        peek,
                        asked.body().array(),
                        asked.body().length(),
                        candidate.upstreamModel(),
                        candidate.provider().quirks(),
                        renamed);
        return Hosted.same(same, asked, peek, candidate);
    }
}
