package dev.pontage.call;

import dev.pontage.dialect.Failure;
import dev.pontage.egress.Destination;
import dev.pontage.egress.Place;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connections through one door: idle ones, those in use, those being opened, and who waits.
 *
 * <p>The connection used last is used first, so that the others grow old and close. Used on the loop alone, but for
 * {@link #slotFree} and {@link #giveUpIdle}.
 */
final class Origin {
    final Station station;
    final Door door;
    private final Slots slots;
    private final Deque<Line> idle = new ArrayDeque<>();
    private final Deque<OneFlight> waiting = new ArrayDeque<>();
    private final Set<Dial> dials = new HashSet<>();
    private final @Nullable Route route;
    private final String forbidden;
    private int lines;
    private long usedNanos;

    /** How to get there. {@code first} is what the socket connects to: the proxy where there is one. */
    record Route(Place place, Place first, boolean proxied, RequestHead head) {}

    Origin(Station station, Door door) {
        this.station = station;
        this.door = door;
        slots = station.shared.doors().enter(door, this);
        usedNanos = station.shared.ticker().nanos();
        switch (station.shared.policy().destination(door.base(), door.privateAllowed())) {
            case Destination.Forbidden(String reason) -> {
                route = null;
                forbidden = reason;
            }
            case Place place -> {
                switch (firstHop(place)) {
                    case Destination.Forbidden(String reason) -> {
                        route = null;
                        forbidden = "proxy: " + reason;
                    }
                    case Place first -> {
                        forbidden = "";
                        RequestHead head = new RequestHead(place, rawPath(), station.shared.installationId());
                        route = new Route(
                                place, first, !door.transport().proxyHost().isEmpty(), head);
                    }
                }
            }
        }
    }

    /** How to get there, or null if nothing may go there. */
    @Nullable Route route() {
        return route;
    }

    /** Gives the flight a connection, now or later, or a failure. */
    void acquire(OneFlight flight) {
        usedNanos = station.shared.ticker().nanos();
        for (Line line = idle.pollLast(); line != null; line = idle.pollLast()) {
            if (line.usable()) {
                flight.connected(line);
                return;
            }
            line.drop();
        }
        fresh(flight);
    }

    /** The same, with a connection on which nothing was sent yet. */
    void fresh(OneFlight flight) {
        Route there = route;
        if (there == null) {
            flight.unconnected(new Failure.Unreachable(forbidden));
        } else if (slots.open()) {
            dial(flight, there);
        } else if (slots.enqueue(this)) {
            waiting.addLast(flight);
            // The slot may have come free between the two questions.
            slotFree();
        } else {
            flight.unconnected(new Failure.Unreachable("too_many_waiting"));
        }
    }

    /** The flight wants no connection any more. */
    void forget(OneFlight flight) {
        if (waiting.remove(flight)) {
            slots.dequeue();
            return;
        }
        for (Dial dial : dials) {
            if (dial.flight() == flight) {
                dials.remove(dial);
                dial.abandon();
                slots.closed();
                return;
            }
        }
    }

    /** A dial has come to its end: with a connection, unless that has closed already. */
    void opened(Dial dial, Line line) {
        dials.remove(dial);
        if (line.usable()) {
            lines++;
            line.opened();
            dial.flight().connected(line);
        } else {
            slots.closed();
            dial.flight().unconnected(new Failure.Unreachable("connection_closed"));
        }
    }

    /** Or without one. */
    void notOpened(Dial dial, Failure failure) {
        if (dials.remove(dial)) {
            slots.closed();
            dial.flight().unconnected(failure);
        }
    }

    /** Takes back a connection that can carry another request. */
    void release(Line line) {
        usedNanos = station.shared.ticker().nanos();
        OneFlight next = waiting.pollFirst();
        if (next != null) {
            slots.dequeue();
            next.connected(line);
        } else if (station.closed() || slots.wanted()) {
            line.drop();
        } else {
            line.idleSinceNanos = usedNanos;
            idle.addLast(line);
            station.sweepLater();
        }
    }

    /** A connection is closed. */
    void lost(Line line) {
        lines--;
        idle.remove(line);
        slots.closed();
    }

    /** Any thread: a connection may be opened; whoever waits here tries. */
    void slotFree() {
        station.post(() -> {
            Route there = route;
            while (there != null && !waiting.isEmpty() && slots.open()) {
                OneFlight flight = waiting.removeFirst();
                slots.dequeue();
                dial(flight, there);
            }
        });
    }

    /** Any thread: another loop needs a slot more than we need an idle connection. */
    void giveUpIdle() {
        station.post(() -> {
            Line oldest = idle.pollFirst();
            if (oldest != null) {
                oldest.drop();
            }
        });
    }

    /** Closes what has been idle since before that time; true if nothing is left and nobody came since. */
    boolean sweep(long beforeNanos) {
        for (Line oldest = idle.peekFirst();
                oldest != null && oldest.idleSinceNanos - beforeNanos < 0;
                oldest = idle.peekFirst()) {
            idle.removeFirst();
            oldest.drop();
        }
        return usedNanos - beforeNanos < 0 && leaveIfEmpty();
    }

    int idle() {
        return idle.size();
    }

    /** Closes what is idle; true if nothing is left. */
    boolean closeIdle() {
        for (Line line = idle.pollFirst(); line != null; line = idle.pollFirst()) {
            line.drop();
        }
        return leaveIfEmpty();
    }

    private boolean leaveIfEmpty() {
        if (lines > 0 || !dials.isEmpty() || !waiting.isEmpty()) {
            return false;
        }
        station.shared.doors().leave(door, this);
        return true;
    }

    private void dial(OneFlight flight, Route there) {
        Dial dial = new Dial(this, there, flight);
        dials.add(dial);
        dial.start();
    }

    private Destination firstHop(Place place) {
        String proxyHost = door.transport().proxyHost();
        return proxyHost.isEmpty()
                ? place
                : station.shared.policy().proxy(proxyHost, door.transport().proxyPort(), door.privateAllowed());
    }

    private String rawPath() {
        String path = URI.create(door.base().toASCIIString()).getRawPath();
        return path == null ? "" : path;
    }
}
