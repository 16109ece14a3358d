package dev.pontage.serve;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Entered;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Step;

/** Has the dialect look at a request's body; a long one is looked at off the event loop. */
public final class Look {
    private final int offLoopBytes;
    private final long patienceMillis;

    /**
     * @param offLoopBytes bodies longer than this are not scanned on the loop (262,144 unless set otherwise)
     * @param patienceMillis how long a request waits for the pool (10,000 unless set otherwise)
     */
    public Look(int offLoopBytes, long patienceMillis) {
        this.offLoopBytes = offLoopBytes;
        this.patienceMillis = patienceMillis;
    }

    Step<Asked> at(Exchange exchange, Entered entered, Body.Bytes body) {
        if (body.length() <= offLoopBytes) {
            return asked(entered, body);
        }
        Answer.Pending<Step<Asked>> resumed = new Answer.Pending<>(patienceMillis, "scan_late");
        boolean taken = exchange.offload(() -> asked(entered, body), patienceMillis, "scan_late", scanned -> {
            if (scanned instanceof Answer.Ready<Step<Asked>>(Step<Asked> step)) {
                resumed.complete(step);
            } else {
                resumed.fail("scan_late");
            }
        });
        return taken
                ? new Step.Wait<>(resumed)
                : new Step.Refuse<>(Refusal.unavailable("overloaded", "Too many long requests at once."));
    }

    private static Step<Asked> asked(Entered entered, Body.Bytes body) {
        Head head = entered.known().head();
        return switch (head.dialect().peek(head.operation(), head.parameters(), body.array(), body.length())) {
            case Peek peek -> new Step.Next<>(new Asked(entered, body, peek));
            case Peeked.Refused(Refusal refusal) -> new Step.Refuse<>(refusal);
        };
    }
}
