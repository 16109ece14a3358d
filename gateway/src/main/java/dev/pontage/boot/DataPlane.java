package dev.pontage.boot;

import dev.pontage.account.KeyHash;
import dev.pontage.admit.Cost;
import dev.pontage.authenticate.Authenticator;
import dev.pontage.authenticate.SignatureLimits;
import dev.pontage.base.Product;
import dev.pontage.base.Ticker;
import dev.pontage.call.Call;
import dev.pontage.call.CallLimits;
import dev.pontage.cell.Cells;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.list.Dialects;
import dev.pontage.egress.AddressPolicy;
import dev.pontage.egress.Names;
import dev.pontage.egress.Resolver;
import dev.pontage.egress.fetch.FetchLimits;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Handler;
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
import dev.pontage.serve.Gateway;
import dev.pontage.serve.Look;
import dev.pontage.serve.Lookups;
import dev.pontage.snapshot.Snapshots;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator.SplittableGenerator;

/** The stages, wired by hand, and the listeners before them. */
final class DataPlane {
    /** How long a client's end waits for the books. */
    private static final long CLOSE_PATIENCE_MILLIS = 2_000;

    /** How long exchanges may take to end once they were cut at a stop. */
    private static final long CUT_MILLIS = 4_000;

    private static final String RECEIPT_PATH = "/" + Product.WORD + "/requests/{id}";
    private static final int OFF_LOOP_BYTES = 256 * 1024;
    private static final long SCAN_PATIENCE_MILLIS = 10_000;

    private final Loops loops;
    private final Call call;
    private final Parts parts;
    private final BodyMemory bodies;
    private final LocalMementos mementos;
    private final Gateway gateway;
    private final Meter meter;
    private final Supplier<String> ids;
    private final List<InetSocketAddress> ownListeners = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /**
     * What the stages are made of.
     *
     * @param pools the threads for what no loop may do
     * @param installationId the mark of our own calls, by which a loop is seen
     * @param random seeds the request ids
     * @param media what is fetched for requests is fetched with this
     */
    record Parts(
            StartSettings settings,
            Vertx vertx,
            Pools pools,
            Snapshots snapshots,
            Cells cells,
            Books books,
            Lookups.Receipts receipts,
            ToldModels toldModels,
            Function<String, KeyHash> pepper,
            String installationId,
            SplittableGenerator random,
            Watcher watcher,
            Turnaways turnaways,
            MediaAccess media,
            Ticker ticker) {}

    private final List<Dialect> dialects;

    DataPlane(Parts parts) {
        this.parts = parts;
        StartSettings settings = parts.settings();
        ids = RequestIds.random(parts.ticker(), parts.random());
        ListenLimits limits = ListenLimits.DEFAULTS;
        bodies = bodyMemory(limits);
        loops = Loops.of(parts.vertx(), settings.eventLoops(), parts.pools().computing(), parts.ticker());
        AddressPolicy policy = new AddressPolicy(
                new Resolver(Names.SYSTEM, parts.pools().connecting(), parts.ticker(), Resolver.Limits.DEFAULT),
                () -> ownListeners,
                settings.privateNetworks());
        call = new Call(
                parts.vertx(),
                policy,
                parts.pools().connecting(),
                parts.ticker(),
                CallLimits.DEFAULT,
                parts.installationId());
        meter = new Meter(parts.books(), CLOSE_PATIENCE_MILLIS);
        RelayLimits relaying = RelayLimits.DEFAULT.withHeartbeatMillis(settings.heartbeatMillis());
        mementos = new LocalMementos(MementoLimits.DEFAULT, new MemorySeal(new SecureRandom()), parts.ticker());
        dialects = Dialects.all(RECEIPT_PATH);
        gateway = new Gateway(
                new Authenticator(parts.pepper(), SignatureLimits.DEFAULT),
                new Look(OFF_LOOP_BYTES, SCAN_PATIENCE_MILLIS),
                new Router(parts.installationId(), dialects),
                new Cost(parts.cells(), meter),
                new Relay(call, parts.books(), meter, relaying, bodies, fetcher(settings), mementos),
                new Lookups(parts.receipts(), parts.toldModels()),
                limits.bodyBytes());
    }

    private Fetcher fetcher(StartSettings settings) {
        MediaAccess media = parts.media();
        return new Fetcher(
                new Resolver(media.names(), parts.pools().connecting(), parts.ticker(), Resolver.Limits.DEFAULT),
                () -> ownListeners,
                media.open(),
                media.tls(),
                parts.pools().waiting(),
                parts.ticker(),
                FetchLimits.DEFAULT.withTotalMillis(Math.toIntExact(settings.mediaMillis())));
    }

    /** Opens the port for clients and operators. */
    Address listen(Address address, List<Handler> handlers, RoleCheck roles) throws StartRefused {
        return open(address, new Endpoints(dialects, handlers), roles);
    }

    /** Opens a port that knows no client, only {@code handlers}. */
    Address listenForOperators(Address address, List<Handler> handlers, RoleCheck roles) throws StartRefused {
        return open(address, new Endpoints(List.of(), handlers), roles);
    }

    BodyMemory bodies() {
        return bodies;
    }

    LocalMementos mementos() {
        return mementos;
    }

    private static BodyMemory bodyMemory(ListenLimits limits) {
        long bytes = Runtime.getRuntime().maxMemory() / 4;
        return new BodyMemory(bytes, bytes * limits.bodySharePercent() / 100);
    }

    /** How many clients' connections one listener takes. */
    static int connectionLimit() {
        return ListenLimits.DEFAULTS.connections();
    }

    /** Whether there are receipts that the books have not taken yet; they are entered again by the loops. */
    boolean owesReceipts() {
        return meter.behind();
    }

    int connections() {
        return listeners.stream().mapToInt(Listener::connections).sum();
    }

    /**
     * Stops accepting, lets running exchanges end for at most {@code millis}, then cuts them.
     *
     * @return false if some had not ended {@value #CUT_MILLIS} ms after they were cut
     */
    boolean drain(long millis) {
        CompletableFuture<?>[] drained = listeners.stream()
                .map(listener -> listener.drain(millis).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(drained).get(millis + CUT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            call.close();
        }
    }

    private Address open(Address address, Endpoints endpoints, RoleCheck roles) throws StartRefused {
        // The sockets of one process may share a port: the system would then give each a part of the connections.
        for (InetSocketAddress own : ownListeners) {
            if (own.getPort() == address.port()
                    && own.getAddress().equals(address.socket().getAddress())) {
                throw new StartRefused(
                        ExitCode.ADDRESS,
                        "two listeners are to share " + address + ": choose another with --listen or --metrics");
            }
        }
        Listener.Parts made = new Listener.Parts(
                ListenLimits.DEFAULTS,
                endpoints,
                gateway::handle,
                roles,
                parts.pools().waiting(),
                bodies,
                parts.snapshots(),
                ids,
                parts.watcher(),
                parts.turnaways(),
                parts.ticker());
        try {
            Listener listener = Listener.open(address.host(), address.port(), loops, made)
                    .toCompletableFuture()
                    .join();
            listeners.add(listener);
            ownListeners.add(address.withPort(listener.port()).socket());
            return address.withPort(listener.port());
        } catch (CompletionException e) {
            throw new StartRefused(
                    ExitCode.ADDRESS,
                    "cannot listen on " + address + " (" + reason(e) + "): choose another with --listen or --metrics",
                    e);
        }
    }

    private static String reason(CompletionException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? "unknown" : cause.getMessage();
    }
}
