package dev.pontage.relay;

import dev.pontage.account.Key;
import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.openai.OpenAi;
import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.fetch.FetchLimits;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Cleared;
import dev.pontage.exchange.Entered;
import dev.pontage.exchange.Entry;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Planned;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.RoutePlan;
import dev.pontage.exchange.Served;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Upstream;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Books;
import dev.pontage.memento.LocalMementos;
import dev.pontage.memento.MementoLimits;
import dev.pontage.memento.Mementos;
import dev.pontage.meter.Meter;
import dev.pontage.provider.Provider;
import dev.pontage.seal.MemorySeal;
import dev.pontage.snapshot.Snapshot;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** One exchange in the relay, with time, client and two upstreams in the test's hands. */
public final class Scene {
    private static final long NANOS = 1_000_000;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    final TestBooks books = new TestBooks();
    final Client client = new Client();
    final List<Flying> flights = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock = new Clock();
    private final Exchange exchange;
    private final Admitted admitted;

    int offloaded;

    @Nullable Served served;

    @Nullable Refusal refused;

    /** @param plan which has the prices */
    public Scene(String body, TestGateway.Plan plan) {
        this(body, plan, new OpenAi(""));
    }

    /** @param spoken by both upstreams */
    Scene(String body, TestGateway.Plan plan, Dialect spoken) {
        Snapshot snapshot =
                plan.provider("a", NOWHERE, "m").provider("b", NOWHERE, "m").snapshot();
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public long epochMicros() {
                return nanos.get() / 1_000;
            }
        };
        exchange = new Exchange("1".repeat(32), clock, snapshot, client, new Watcher() {}, ticker);
        admitted = admitted(snapshot, body, spoken);
    }

    private static Admitted admitted(Snapshot snapshot, String body, Dialect spoken) {
        Dialect dialect = new OpenAi("/receipts/{id}");
        Operation chat = dialect.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.CHAT)
                .findFirst()
                .orElseThrow();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Peek peek = (Peek) dialect.peek(chat, Parameters.NONE, bytes, bytes.length);
        Body unread = (most, holder) -> new Step.Refuse<>(Refusal.invalid("", "is read"));
        Head head = new Head(dialect, chat, "", "/v1/chat/completions", "", Headers.NONE, "127.0.0.1", unread);
        Key key = new Key("k1", "key", "1", "", List.of(), List.of(), false);
        Entry entry = new Entry(List.of());
        Asked asked = new Asked(
                new Entered(new Known(head, new Caller(key, TestGateway.ROOT)), entry),
                new Body.Bytes(bytes, bytes.length),
                peek);
        List<Candidate> candidates = snapshot.providers().stream()
                .map(provider -> candidate(provider, spoken))
                .toList();
        return new Admitted(new Planned(asked, new RoutePlan(candidates)), new Permit(entry, List.of()));
    }

    private static Candidate candidate(Provider provider, Dialect spoken) {
        return new Candidate(
                provider, provider.credentials().getFirst(), "m", spoken, Operation.Kind.CHAT, NOWHERE, "m");
    }

    public Exchange exchange() {
        return exchange;
    }

    public Admitted admitted() {
        return admitted;
    }

    /** Lets the relay begin. */
    Scene begin(BodyMemory memory) {
        return begin(memory, new SameDialect());
    }

    Scene begin(BodyMemory memory, Preparation preparation) {
        return begin(
                new Relay(this::attempt, books, new Meter(books, 2_000), RelayLimits.DEFAULT, memory, preparation));
    }

    /** Lets the relay begin that prepares attempts as it does in a gateway. */
    Scene beginAsWired(BodyMemory memory) {
        Executor none = _ -> {
            throw new IllegalStateException("nothing is fetched here");
        };
        Fetcher fetcher = new Fetcher(
                new Resolver(Names.SYSTEM, none, Ticker.SYSTEM, Resolver.Limits.DEFAULT),
                List::of,
                Networks.NONE,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                none,
                Ticker.SYSTEM,
                FetchLimits.DEFAULT);
        Mementos mementos = new LocalMementos(MementoLimits.DEFAULT, new MemorySeal(new SecureRandom()), Ticker.SYSTEM);
        return begin(new Relay(
                this::attempt, books, new Meter(books, 2_000), RelayLimits.DEFAULT, memory, fetcher, mementos));
    }

    private Upstream.Flight attempt(
            Exchange by,
            Permit permit,
            Attempt attempt,
            Asked asked,
            Answer<Books.Entered> entered,
            Upstream.Inbound inbound) {
        Flying flying = new Flying(attempt, inbound);
        flights.add(flying);
        return flying;
    }

    private Scene begin(Relay relay) {
        relay.follow(exchange, new Cleared(admitted)).end(end -> served = end, refusal -> refused = refusal);
        return this;
    }

    Scene begin() {
        return begin(new BodyMemory(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** What the client is told by whoever goes on; 0 where it has its answer. */
    int refusedStatus() {
        Refusal refusal = served == null ? null : served.refusal();
        return refusal == null ? 0 : refusal.status();
    }

    /** The attempt of that number, counted from 1. */
    Flying flight(int number) {
        return flights.get(number - 1);
    }

    /** Lets time pass. */
    void pass(long millis) {
        nanos.addAndGet(millis * NANOS);
        clock.ring();
    }

    /** Timers that are armed. */
    int timers() {
        return clock.alarms.size();
    }

    /** An attempt that the test flies. */
    static final class Flying implements Upstream.Flight {
        final Attempt attempt;
        private final Upstream.Inbound inbound;
        boolean cancelled;
        Reach reach = Reach.NOT_SENT;

        Flying(Attempt attempt, Upstream.Inbound inbound) {
            this.attempt = attempt;
            this.inbound = inbound;
        }

        Flying sent() {
            reach = Reach.SENT;
            return this;
        }

        Flying head(int status, String... fields) {
            sent();
            inbound.head(status, Headers.of(fields));
            return this;
        }

        Flying events() {
            return head(200, "content-type", "text/event-stream");
        }

        Flying bytes(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            inbound.bytes(bytes, 0, bytes.length);
            return this;
        }

        void ended() {
            inbound.ended();
        }

        void failed(Failure failure) {
            inbound.failed(failure, reach);
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public Reach reach() {
            return reach;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** What the client gets. */
    static final class Client implements Reply {
        private final StringBuilder text = new StringBuilder();
        private Runnable left = () -> {};
        int status;
        long length;
        boolean ended;
        boolean cut;
        private boolean gone;

        String text() {
            return text.toString();
        }

        void leave() {
            gone = true;
            left.run();
        }

        @Override
        public void head(int newStatus, Headers headers, long newLength) {
            status = newStatus;
            length = newLength;
        }

        @Override
        public boolean headed() {
            return status > 0;
        }

        @Override
        public boolean write(byte[] bytes, int from, int to) {
            text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void cut() {
            cut = true;
        }

        @Override
        public void onDrain(Runnable drained) {}

        @Override
        public void onGone(Runnable newLeft) {
            left = newLeft;
        }

        @Override
        public void onStop(Runnable stopping) {}

        @Override
        public boolean gone() {
            return gone;
        }
    }

    /** A loop whose timers ring when the test says that time has passed. */
    private final class Clock implements Loop {
        private final List<Alarm> alarms = new ArrayList<>();

        @Override
        public void post(Runnable task) {
            task.run();
        }

        @Override
        public Timer after(long millis, Runnable task) {
            Alarm alarm = new Alarm(nanos.get() + millis * NANOS, task);
            alarms.add(alarm);
            return () -> alarms.remove(alarm);
        }

        @Override
        public boolean offload(Runnable task) {
            offloaded++;
            task.run();
            return true;
        }

        private void ring() {
            for (Alarm alarm : List.copyOf(alarms)) {
                if (alarm.dueNanos() <= nanos.get() && alarms.remove(alarm)) {
                    alarm.task().run();
                }
            }
        }
    }

    private record Alarm(long dueNanos, Runnable task) {}
}
