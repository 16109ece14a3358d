package dev.pontage.call;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Makes attempts over HTTP/1.1 connections that each event loop keeps for itself.
 *
 * <p>An attempt runs on its exchange's loop from beginning to end, on a connection of that loop's own pool, so nothing
 * here locks or changes thread but name look-ups and the making of TLS contexts. The sockets are Netty's, on the loops
 * and the transport of the given Vert.x: its HTTP client can neither give up a connect, nor pass over a 102, nor tell a
 * reused connection from a fresh one, and costs about as much again as the socket.
 *
 * <p>{@link Upstream.Inbound} is never called before {@link #attempt} has returned.
 */
public final class Call implements Upstream {
    private final Map<EventLoop, Station> stations = new ConcurrentHashMap<>();
    private final FastThreadLocal<Station> own = new FastThreadLocal<>() {
        @Override
        protected Station initialValue() {
            return stationHere();
        }
    };
    private final VertxInternal vertx;
    private final Station.Shared shared;

    /**
     * @param vertx whose event loops the exchanges run on
     * @param blocking runs what takes long and is rare, such as reading certificates: bounded, platform threads
     * @param installationId what {@code x-pontage-via} says of us, a token
     */
    public Call(
            Vertx vertx,
            AddressPolicy policy,
            Executor blocking,
            Ticker ticker,
            CallLimits limits,
            String installationId) {
        this.vertx = (VertxInternal) vertx;
        shared = new Station.Shared(
                policy,
                new Tls(blocking),
                ticker,
                limits,
                installationId,
                this.vertx.transport().channelFactory(false),
                new Doors());
    }

    @Override
    public Flight attempt(
            Exchange exchange,
            Permit permit,
            Attempt attempt,
            Asked asked,
            Answer<Books.Entered> entered,
            Inbound inbound) {
        if (permit.ended()) {
            throw new IllegalStateException("an attempt without a permit");
        }
        Station station = own.get();
        OneFlight flight = new OneFlight(exchange, attempt, asked, inbound, station);
        try {
            flight.begin(station.origin(attempt.candidate()), entered);
        } catch (RuntimeException | Error bug) {
            flight.cancel();
            throw bug;
        }
        return flight;
    }

    /** Closes every idle connection and keeps none from now on; attempts under way are left to their owners. */
    public void close() {
        stations.values().forEach(station -> station.post(station::close));
    }

    /** Doors in use by any loop, for whoever proves that none leaks. */
    int doors() {
        return shared.doors().size();
    }

    /** Connections of this loop's pools that nobody uses, for whoever proves that a dropped one is noticed. */
    int idleHere() {
        return own.get().idle();
    }

    /** Connections of this process, those being opened included. */
    int connections() {
        return shared.doors().connections();
    }

    private Station stationHere() {
        for (EventExecutor each : vertx.nettyEventLoopGroup()) {
            if (each.inEventLoop() && each instanceof EventLoop loop) {
                return stations.computeIfAbsent(loop, _ -> new Station(loop, shared));
            }
        }
        throw new IllegalStateException("an attempt off the event loops");
    }
}
