package dev.pontage.call;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.json.Splices;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Names;
import dev.pontage.egress.Resolver;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Entered;
import dev.pontage.exchange.Entry;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Upstream;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Books;
import dev.pontage.model.ModelMap;
import dev.pontage.price.PriceBook;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Credential;
import dev.pontage.provider.Models;
import dev.pontage.provider.Provider;
import dev.pontage.provider.Timeouts;
import dev.pontage.provider.Transport;
import dev.pontage.snapshot.OriginSet;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Table;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A {@link Call} on the event loops of a real Vert.x, and what a test needs to make attempts with it. */
final class Rig implements AutoCloseable {
    static final String INSTALLATION = "installation-1";
    static final String OPENAI = "openai";

    final AtomicLong nanos = new AtomicLong();
    final Ticker ticker = TestLoop.ticker(nanos);
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
    final ExecutorService blocking = Executors.newFixedThreadPool(2);
    final Map<String, List<InetAddress>> names = new HashMap<>();
    final List<InetSocketAddress> ownListeners = new ArrayList<>();
    final List<TestLoop> loops = new ArrayList<>();
    final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    final AddressPolicy policy;
    final Call call;

    Rig() {
        this(CallLimits.DEFAULT);
    }

    Rig(CallLimits limits) {
        Names lookUp = host -> {
            List<InetAddress> found = names.get(host);
            if (found == null) {
                throw new UnknownHostException(host);
            }
            return found;
        };
        Resolver resolver = new Resolver(lookUp, blocking, Ticker.SYSTEM, Resolver.Limits.DEFAULT);
        policy = new AddressPolicy(resolver, () -> ownListeners);
        call = new Call(vertx, policy, blocking, ticker, limits, INSTALLATION);
        for (EventExecutor each : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loops.add(new TestLoop((EventLoop) each, nanos));
        }
    }

    /** An attempt under construction: every default is the plain case. */
    final class Asking {
        private final URI base;
        private String path = "/chat/completions";
        private byte[] body = "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.UTF_8);
        private Splices splices = Splices.NONE;
        private Headers headers = Headers.of("content-type", "application/json");
        private Set<String> forwarded = Set.of();
        private Auth auth = new Auth.Bearer(new Secret("sk-upstream"));
        private Timeouts timeouts = Timeouts.DEFAULT;
        private Transport transport = Transport.DEFAULT;
        private boolean stream;
        private boolean privateAllowed = true;
        private String method = "POST";
        private String candidateDialect = OPENAI;
        private Answer<Books.Entered> entered = new Answer.Ready<>(Books.Entered.ENTERED);
        private int loop;

        Asking(URI base) {
            this.base = base;
        }

        Asking path(String other) {
            path = other;
            return this;
        }

        Asking body(byte[] other) {
            body = other;
            return this;
        }

        Asking method(String other) {
            method = other;
            return this;
        }

        Asking splices(Splices other) {
            splices = other;
            return this;
        }

        Asking headers(String... namesAndValues) {
            headers = Headers.of(namesAndValues);
            return this;
        }

        Asking forwarded(String... names) {
            forwarded = Set.of(names);
            return this;
        }

