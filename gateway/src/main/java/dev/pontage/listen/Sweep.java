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
        // First of all: what a look at one connection throws must not be the last look at all others.
        timer = wires.isEmpty() ? null : loop.after(everyMillis, this::pass);
        long now = loop.nanos();
        each(wire -> wire.check(now));
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
