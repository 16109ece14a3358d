package dev.pontage.listen;

import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Role;
import dev.pontage.exchange.Watcher;
import dev.pontage.model.ModelMap;
import dev.pontage.price.PriceBook;
import dev.pontage.snapshot.OriginSet;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Snapshots;
import dev.pontage.snapshot.Table;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A listener on loopback whose inlet the test writes, and a board of what happened. */
final class Gatehouse implements AutoCloseable {
    static final PlainDialect OPEN = new PlainDialect("open", List.of("/v1", "/api/v1"));
    static final PlainDialect OTHER = new PlainDialect("other", List.of("/v1/other"));
    private static final long PATIENCE_SECONDS = Eventually.PATIENCE.toSeconds();

    final BodyMemory bodies;
    private final Vertx vertx;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Eventually board = new Eventually();
    private final List<String> events = new ArrayList<>();
    private final Listener listener;

    private Gatehouse(Plan plan) {
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(plan.loops)
                        .setPreferNativeTransport(plan.nativeTransport))
                .build();
        bodies = new BodyMemory(plan.bodyMemoryBytes, plan.bodyShareBytes);
        Loops loops = Loops.of(vertx, plan.loops, threads, plan.ticker);
        Listener.Parts parts = new Listener.Parts(
                plan.limits,
                new Endpoints(List.of(OPEN, OTHER), plan.handlers),
                (exchange, head) -> plan.inlet.accept(this, exchange, head),
                plan.roles,
                threads,
                bodies,
                new Snapshots(new Snapshot(
                        1,
                        Table.of(Map.of()),
                        Table.of(Map.of()),
                        List.of(),
                        ModelMap.EMPTY,
                        PriceBook.EMPTY,
                        "",
                        false,
                        new OriginSet(Table.of(plan.origins)))),
                plan.ids,
                new Watcher() {},
                cause -> note(cause.name()),
                plan.ticker);
        listener = done(Listener.open("127.0.0.1", plan.port, loops, parts));
    }

    /** What the test does with an exchange. */
    interface Guest {
        void accept(Gatehouse house, Exchange exchange, Head head);
    }

    /** What a house is to be. */
    static final class Plan {
        private ListenLimits limits = ListenLimits.DEFAULTS;
        private Guest inlet = (house, exchange, head) -> answer(exchange, 200, "ok");
        private List<Handler> handlers = List.of();
        private RoleCheck roles = RoleCheck.NOBODY;
        private Map<String, Integer> origins = Map.of();
        private final AtomicLong lastId = new AtomicLong();
        private Supplier<String> ids = () -> String.format("%032x", lastId.incrementAndGet());
        private long bodyMemoryBytes = 256L << 20;
        private long bodyShareBytes = 256L << 20;
        private Ticker ticker = Ticker.SYSTEM;
        private boolean nativeTransport = true;
        private int loops = 2;
        private int port;

        Plan limits(ListenLimits set) {
            limits = set;
            return this;
        }

        Plan inlet(Guest set) {
            inlet = set;
            return this;
        }

        Plan handlers(Handler... set) {
            handlers = List.of(set);
            return this;
        }

        Plan roles(RoleCheck set) {
            roles = set;
            return this;
        }

        Plan ids(Supplier<String> set) {
            ids = set;
            return this;
        }

        Plan origin(String set) {
            origins = Map.of(set, 1);
            return this;
        }

        Plan bodyMemory(long bytes) {
            bodyMemoryBytes = bytes;
            return this;
        }

        Plan bodyShare(long bytes) {
            bodyShareBytes = bytes;
            return this;
        }

        Plan ticker(Ticker set) {
            ticker = set;
            return this;
        }

        Plan withoutNativeTransport() {
            nativeTransport = false;
            return this;
        }

        Plan loops(int set) {
            loops = set;
            return this;
        }

        Plan port(int set) {
            port = set;
            return this;
        }

        Gatehouse open() {
            return new Gatehouse(this);
        }
    }

    static Plan plan() {
        return new Plan();
    }

    /** A whole answer. */
    static void answer(Exchange exchange, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.reply().head(status, exchange.answer(Headers.of("content-type", "text/plain")), body.length);
        exchange.reply().write(body, 0, body.length);
        exchange.reply().end();
    }

    static void write(Exchange exchange, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.reply().write(bytes, 0, bytes.length);
    }

    /** Reads the body and answers with what it was, or as it was refused. */
    static void echo(Gatehouse house, Exchange exchange, Head head) {
        head.body()
                .read(ListenLimits.DEFAULTS.bodyBytes(), holder(head))
                .end(body -> answer(exchange, 200, text(body)), refusal -> house.refuse(exchange, refusal));
    }

    /** Bodies count on the share of the bearer, or of the address where there is none. */
    private static String holder(Head head) {
        String bearer = head.headers().first("authorization");
        return bearer == null ? head.peer() : bearer;
    }

    static String text(Body.Bytes body) {
        return new String(body.array(), 0, body.length(), StandardCharsets.UTF_8);
    }

    void refuse(Exchange exchange, Refusal refusal) {
        note(refusal.code());
        answer(exchange, refusal.status(), refusal.code());
    }

    static Handler handler(String method, String path, Role role, int maxBody, HandlerAction action) {
        return new Handler(method, path, role, maxBody, request -> {
            byte[] body = action.answer(request).getBytes(StandardCharsets.UTF_8);
            return new Handler.Response(200, Headers.of("content-type", "text/plain"), out -> out.write(body));
        });
    }

    /** The text that a route answers with. */
    interface HandlerAction {
        String answer(Handler.Request request);
    }

    RawClient client() {
        return RawClient.connect(port());
    }

    int port() {
        return listener.port();
    }

    Listener listener() {
        return listener;
    }

    void note(String event) {
        board.change(() -> events.add(event));
    }

    /** Waits until something was noted so many times. */
    void awaitNoted(String event, int times) {
        board.await(
                () -> times + " of " + event + " in " + events,
                () -> events.stream().filter(event::equals).count() >= times ? event : null);
    }

    long noted(String event) {
        return board.read(() -> events.stream().filter(event::equals).count());
    }

    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** No control-plane call gets a thread any more. */
    void endThreads() {
        threads.shutdownNow();
    }

    @Override
    public void close() {
        done(vertx.close().toCompletionStage());
        endThreads();
    }
}
