package dev.pontage.egress;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of host names without blocking its caller, and remembers them for a short while.
 *
 * <p>One look-up a name at a time; who asks meanwhile waits for the same one. Safe for use by many threads.
 */
public final class Resolver {
    /** Codes of failures. */
    public static final String NOT_FOUND = "name_not_found";

    public static final String BUSY = "resolver_busy";
    public static final String LATE = "resolver_late";

    private final Names names;
    private final Executor blocking;
    private final Ticker ticker;
    private final Limits limits;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, List<Answer.Pending<List<InetAddress>>>> asked = new HashMap<>();

    /**
     * How long answers are kept and how many.
     *
     * @param foundMillis how long addresses are used without asking again
     * @param missingMillis how long a name counts as unknown without asking again
     * @param patienceMillis how long a caller should wait for a look-up
     * @param entries the most names remembered
     */
    public record Limits(long foundMillis, long missingMillis, long patienceMillis, int entries) {
        public static final Limits DEFAULT = new Limits(10_000, 1_000, 5_000, 1_024);
    }

    /**
     * @param blocking where look-ups run: bounded, and platform threads, because a native look-up holds its carrier
     */
    public Resolver(Names names, Executor blocking, Ticker ticker, Limits limits) {
        this.names = names;
        this.blocking = blocking;
        this.ticker = ticker;
        this.limits = limits;
    }

    /** Every address of the name; at least one. */
    public Answer<List<InetAddress>> resolve(String host) {
        Answer.Pending<List<InetAddress>> waiting;
        synchronized (this) {
            Known entry = known.get(host);
            if (entry != null && ticker.nanos() - entry.untilNanos() < 0) {
                return entry.answer();
            }
            waiting = new Answer.Pending<>(limits.patienceMillis(), LATE);
            List<Answer.Pending<List<InetAddress>>> others = asked.get(host);
            if (others != null) {
                others.add(waiting);
                return waiting;
            }
            asked.put(host, new ArrayList<>(List.of(waiting)));
        }
        try {
            blocking.execute(() -> lookUp(host));
        } catch (RejectedExecutionException full) {
            settle(host, new Answer.Failed<>(BUSY), null);
        }
        return waiting;
    }

    private void lookUp(String host) {
        Answer<List<InetAddress>> answer = new Answer.Failed<>(NOT_FOUND);
        long keptMillis = limits.missingMillis();
        try {
            answer = new Answer.Ready<>(List.copyOf(names.lookUp(host)));
            keptMillis = limits.foundMillis();
        } catch (UnknownHostException | RuntimeException unknown) {
            // The answer says so already.
        } finally {
            // Whatever is thrown, an error too: a look-up that never ends would be waited for by all who ask later.
            settle(host, answer, new Known(answer, ticker.nanos() + keptMillis * 1_000_000));
        }
    }

    private void settle(String host, Answer<List<InetAddress>> answer, @Nullable Known entry) {
        List<Answer.Pending<List<InetAddress>>> waiting;
        synchronized (this) {
            if (entry != null) {
                if (known.size() >= limits.entries()) {
                    known.clear();
                }
                known.put(host, entry);
            }
            waiting = asked.remove(host);
        }
        if (waiting == null) {
            return;
        }
        for (Answer.Pending<List<InetAddress>> each : waiting) {
            switch (answer) {
                case Answer.Ready<List<InetAddress>>(List<InetAddress> found) -> each.complete(found);
                case Answer.Failed<List<InetAddress>>(String code) -> each.fail(code);
                case Answer.Pending<List<InetAddress>> never -> throw new IllegalStateException("not settled");
            }
        }
    }

    private record Known(Answer<List<InetAddress>> answer, long untilNanos) {}
}
