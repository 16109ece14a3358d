package dev.pontage.listen;

import dev.pontage.base.Ticker;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of the process, made once and shared by its listeners and upstream clients. */
public final class Loops {
    private final Vertx vertx;
    private final List<VertxLoop> all;
    private final AtomicInteger freePorts = new AtomicInteger();

    private Loops(Vertx vertx, List<VertxLoop> all) {
        this.vertx = vertx;
        this.all = List.copyOf(all);
    }

    /**
     * One loop for each of the first {@code count} event loops of {@code vertx}, which must have that many.
     *
     * @param pool the bounded pool for long work; it throws
     *     {@link java.util.concurrent.RejectedExecutionException} when it is full
     */
    public static Loops of(Vertx vertx, int count, Executor pool, Ticker ticker) {
        List<VertxLoop> loops = new ArrayList<>(count);
        Set<EventLoop> taken = new HashSet<>();
        // Contexts are given event loops in turn, but others may take their turns between ours.
        for (int tries = 0; loops.size() < count && tries < count * 64; tries++) {
            ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
            if (taken.add(context.nettyEventLoop())) {
                loops.add(new VertxLoop(context, pool, ticker));
            }
        }
        if (loops.size() < count) {
            throw new IllegalArgumentException("Vert.x has fewer than " + count + " event loops");
        }
        return new Loops(vertx, loops);
    }

    /** In a fixed order. */
    public List<VertxLoop> all() {
        return all;
    }

    /** What Vert.x takes for "any port, the same one for all who say this number". */
    int freePort() {
        return freePorts.decrementAndGet();
    }

    Vertx vertx() {
        return vertx;
    }
}
