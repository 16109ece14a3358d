package dev.pontage.exchange;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.ledger.Receipt;
import java.util.List;
import java.util.function.Consumer;

/** Passes every call on to several watchers, in order. */
record Watchers(List<Watcher> each) implements Watcher {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    @Override
    public void began(Exchange exchange, Head head) {
        tell(watcher -> watcher.began(exchange, head));
    }

    @Override
    public void known(Exchange exchange, Caller caller) {
        tell(watcher -> watcher.known(exchange, caller));
    }

    @Override
    public void refused(Exchange exchange, Head head, Refusal refusal) {
        tell(watcher -> watcher.refused(exchange, head, refusal));
    }

    @Override
    public void admitted(Exchange exchange, Admitted admitted) {
        tell(watcher -> watcher.admitted(exchange, admitted));
    }

    @Override
    public void attempting(Exchange exchange, Attempt attempt) {
        tell(watcher -> watcher.attempting(exchange, attempt));
    }

    @Override
    public void attemptFailed(Exchange exchange, Attempt attempt, Failure failure, Reach reach, boolean again) {
        tell(watcher -> watcher.attemptFailed(exchange, attempt, failure, reach, again));
    }

    @Override
    public void committed(Exchange exchange, Attempt attempt) {
        tell(watcher -> watcher.committed(exchange, attempt));
    }

    @Override
    public void finished(Exchange exchange, Receipt receipt) {
        tell(watcher -> watcher.finished(exchange, receipt));
    }

    @Override
    public void closed(Exchange exchange, Admitted admitted) {
        tell(watcher -> watcher.closed(exchange, admitted));
    }

    @Override
    public void broke(Exchange exchange, Throwable bug) {
        tell(watcher -> watcher.broke(exchange, bug));
    }

    @Override
    public void answered(Exchange exchange, Head head, int status) {
        tell(watcher -> watcher.answered(exchange, head, status));
    }

    /** A watcher that breaks is no reason to end an exchange, nor to leave the others in the dark. */
    private void tell(Consumer<Watcher> what) {
        for (Watcher watcher : each) {
            try {
                what.accept(watcher);
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.ERROR, "a watcher failed", broken);
            }
        }
    }
}
