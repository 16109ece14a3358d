package dev.pontage.listen;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the connections of one listener and says who may have another. Safe on any thread. */
final class Turnstile {
    private final ListenLimits limits;
    private final Turnaways turnaways;
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentMap<Peer, Integer> perPeer = new ConcurrentHashMap<>();
    private volatile boolean closing;
    private volatile @Nullable Channel port;
    private final Promise<Void> emptied = Promise.promise();

    Turnstile(ListenLimits limits, Turnaways turnaways) {
        this.limits = limits;
        this.turnaways = turnaways;
    }

    /** Lets a connection in; false: it must be closed at once. */
    boolean enter(InetAddress address) {
        if (connections.incrementAndGet() > limits.connections()) {
            return turnAway(Turnaways.Cause.CONNECTIONS_FULL);
        }
        if (perPeer.merge(Peer.of(address), 1, Integer::sum) > limits.connectionsPerAddress()) {
            forget(address);
            return turnAway(Turnaways.Cause.ADDRESS_FULL);
        }
        if (closing) {
            leave(address);
            return false;
        }
        return true;
    }

    private boolean turnAway(Turnaways.Cause cause) {
        uncount();
        turnaways.turnedAway(cause);
        return false;
    }

    /** A connection that was let in is gone. */
    void leave(InetAddress address) {
        forget(address);
        uncount();
    }

    private void forget(InetAddress address) {
        perPeer.computeIfPresent(Peer.of(address), (peer, count) -> count == 1 ? null : count - 1);
    }

    private void uncount() {
        if (connections.decrementAndGet() == 0 && closing) {
            emptied.tryComplete();
        }
    }

    /** The socket that connections come from; known when the first has come. */
    void cameFrom(Channel listening) {
        port = listening;
    }

    /**
     * From now on nobody is let in, and every answer says that it is the connection's last.
     *
     * @return when the port is closed. Vert.x would close it only after it has nobody left to give a connection to
     */
    Future<Void> close() {
        closing = true;
        if (connections.get() == 0) {
            emptied.tryComplete();
        }
        Channel listening = port;
        Promise<Void> closed = Promise.promise();
        if (listening == null) {
            closed.complete();
        } else {
            listening.close().addListener(done -> closed.complete());
        }
        return closed.future();
    }

    /** When the last connection is gone after {@link #close}, and its exchange has been told. */
    Future<Void> emptied() {
        return emptied.future();
    }

    boolean closing() {
        return closing;
    }

    int connections() {
        return connections.get();
    }

    /** What one machine can choose from at will: an IPv4 address, or a /64 of IPv6 (RFC 4291, 2.5.4). */
    private record Peer(boolean six, long prefix) {
        static Peer of(InetAddress address) {
            byte[] bytes = address.getAddress();
            long prefix = 0;
            for (int i = 0; i < Math.min(bytes.length, Long.BYTES); i++) {
                prefix = prefix << 8 | (bytes[i] & 0xff);
            }
            return new Peer(address instanceof Inet6Address, prefix);
        }
    }
}
