package dev.pontage.listen;

import dev.pontage.base.Ticker;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.Watcher;
import dev.pontage.snapshot.Snapshots;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A port on which requests are taken: HTTP/1.1, and HTTP/1.0 with one request a connection, on every loop.
 *
 * <p>What it answers by itself: paths and methods that nobody serves, preflights, malformed requests, deadlines. An
 * {@code Upgrade} is ignored, as RFC 9110 (7.8) allows; CONNECT and TRACE are 405. It sends no {@code Date}.
 */
public final class Listener {
    /** How long the owner of an answer may take to end it when its time is over: its books wait 2,000 ms at most. */
    private static final long FAREWELL_MILLIS = 3_000;

    private final House house;
    private final List<HttpServer> servers;
    private final List<Sweep> sweeps;

    private Listener(House house, List<HttpServer> servers, List<Sweep> sweeps) {
        this.house = house;
        this.servers = List.copyOf(servers);
        this.sweeps = List.copyOf(sweeps);
    }

    /**
     * What a listener is made of.
     *
     * @param endpoints what is served
     * @param inlet takes the data-plane calls
     * @param roles judges the callers of the control plane
     * @param controlThreads gives each control-plane call a thread that may block
     * @param bodies the memory that bodies share, over all listeners
     * @param ids makes request ids: 32 hexadecimal digits, unique over all nodes
     * @param watcher given to every exchange
     */
    public record Parts(
            ListenLimits limits,
            Endpoints endpoints,
            Inlet inlet,
            RoleCheck roles,
            Executor controlThreads,
            BodyMemory bodies,
            Snapshots snapshots,
            Supplier<String> ids,
            Watcher watcher,
            Turnaways turnaways,
            Ticker ticker) {}

    /** The parts with what all connections share. */
    record House(Parts parts, Turnstile turnstile, ControlPlane control) {
        ListenLimits limits() {
            return parts.limits();
        }

        Endpoints endpoints() {
            return parts.endpoints();
        }

        Inlet inlet() {
            return parts.inlet();
        }

        BodyMemory bodies() {
            return parts.bodies();
        }

        Snapshots snapshots() {
            return parts.snapshots();
        }

        Supplier<String> ids() {
            return parts.ids();
        }

        Watcher watcher() {
            return parts.watcher();
        }

        Turnaways turnaways() {
            return parts.turnaways();
        }

        Ticker ticker() {
            return parts.ticker();
        }
    }

    /**
     * Opens the port on every loop. Fails with {@link java.net.BindException} where the port is taken.
     *
     * @param port 0 for one that is free
     */
    public static CompletionStage<Listener> open(String host, int port, Loops loops, Parts parts) {
        ListenLimits limits = parts.limits();
        House house = new House(
                parts,
                new Turnstile(limits, parts.turnaways()),
                new ControlPlane(parts.roles(), parts.controlThreads(), limits.controlCalls()));
        List<HttpServer> servers = new ArrayList<>();
        List<Sweep> sweeps = new ArrayList<>();
        int shared = port == 0 ? loops.freePort() : port;
        Future<HttpServer> opened = Future.succeededFuture();
        for (VertxLoop loop : loops.all()) {
            // Vert.x shares one listening socket among servers of the same port and deals its connections out.
            Sweep sweep = new Sweep(loop, limits.sweepMillis());
            sweeps.add(sweep);
            opened = opened.compose(before -> listen(host, shared, loops, loop, sweep, house))
                    .onSuccess(servers::add);
        }
        return opened.map(last -> new Listener(house, servers, sweeps))
                .onFailure(failed -> servers.forEach(HttpServer::close))
                .toCompletionStage();
    }

    private static Future<HttpServer> listen(
            String host, int port, Loops loops, VertxLoop loop, Sweep sweep, House house) {
        Reception reception = new Reception(house, loop);
        HttpServer server = loops.vertx()
                .createHttpServer(options(house.limits()))
                .connectionHandler(connection -> Wire.attach(connection, loop, sweep, house))
                .requestHandler(reception::receive)
                .invalidRequestHandler(reception::receiveInvalid)
                .exceptionHandler(broken -> {});
        Promise<HttpServer> opened = Promise.promise();
        loop.post(() -> server.listen(port, host).onComplete(opened));
        return opened.future();
    }

    private static HttpServerOptions options(ListenLimits limits) {
        return new HttpServerOptions()
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024)
                .setIdleTimeout(0)
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headBytes())
                .setMaxChunkSize(limits.readBytes())
                .setHandle100ContinueAutomatically(false)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setStrictThreadMode(true);
    }

    /** The port it is open on. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    /** Connections that are open now. */
    public int connections() {
        return house.turnstile().connections();
    }

    /**
     * Stops: takes no connection any more, closes idle ones, and lets each running exchange be its connection's last.
     * Answers that have not ended after {@code millis} are ended by their owners ({@link Reply#onStop}), which have
     * {@value #FAREWELL_MILLIS} ms for it; what is left then is cut. The stage completes when the last connection is
     * closed.
     */
    public CompletionStage<Void> drain(long millis) {
        sweeps.forEach(sweep -> sweep.stopAfter(millis));
        return house.turnstile()
                .close()
                .compose(closed -> Future.join(servers.stream()
                        .map(server -> server.shutdown(Duration.ofMillis(millis + FAREWELL_MILLIS)))
                        .toList()))
                .compose(shut -> house.turnstile().emptied())
                .toCompletionStage();
    }
}
