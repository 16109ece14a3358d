package dev.pontage.exchange;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.ledger.Receipt;
import java.util.List;

/** Passes every call on to several watchers, in order. */
record Watchers(List<Watcher> each) implements Watcher {

    @Override
    public void began(Exchange exchange, Head head) {
        each.forEach(watcher -> watcher.began(exchange, head));
    }

    @Override
    public void known(Exchange exchange, Caller caller) {
        each.forEach(watcher -> watcher.known(exchange, caller));
    }

    @Override
    public void refused(Exchange exchange, Head head, Refusal refusal) {
        each.forEach(watcher -> watcher.refused(exchange, head, refusal));
    }

    @Override
    public void admitted(Exchange exchange, Admitted admitted) {
        each.forEach(watcher -> watcher.admitted(exchange, admitted));
    }

    @Override
    public void attempting(Exchange exchange, Attempt attempt) {
        each.forEach(watcher -> watcher.attempting(exchange, attempt));
    }

    @Override
    public void attemptFailed(Exchange exchange, Attempt attempt, Failure failure, Reach reach, boolean again) {
        each.forEach(watcher -> watcher.attemptFailed(exchange, attempt, failure, reach, again));
    }

    @Override
    public void committed(Exchange exchange, Attempt attempt) {
        each.forEach(watcher -> watcher.committed(exchange, attempt));
    }

    @Override
    public void finished(Exchange exchange, Receipt receipt) {
        each.forEach(watcher -> watcher.finished(exchange, receipt));
    }

    @Override
    public void closed(Exchange exchange, Admitted admitted) {
        each.forEach(watcher -> watcher.closed(exchange, admitted));
    }

    @Override
    public void answered(Exchange exchange, Head head, int status) {
        each.forEach(watcher -> watcher.answered(exchange, head, status));
    }
}
