package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the attempts of one exchange ready to be flown: the request in the candidate's words, the memory that it takes,
 * the proof that goes up with it.
 *
 * <p>Lives on the exchange's event loop. Once it is released it tells nobody anything and takes nothing.
 */
final class Readying {
    /**
     * What the objects of a tree take for a byte of JSON: text is kept as bytes once, and long bodies are text; names,
     * numbers and nodes take the rest.
     */
    private static final long TREE_BYTES_PER_BYTE = 2;

    private final Relay relay;
    private final Exchange exchange;
    private final Asked asked;

    /** The memory of what is made of the request: a tree, and a body of our own. */
    private final Share own;

    private final FetchedMedia media;
    private boolean released;

    Readying(Relay relay, Exchange exchange, Asked asked) {
        this.relay = relay;
        this.exchange = exchange;
        this.asked = asked;
        own = new Share(relay.memory(), asked.caller().holder());
        media = new FetchedMedia(relay.memory(), asked.caller().holder());
    }

    /** Makes one ready; what was made for the one before is given back. {@code number}: the attempt's, from 1. */
    void ready(Candidate candidate, int number, Consumer<Prepared> then) {
        own.giveBack();
        if (!own.take(treeBytes(candidate))) {
            then.accept(noRoom(treeBytes(candidate)));
            return;
        }
        exchange.whenAnswered(relay.preparation().prepare(exchange, asked, candidate, number, media), answer -> {
            if (!released) {
                switch (answer) {
                    case Answer.Ready<Prepared>(Prepared.Ready(Attempt attempt)) -> prove(attempt, then);
                    case Answer.Ready<Prepared>(Prepared prepared) -> then.accept(prepared);
                    case Answer.Failed<Prepared>(String code) ->
                        then.accept(unable(code, "The gateway cannot prepare the call."));
                    case Answer.Pending<Prepared> never -> throw new IllegalStateException("settled as pending");
                }
            }
        });
    }

    private void prove(Attempt attempt, Consumer<Prepared> then) {
        List<Loss> losses = attempt.conversion().losses();
        if (!losses.isEmpty() && asked.caller().account().refusesLosses()) {
            then.accept(new Prepared.Unfit(Verdict.wouldBeLost(losses)));
            return;
        }
        if (!own.take(attempt.conversion().ownBytes())) {
            then.accept(noRoom(attempt.conversion().ownBytes()));
            return;
        }
        exchange.whenAnswered(relay.proving().prove(exchange, asked, attempt), answer -> {
            if (!released) {
                switch (answer) {
                    case Answer.Ready<Attempt>(Attempt proven) -> then.accept(new Prepared.Ready(proven));
                    case Answer.Failed<Attempt>(String code) ->
                        then.accept(new Prepared.Unfit(
                                Refusal.unavailable(code, "The gateway cannot prove itself to the upstream.")));
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
    private Prepared noRoom(long bytes) {
        return own.canEverTake(asked.body().length() + bytes)
                ? unable("overloaded", "Too many large requests at once.")
                : new Prepared.Unfit(Verdict.tooLongToTranslate());
    }

    private static Prepared unable(String code, String message) {
        return new Prepared.Unable(Refusal.unavailable(code, message));
    }

    /** No upstream will be asked any more: fetches that are under way end, and all memory is given back. */
    void release() {
        released = true;
        own.giveBack();
        media.close();
    }
}
