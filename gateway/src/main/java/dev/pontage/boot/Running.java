package dev.pontage.boot;

import dev.pontage.account.KeyHash;
import dev.pontage.admin.LedgerRoute;
import dev.pontage.admin.OperatorToken;
import dev.pontage.admin.ReceiptLookup;
import dev.pontage.base.Product;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.cell.Cells;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Ledger;
import dev.pontage.listen.RoleCheck;
import dev.pontage.observe.LibraryLog;
import dev.pontage.observe.Log;
import dev.pontage.observe.LogSink;
import dev.pontage.observe.Metrics;
import dev.pontage.resource.PlannedChange;
import dev.pontage.seal.KeyMaker;
import dev.pontage.seal.Pepper;
import dev.pontage.seal.SealException;
import dev.pontage.seal.SecretFiles;
import dev.pontage.snapshot.Snapshots;
import dev.pontage.store.Lag;
import dev.pontage.store.SqliteStore;
import dev.pontage.store.StoreLimits;
import dev.pontage.vendor.Vendors;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A gateway that runs: everything that {@link #start} opened, in the order in which {@link #stop} closes it. */
public final class Running {
    /** How soon a provider that came with a change of the files is asked for its models. */
    private static final long LOOK_FOR_MODELS_MILLIS = 10_000;

    private final StartSettings settings;
    private final MediaAccess media;
    private final Ticker ticker = Ticker.SYSTEM;
    private final SecureRandom random = new SecureRandom();
    private final LogSink sink;
    private final Log log;
    private final SqliteStore store;
    private final SecretFiles secrets;
    private Function<String, KeyHash> hashes = value -> {
        throw new IllegalStateException("no keys before the store is open");
    };
    private final Vertx vertx;
    private final Pools pools;
    private final CloudAccess clouds;
    private final DemoServer demo;
    private final Control control;
    private final FirstRun firstRun;
    private final List<PlannedChange.NewKey> newKeys;
    private final Snapshots snapshots;
    private final DataPlane plane;
    private final Health health = new Health();
    private final Address address;
    private final Secret adminToken;
    private final String banner;
    private final ScheduledExecutorService controlThread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("control").daemon().factory());

    /** Starts all of it. {@code logOut} gets the log. */
    public static Running start(StartSettings settings, OutputStream logOut) throws StartRefused {
        return start(settings, logOut, MediaAccess.SHIPPED);
    }

    /** For tests: what requests name by URL is fetched with {@code media}. */
    public static Running start(StartSettings settings, OutputStream logOut, MediaAccess media) throws StartRefused {
        Opened opened = new Opened();
        try {
            Running running = new Running(settings, logOut, media, opened);
            opened.keep();
            return running;
        } catch (SealException e) {
            throw new StartRefused(ExitCode.PERMISSION, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw StartRefused.of(e);
        } finally {
            opened.closeAll();
        }
    }

    private Running(StartSettings settings, OutputStream logOut, MediaAccess media, Opened opened)
            throws StartRefused, IOException {
        this.settings = settings;
        this.media = media;
        Descriptors.require();
        sink = new LogSink(logOut, settings.logBytes(), ticker);
        opened.closedBy(sink::close);
        LibraryLog.install(sink);
        log = new Log(sink, ticker);
        CompletableFuture<Vertx> loops = CompletableFuture.supplyAsync(() -> vertx(settings));
        opened.closedBy(() -> await(loops.join().close()));
        store = SqliteStore.open(settings.data(), storeLimits(settings), ticker, new BooksLog(log));
        opened.closedBy(store::close);
        secrets = SecretFiles.open(settings.secrets());
        SqliteStore.Sealing sealing = store.sealing(secrets, random);
        KeyMaker keys = new KeyMaker(random);
        adminToken = AdminToken.of(settings.adminToken(), secrets, keys);
        firstRun = new FirstRun(secrets, settings.secretsToFiles());
        vertx = loops.join();
        demo = await(DemoServer.start(vertx, ticker));
        pools = Pools.start();
        opened.closedBy(pools::close);
        clouds = new CloudAccess(settings, pools, random, log, ticker);
        opened.closedBy(clouds::close);
        control = new Control(
                settings,
                store.resources(sealing.keyset()),
                new SealedVault(sealing.keyset(), sealing.deployment(), keys),
                this::newId,
                DemoProvider.at(URI.create(demo.baseUrl())),
                clouds.clouds(),
                log,
                ticker);
        Control.Started started = control.start(firstRun::keep);
        newKeys = started.newKeys();
        snapshots = new Snapshots(started.snapshot());
        Telemetry telemetry = new Telemetry();
        Cells cells = new Cells();
        enterTodaysUse(cells, store.ledger());
        plane = new DataPlane(parts(sealing, telemetry, cells));
        opened.closedBy(() -> plane.drain(0));
        gauges(telemetry.metrics());
        address = plane.listen(settings.listen(), clientSide(), roles());
        Handler metrics = settings.metrics().isLoopback() ? telemetry.openRoute() : telemetry.guardedRoute();
        Address metricsAddress = plane.listenForOperators(settings.metrics(), List.of(metrics), roles());
        banner = banner(metricsAddress);
        health.ready();
        watchFiles();
        askForModels();
        forgetOldDays(cells);
        every(HeapReturn.LOOK_MILLIS, HeapReturn.ofThisProcess());
        log.info("started", Map.of("listen", address.toString(), "version", Product.VERSION));
    }

    private DataPlane.Parts parts(SqliteStore.Sealing sealing, Telemetry telemetry, Cells cells) {
        Pepper pepper = sealing.keyset().pepper();
        hashes = value -> KeyHash.of(pepper.hash(value));
        return new DataPlane.Parts(
                settings,
                vertx,
                pools,
                snapshots,
                cells,
                store.books(),
                new ReceiptLookup(store.ledger(), pools.waiting()),
                clouds.models(),
                hashes,
                sealing.deployment(),
                new SplittableRandom(random.nextLong()),
                Watcher.all(List.of(log, telemetry.metrics())),
                telemetry.turnaways(),
                media,
                ticker);
    }

    private boolean isKey(String value) {
        return snapshots.current().keys().get(hashes.apply(value)) != null;
    }

    private RoleCheck roles() {
        OperatorToken operator = new OperatorToken(adminToken);
        return (role, headers) -> operator.carriedBy(headers) ? RoleCheck.Verdict.ALLOWED : RoleCheck.Verdict.UNKNOWN;
    }

    /** The block for standard output. */
    public String banner() {
        return banner;
    }

    /** To be called when the banner was shown: keys that stand in it need their files no more. */
    public void bannerShown() {
        try {
            firstRun.shown(newKeys);
        } catch (IOException e) {
            log.warn("key_files_left", Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    /** Where clients connect. */
    public Address address() {
        return address;
    }

    /** The operator's token. */
    public Secret adminToken() {
        return adminToken;
    }

    /** Version of the configuration in force: it grows with every change that was taken. */
    public long configurationVersion() {
        return snapshots.current().version();
    }

    /** Reads the files again soon, changed or not. */
    public void reloadSoon() {
        controlThread.execute(guarded(() -> lookAtFiles(true)));
    }

    /** Waits until every receipt closed so far can be read in the ledger. */
    public void flush() throws IOException {
        store.flush();
    }

    /** Stops as a SIGTERM asks: no new work, running work ends or is cut, books are written, all is closed (F-41). */
    public ExitCode stop() {
        StopClock clock = new StopClock(ticker, settings.drainMillis(), settings.flushMillis());
        health.draining();
        log.info("stopping", Map.of());
        controlThread.shutdown();
        if (!plane.drain(settings.drainMillis())) {
            log.warn("drain_late", Map.of("connections", Integer.toString(plane.connections())));
        }
        ExitCode code = closeBooks(clock.flushMillis()) ? ExitCode.STOPPED : ExitCode.FAILED;
        await(demo.close());
        await(vertx.close());
        clouds.close();
        pools.close();
        log.info("stopped", Map.of());
        sink.close();
        return code;
    }

    /** False if the books were not written in time. */
    private boolean closeBooks(long patienceMillis) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CountDownLatch givenUp = new CountDownLatch(1);
        Thread.ofPlatform().name("close-books").daemon().start(() -> {
            try {
                writeBooks(givenUp);
                closed.complete(null);
            } catch (IOException | RuntimeException e) {
                closed.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String reason = "not within " + patienceMillis + " ms";
        try {
            closed.get(patienceMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            String failure = String.valueOf(
                    e instanceof ExecutionException
                            ? e.getMessage()
                            : store.lag().lastFailure());
            reason += ", " + (failure.isEmpty() ? "it does not answer" : failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            givenUp.countDown();
        }
        String rows = Long.toString(store.lag().rows());
        log.error("books_not_written", Map.of("reason", reason, "rows", rows));
        return false;
    }

    /**
     * Only here new entries are refused: what a client had begun to ask before the stop is served while it drains
     * (F-41).
     */
    private void writeBooks(CountDownLatch givenUp) throws IOException, InterruptedException {
        store.stopBooks();
        new LastFlush(plane::owesReceipts, store::flush).until(givenUp);
        store.close();
    }

    private List<Handler> clientSide() {
        return List.of(health.liveness(), health.readiness(() -> !store.isIll()), LedgerRoute.over(store.ledger()));
    }

    private void gauges(Metrics metrics) {
        metrics.gauge(
                "ledger.lag.rows",
                "Receipts not yet written to the database.",
                () -> store.lag().rows());
        metrics.gauge(
                "ledger.refused.receipts",
                "Receipts set aside since the start because the database will never take them.",
                () -> store.lag().refused());
        metrics.gauge(
                "credentials.failing",
                "Credentials and secrets that could not be refreshed when it was last tried.",
                clouds::failing);
        metrics.gauge(
                "bodies.bytes",
                "Memory that request bodies take.",
                () -> plane.bodies().takenBytes());
        metrics.gauge(
                "bodies.limit.bytes",
                "Memory that request bodies may take.",
                () -> plane.bodies().limitBytes());
        metrics.gauge(
                "memento.bytes",
                "Memory that is taken by what makers want back with tool calls.",
                () -> plane.mementos().takenBytes());
        metrics.gauge(
                "memento.pushed.out",
                "Tool calls since the start whose state had to go before its time, for want of room.",
                () -> plane.mementos().pushedOut());
        metrics.gauge("connections", "Open client connections.", plane::connections);
        metrics.gauge("connections.limit", "Client connections that may be open.", DataPlane::connectionLimit);
        metrics.gauge("ledger.places.taken", "Exchanges open or not yet written to the database.", () -> {
            Lag lag = store.lag();
            return lag.rows() + lag.openExchanges();
        });
        metrics.gauge(
                "ledger.places.limit",
                "Exchanges that may be open or not yet written; above it new calls are refused.",
                () -> storeLimits(settings).capacityRows());
        metrics.gauge("config.version", "Version of the configuration in force.", this::configurationVersion);
    }

    private String banner(Address metricsAddress) throws IOException {
        Banner text = new Banner(address.url(), Product.VERSION);
        address.reach().ifPresent(reach -> text.row("Listens on", reach));
        text.row("Providers", Providers.listed(snapshots.current(), control.found()));
        String notTaken = Providers.notTaken(snapshots.current(), control.found(), control.passedOver());
        if (!notTaken.isEmpty()) {
            text.row("Not taken", notTaken);
        }
        text.row(
                "Metrics",
                metricsAddress.url() + "/metrics"
                        + metricsAddress
                                .reach()
                                .map(reach -> "   (on " + reach + "; asks for the admin token)")
                                .orElse(""));
        text.row(
                "Admin token",
                settings.adminToken().reveal().isEmpty()
                        ? "in " + secrets.path(AdminToken.FILE)
                        : "the one given in " + AdminToken.VARIABLE);
        firstRun.show(text, newKeys, Providers.modelToTry(snapshots.current(), Vendors.shipped()), this::isKey);
        if (settings.probeLocalServers()) {
            List<String> hints = LocalServers.hints(Vendors.shipped());
            if (!hints.isEmpty()) {
                text.paragraph(hints.toArray(String[]::new));
            }
        }
        return text.text();
    }

    private void watchFiles() {
        if (!settings.files().isEmpty()) {
            every(settings.reloadMillis(), () -> lookAtFiles(false));
        }
    }

    private void askForModels() {
        if (settings.modelListMillis() > 0) {
            Runnable look = guarded(() -> clouds.models().look(snapshots.current()));
            controlThread.execute(look);
            every(Math.min(LOOK_FOR_MODELS_MILLIS, settings.modelListMillis()), look);
        }
    }

    private void lookAtFiles(boolean now) {
        control.look(now, snapshots, firstRun::keep);
    }

    private void every(long millis, Runnable task) {
        Future<?> _ = controlThread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A task that fails is logged and comes again; the executor alone would drop it for ever. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("chore_failed", Map.of("thrown", e.getClass().getName()));
            }
        };
    }

    /** The day's use comes from the books, so that a restart in mid-day gives nobody a second budget. */
    private void enterTodaysUse(Cells cells, Ledger ledger) {
        long today = utcDay();
        ledger.budgetNanoUsdByKey(today)
                .forEach((key, used) -> cells.of(new Cells.Id(Cells.Kind.KEY_MONEY_DAY, key, today))
                        .enter(used));
    }

    private void forgetOldDays(Cells cells) {
        every(TimeUnit.HOURS.toMillis(1), () -> cells.forgetBefore(utcDay() - 1));
    }

    private long utcDay() {
        return Math.floorDiv(ticker.epochMicros(), TimeUnit.DAYS.toMicros(1));
    }

    private String newId() {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static StoreLimits storeLimits(StartSettings settings) {
        StoreLimits fixed = StoreLimits.DEFAULT;
        return new StoreLimits(
                fixed.capacityRows(), settings.usageBatchRows(), settings.usageBatchMillis(), fixed.illAfterMillis());
    }

    private static Vertx vertx(StartSettings settings) {
        return Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(settings.eventLoops()).setPreferNativeTransport(true));
    }

    private static <T> T await(io.vertx.core.Future<T> done) {
        return done.toCompletionStage().toCompletableFuture().join();
    }
}