        /** A dialect with a bug, found when the request is written. */
        Asking broken() {
            forwarded = new AbstractSet<>() {
                @Override
                public Iterator<String> iterator() {
                    throw new IllegalStateException("bug");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
            return this;
        }

        Asking candidateDialect(String other) {
            candidateDialect = other;
            return this;
        }

        Asking auth(Auth other) {
            auth = other;
            return this;
        }

        Asking timeouts(Timeouts other) {
            timeouts = other;
            return this;
        }

        Asking transport(Transport other) {
            transport = other;
            return this;
        }

        Asking stream() {
            stream = true;
            return this;
        }

        Asking publicOnly() {
            privateAllowed = false;
            return this;
        }

        Asking entered(Answer<Books.Entered> other) {
            entered = other;
            return this;
        }

        Asking loop(int index) {
            loop = index;
            return this;
        }

        /** Makes the attempt on its loop. */
        Upstream.Flight into(Upstream.Inbound inbound) {
            return on(loop, () -> here(inbound));
        }

        /** Makes the attempt where we are, which must be its loop. */
        Upstream.Flight here(Upstream.Inbound inbound) {
            Provider provider = new Provider(
                    "p1",
                    "alpha",
                    "",
                    Map.of(OPENAI, base),
                    List.of(new Credential("c1", "main", auth)),
                    Models.ANY,
                    Provider.Defaults.NONE,
                    Set.of(),
                    timeouts,
                    transport,
                    "",
                    privateAllowed,
                    false);
            Candidate candidate = new Candidate(
                    provider,
                    provider.credentials().getFirst(),
                    "gpt-4o",
                    new OneDialect(candidateDialect, forwarded),
                    Operation.Kind.CHAT,
                    base,
                    "gpt-4o");
            Conversion conversion = new Conversion.Same(splices, path, Map.of(), List.of(), Framing.WHOLE, _ -> {
                throw new UnsupportedOperationException();
            });
            Peek peek = new Peek(
                    "gpt-4o", stream ? Framing.EVENTS : Framing.WHOLE, false, -1, 1, 0, 0, 0, 0, Set.of(), List.of());
            Operation operation = new Operation(Operation.Kind.CHAT, method, path, Operation.BodyMode.REPLAYED, true);
            Body unread = (maxBytes, holder) -> new Step.Next<>(Body.Bytes.NONE);
            Head head = new Head(
                    new OneDialect(OPENAI, forwarded),
                    operation,
                    "",
                    operation.path(),
                    "",
                    headers,
                    "127.0.0.1",
                    unread);
            Entry entry = new Entry(List.of());
            Asked asked =
                    new Asked(new Entered(new Known(head, CALLER), entry), new Body.Bytes(body, body.length), peek);
            return call.attempt(
                    new Exchange("1".repeat(32), loops.get(loop), SNAPSHOT, SILENT, collecting(), ticker),
                    new Permit(entry, List.of()),
                    new Attempt(1, candidate, conversion),
                    asked,
                    entered,
                    inbound);
        }

        /** Makes the attempt and records what it tells. */
        Heard heard() {
            Heard heard = new Heard();
            var _ = into(heard);
            return heard;
        }
    }

    private Watcher collecting() {
        return new Watcher() {
            @Override
            public void broke(Exchange exchange, Throwable bug) {
                bugs.add(bug);
            }
        };
    }

    Asking ask(URI base) {
        return new Asking(base);
    }

    /** Lets time pass for every loop: attempts see no other clock. */
    void pass(long millis) {
        for (int i = 0; i < loops.size(); i++) {
            // What is under way was begun before.
            run(i, () -> {});
        }
        nanos.addAndGet(millis * 1_000_000);
        for (int i = 0; i < loops.size(); i++) {
            run(i, loops.get(i)::ring);
        }
    }

    /** Runs on a loop and waits for it. */
    <T> T on(int loop, Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loops.get(loop).post(() -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException | Error failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return done.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    void run(int loop, Runnable task) {
        on(loop, () -> {
            task.run();
            return Boolean.TRUE;
        });
    }

    @Override
    public void close() {
        call.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        blocking.shutdownNow();
    }

    private static final Caller CALLER = new Caller(
            new Key("1", "first", "2", "abcd", List.of(), List.of(), false),
            new Account("2", "team-a", ".1.", false, false, false));

    private static final Snapshot SNAPSHOT = new Snapshot(
            1,
            Table.of(Map.of()),
            Table.of(Map.of()),
            List.of(),
            ModelMap.EMPTY,
            PriceBook.EMPTY,
            "",
            false,
            OriginSet.NONE);

    private static final Reply SILENT = new Reply() {
        @Override
        public void head(int status, Headers headers, long length) {}

        @Override
        public boolean headed() {
            return false;
        }

        @Override
        public boolean write(byte[] bytes, int from, int to) {
            return true;
        }

        @Override
        public void end() {}

        @Override
        public void cut() {}

        @Override
        public void onDrain(Runnable drained) {}

        @Override
        public void onGone(Runnable gone) {}

        @Override
        public void onStop(Runnable stopping) {}

        @Override
        public boolean gone() {
            return false;
        }
    };
}
