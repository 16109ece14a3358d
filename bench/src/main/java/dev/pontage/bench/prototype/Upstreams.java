package dev.pontage.bench.prototype;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The upstreams' ports on this machine, taken in turn by all event loops together. */
final class Upstreams {
    private static final Pattern COMMA = Pattern.compile(",");

    private final int[] ports;
    private final AtomicInteger turn = new AtomicInteger();

    private Upstreams(int[] ports) {
        this.ports = ports;
    }

    /** Reads decimal ports with commas between. */
    static Upstreams parse(String ports) {
        return new Upstreams(
                Arrays.stream(COMMA.split(ports)).mapToInt(Integer::parseInt).toArray());
    }

    int next() {
        return ports[(turn.getAndIncrement() & Integer.MAX_VALUE) % ports.length];
    }
}
