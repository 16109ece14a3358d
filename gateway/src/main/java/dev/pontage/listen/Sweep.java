package dev.pontage.listen;

import dev.pontage.exchange.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the deadlines of one loop's connections, every so often, while there are any.
 *
 * <p>A connection's deadlines move with every request. Written into a field they cost nothing, where a timer for each
 * would be started and stopped with every request.
 */
final class Sweep {
    private static final System.Logger LOG = System.getLogger(Sweep.class.getName());

    private final VertxLoop loop;
    private final long everyMillis;
    private final List<Wire> wires = new ArrayList<>();
    private Loop.@Nullable Timer timer;

    Sweep(VertxLoop loop, long everyMillis) {
        this.loop = loop;
        this.everyMillis = everyMillis;
    }

    void add(Wire wire) {
        wire.place = wires.size();
        wires.add(wire);
        if (timer == null) {
            timer = loop.after(everyMillis, this::pass);
        }
    }

    void remove(Wire wire) {
        Wire last = wires.removeLast();
        if (last != wire) {
            wires.set(wire.place, last);
            last.place = wire.place;
        }
    }

    /** When {@code millis} are over, answers under way are ended and all other connections closed. From any thread. */
    void stopAfter(long millis) {
        loop.post(() -> loop.after(millis, () -> each(Wire::stop)));
    }

    private void pass() {
        long now = loop.nanos();
        each(wire -> check(wire, now));
        timer = wires.isEmpty() ? null : loop.after(everyMillis, this::pass);
    }

    /** What a look at one connection throws costs that connection, and must not be the last look at all others. */
    private static void check(Wire wire, long nowNanos) {
        try {
            wire.check(nowNanos);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "a connection's deadline could not be enforced", broken);
            wire.giveUp();
        }
    }

    /** Backwards, since a connection that is closed here takes the last one's place away. */
    private void each(Consumer<Wire> look) {
        for (int i = wires.size() - 1; i >= 0; i--) {
            if (i < wires.size()) {
                look.accept(wires.get(i));
            }
        }
    }
}
