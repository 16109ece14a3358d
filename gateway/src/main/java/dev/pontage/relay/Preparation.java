package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;

/** Makes an attempt ready to be flown; whatever that must wait for, it waits for here. */
@FunctionalInterface
interface Preparation {

    /**
     * The attempt, or why the request does not fit; or the code of the fault of ours for which there is neither.
     *
     * @param number of the attempt, counted from 1
     * @param media what the exchange has fetched for its candidates so far
     */
    Answer<Prepared> prepare(Exchange exchange, Asked asked, Candidate candidate, int number, FetchedMedia media);
}
