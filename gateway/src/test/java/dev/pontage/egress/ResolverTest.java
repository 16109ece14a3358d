package dev.pontage.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names are looked up off the caller's thread, once at a time, and remembered for a short while")
final class ResolverTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> lookedUp = new ArrayList<>();
    private boolean known = true;
    private long nanos;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    };
    private final Resolver resolver =
            new Resolver(this::lookUp, work::add, ticker, new Resolver.Limits(10_000, 1_000, 5_000, 2));

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookedUp.add(host);
        if (!known) {
            throw new UnknownHostException(host);
        }
        return List.of(ONE);
    }

    private List<Answer<List<InetAddress>>> ask(String host) {
        return ask(resolver, host);
    }

    private static List<Answer<List<InetAddress>>> ask(Resolver of, String host) {
        List<Answer<List<InetAddress>>> got = new ArrayList<>();
        switch (of.resolve(host)) {
            case Answer.Pending<List<InetAddress>> pending -> pending.then(got::add);
            case Answer<List<InetAddress>> there -> got.add(there);
        }
        return got;
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    @DisplayName("whoever asks meanwhile waits for the same look-up")
    void sharesALookUp() {
        List<Answer<List<InetAddress>>> first = ask("a.test");
        List<Answer<List<InetAddress>>> second = ask("a.test");
        assertEquals(List.of(), first);
        work();
        assertEquals(List.of(new Answer.Ready<>(List.of(ONE))), first);
        assertEquals(first, second);
        assertEquals(List.of("a.test"), lookedUp);
    }

    @Test
    @DisplayName("an answer is used for its time, and a name that is not there for less")
    void remembers() {
        ask("a.test");
        work();
        nanos += 9_999_000_000L;
        assertInstanceOf(Answer.Ready.class, resolver.resolve("a.test"));
        nanos += 1_000_000L;
        known = false;
        List<Answer<List<InetAddress>>> again = ask("a.test");
        work();
        assertEquals(List.of(new Answer.Failed<>(Resolver.NOT_FOUND)), again);
        nanos += 999_000_000L;
        assertEquals(new Answer.Failed<>(Resolver.NOT_FOUND), resolver.resolve("a.test"));
        nanos += 1_000_000L;
        assertInstanceOf(Answer.Pending.class, resolver.resolve("a.test"));
        assertEquals(2, lookedUp.size());
    }

    @Test
    @DisplayName("only so many names are remembered")
    void isBounded() {
        for (String host : List.of("a.test", "b.test", "c.test")) {
            ask(host);
            work();
        }
        assertInstanceOf(Answer.Ready.class, resolver.resolve("c.test"));
        assertInstanceOf(Answer.Pending.class, resolver.resolve("a.test"));
    }

    @Test
    @DisplayName("when nothing more can be looked up, the asker hears it at once and the next one may try again")
    void isBusy() {
        boolean[] full = {true};
        Resolver busy = new Resolver(
                this::lookUp,
                task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    task.run();
                },
                ticker,
                Resolver.Limits.DEFAULT);
        assertEquals(List.of(new Answer.Failed<>(Resolver.BUSY)), ask(busy, "a.test"));
        full[0] = false;
        var _ = busy.resolve("a.test");
        assertInstanceOf(Answer.Ready.class, busy.resolve("a.test"));
    }

    @Test
    @DisplayName(
            "a look-up that ends in an error ends all the same: who waits is told, and the name is asked for again")
    void breaks() {
        boolean[] broken = {true};
        Resolver breaking = new Resolver(
                host -> {
                    if (broken[0]) {
                        throw new LinkageError();
                    }
                    return lookUp(host);
                },
                work::add,
                ticker,
                Resolver.Limits.DEFAULT);
        List<Answer<List<InetAddress>>> first = ask(breaking, "a.test");
        assertThrows(LinkageError.class, this::work);
        assertEquals(List.of(new Answer.Failed<>(Resolver.NOT_FOUND)), first);
        broken[0] = false;
        nanos += 1_000_000_000L;
        List<Answer<List<InetAddress>>> second = ask(breaking, "a.test");
        work();
        assertEquals(List.of(new Answer.Ready<>(List.of(ONE))), second);
    }
}
