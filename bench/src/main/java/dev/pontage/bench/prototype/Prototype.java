package dev.pontage.bench.prototype;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.transport.Transport;

/**
 * A gateway with nothing but the hot path: key, window limit, model splice, relay, usage.
 *
 * <p>It is the yardstick called {@code vertx2} in {@code bench/results.md}: what the same libraries cost when no
 * reservation, journal, price or plan is added. It must stay as it is, or old ratios lose their meaning.
 *
 * <p>Properties: {@code port} to listen on, {@code upstreams} as ports with commas between, {@code loops} (2),
 * {@code uring} (false).
 */
final class Prototype extends VerticleBase {
    private static final int UPSTREAM_CONNECTIONS_MAX = 4096;
    private static final int UPSTREAM_IDLE_SECONDS = 120;
    private static final int CLIENT_IDLE_SECONDS = 300;

    private final int port;
    private final Keys keys;
    private final Upstreams upstreams;

    private Prototype(int port, Keys keys, Upstreams upstreams) {
        this.port = port;
        this.keys = keys;
        this.upstreams = upstreams;
    }

    static void main() {
        int port = Integer.getInteger("port", 8080);
        int loops = Integer.getInteger("loops", 2);
        Upstreams upstreams = Upstreams.parse(System.getProperty("upstreams", "9101,9102"));
        Keys keys = Keys.generated(10_000, System::nanoTime);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(loops))
                .withTransport(Boolean.getBoolean("uring") ? Transport.IO_URING : Transport.EPOLL)
                .build();
        vertx.deployVerticle(() -> new Prototype(port, keys, upstreams), new DeploymentOptions().setInstances(loops))
                .await();
    }

    @Override
    public Future<?> start() {
        HttpClientAgent client = vertx.createHttpClient(
                new HttpClientOptions().setPipelining(false).setIdleTimeout(UPSTREAM_IDLE_SECONDS),
                new PoolOptions().setHttp1MaxSize(UPSTREAM_CONNECTIONS_MAX));
        Relay relay = new Relay(keys, upstreams, client, context);
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setIdleTimeout(CLIENT_IDLE_SECONDS))
                .requestHandler(relay::handle)
                .listen();
    }
}
