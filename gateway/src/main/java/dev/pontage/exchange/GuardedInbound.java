package dev.pontage.exchange;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;

/** What an attempt tells its owner, so that a bug of the owner ends its exchange and not the upstream's connection. */
record GuardedInbound(Exchange exchange, Upstream.Inbound owner) implements Upstream.Inbound {

    @Override
    public void head(int status, Headers headers) {
        exchange.run(() -> owner.head(status, headers));
    }

    /** Written out, since it is called for every piece of an answer. */
    @Override
    public void bytes(byte[] bytes, int from, int to) {
        try {
            owner.bytes(bytes, from, to);
        } catch (Throwable bug) {
            exchange.fail(bug);
        }
    }

    @Override
    public void ended() {
        exchange.run(owner::ended);
    }

    @Override
    public void failed(Failure failure, Reach reach) {
        exchange.run(() -> owner.failed(failure, reach));
    }

    @Override
    public void resent() {
        exchange.run(owner::resent);
    }

    @Override
    public void notEntered(String code) {
        exchange.run(() -> owner.notEntered(code));
    }
}
