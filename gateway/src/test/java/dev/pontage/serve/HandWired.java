package dev.pontage.serve;

import dev.pontage.account.Budget;
import dev.pontage.account.KeyHash;
import dev.pontage.admit.Cost;
import dev.pontage.authenticate.Authenticator;
import dev.pontage.authenticate.SignatureLimits;
import dev.pontage.base.Ticker;
import dev.pontage.boot.TestGateway;
import dev.pontage.call.Call;
import dev.pontage.call.CallLimits;
import dev.pontage.cell.Cells;
import dev.pontage.dialect.Dialect;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Names;
import dev.pontage.egress.Networks;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.fetch.FetchLimits;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Books;
import dev.pontage.listen.Endpoints;
import dev.pontage.listen.ListenLimits;
import dev.pontage.listen.Listener;
import dev.pontage.listen.Loops;
import dev.pontage.listen.RoleCheck;
import dev.pontage.listen.Turnaways;
import dev.pontage.memento.LocalMementos;
import dev.pontage.memento.MementoLimits;
import dev.pontage.meter.Meter;
import dev.pontage.provider.ToldModels;
import dev.pontage.relay.Relay;
import dev.pontage.relay.RelayLimits;
import dev.pontage.route.Router;
import dev.pontage.seal.MemorySeal;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Snapshots;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;

/** The request path on real sockets with a dialect of the test's own. */
final class HandWired implements AutoCloseable {
    /** A key with a budget, so that what was reserved can be seen. */
    static final String KEY = "capped-key-0123456789abcdef01234567";

    static final List<Budget> BUDGETS = List.of(new Budget(1_000_000_000_000L, Budget.Period.DAY));

    final Cells cells = new Cells();
    final BodyMemory bodies = new BodyMemory(64 << 20, 64 << 20);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Call call;
    private final Listener listener;

    HandWired(Dialect dialect, Snapshot snapshot, Books books, Watcher watcher, long heartbeatMillis) {
        Loops loops = Loops.of(vertx, 1, threads, Ticker.SYSTEM);
        AddressPolicy policy = new AddressPolicy(
                new Resolver(Names.SYSTEM, threads, Ticker.SYSTEM, Resolver.Limits.DEFAULT), List::of);
        call = new Call(vertx, policy, threads, Ticker.SYSTEM, CallLimits.DEFAULT, "installation");
        Meter meter = new Meter(books, 2_000);
        LocalMementos mementos =
                new LocalMementos(MementoLimits.DEFAULT, new MemorySeal(new SecureRandom()), Ticker.SYSTEM);
        RelayLimits limits = RelayLimits.DEFAULT.withHeartbeatMillis(heartbeatMillis);
        Gateway gateway = new Gateway(
                new Authenticator(HandWired::hash, SignatureLimits.DEFAULT),
                new Look(256 * 1024, 10_000),
                new Router("installation", List.of(dialect)),
                new Cost(cells, meter),
                new Relay(call, books, meter, limits, bodies, fetcher(), mementos),
                new Lookups(
                        (exchange, known) -> {
                            throw new IllegalStateException(FaultyDialect.PROMPT);
                        },
                        ToldModels.NOTHING),
                ListenLimits.DEFAULTS.bodyBytes());
        AtomicLong ids = new AtomicLong();
        listener = done(Listener.open(
                        "127.0.0.1",
                        0,
                        loops,
                        new Listener.Parts(
                                ListenLimits.DEFAULTS,
                                new Endpoints(List.of(dialect), List.of()),
                                gateway::handle,
                                RoleCheck.NOBODY,
                                threads,
                                bodies,
                                new Snapshots(snapshot),
                                () -> String.format("%032x", ids.incrementAndGet()),
                                watcher,
                                Turnaways.UNHEARD,
                                Ticker.SYSTEM))
                .toCompletableFuture());
    }

    private Fetcher fetcher() {
        return new Fetcher(
                new Resolver(Names.SYSTEM, threads, Ticker.SYSTEM, Resolver.Limits.DEFAULT),
                List::of,
                Networks.NONE,
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                threads,
                Ticker.SYSTEM,
                FetchLimits.DEFAULT);
    }

    int port() {
        return listener.port();
    }

    @Override
    public void close() {
        var _ = done(listener.drain(0).toCompletableFuture());
        call.close();
        var _ = done(vertx.close().toCompletionStage().toCompletableFuture());
        threads.shutdownNow();
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    /** As {@link TestGateway} hashes keys. */
    static KeyHash hash(String key) {
        try {
            return KeyHash.of(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
