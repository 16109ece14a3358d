package dev.pontage.call;

import dev.pontage.base.Ticker;
import dev.pontage.dialect.Dialect;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Head;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** What one event loop keeps for its attempts: its origins with their connections, and scratch space. */
final class Station {
    private static final int GATHER_BYTES = 64 * 1024;

    final EventLoop loop;
    final Shared shared;
    final Gather gather = new Gather(GATHER_BYTES);
    private final Map<Door, Origin> origins = new HashMap<>();
    private final IdentityHashMap<Dialect, Forwarded> forwarded = new IdentityHashMap<>();
    private final Map<Crossing, Forwarded> hosted = new HashMap<>();
    private final Forwarded traceOnly = Forwarded.of(Set.of());
    private boolean sweeping;
    private boolean closed;

    /** What all stations of a {@link Call} have in common. */
    record Shared(
            AddressPolicy policy,
            Tls tls,
            Ticker ticker,
            CallLimits limits,
            String installationId,
            ChannelFactory<? extends Channel> channels,
            Doors doors) {}

    Station(EventLoop loop, Shared shared) {
        this.loop = loop;
        this.shared = shared;
    }

    Origin origin(Candidate candidate) {
        Door door = Door.of(candidate);
        Origin known = origins.get(door);
        if (known != null) {
            return known;
        }
        Origin origin = new Origin(this, door);
        origins.put(door, origin);
        sweepLater();
        return origin;
    }

    int idle() {
        return origins.values().stream().mapToInt(Origin::idle).sum();
    }

    /** What of a client's fields reaches an upstream of its own dialect; fields mean nothing in another. */
    Forwarded forwarded(Head head, Candidate candidate) {
        if (candidate.speaks(head) && candidate.hosting().isOwnApi()) {
            return hosted.computeIfAbsent(
                    new Crossing(head.dialect(), candidate.hosting().forwards()), Crossing::fields);
        }
        return candidate.speaks(head)
                ? forwarded.computeIfAbsent(head.dialect(), dialect -> Forwarded.of(dialect.forwardedHeaders()))
                : traceOnly;
    }

    /** Runs on this loop, from any thread; not at all once the loop has ended with the process. */
    void post(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            // Connections end with their loop: there is nothing left to do.
        }
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        origins.values().removeIf(Origin::closeIdle);
    }

    /** One timer for all that grows old here; it sleeps when there is nothing. */
    void sweepLater() {
        if (!sweeping && !closed && !loop.isShuttingDown()) {
            sweeping = true;
            var _ = loop.schedule(this::sweep, shared.limits().idleMillis() / 2 + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        long before = shared.ticker().nanos() - shared.limits().idleMillis() * 1_000_000;
        origins.values().removeIf(origin -> origin.sweep(before));
        if (!origins.isEmpty()) {
            sweepLater();
        }
    }

    /** Fields of a dialect, of which only some mean something at an API of its own. */
    private record Crossing(Dialect dialect, Set<String> forwards) {
        Forwarded fields() {
            Set<String> both = new HashSet<>(dialect.forwardedHeaders());
            both.retainAll(forwards);
            return Forwarded.of(both);
        }
    }
}
