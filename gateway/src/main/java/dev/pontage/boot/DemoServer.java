package dev.pontage.boot;

import dev.pontage.base.Ticker;
import dev.pontage.demo.Ask;
import dev.pontage.demo.Demo;
import dev.pontage.demo.Play;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo provider on a port of loopback, where it is called like any upstream. */
public final class DemoServer {
    private static final String HOST = "127.0.0.1";

    /** Largest body: somewhat over what the gateway passes on. */
    private static final int MAX_BODY_BYTES = 40 << 20;

    /** A body over this is answered away from the event loop, for reading it takes milliseconds. */
    private static final int BIG_BODY_BYTES = 64 << 10;

    /** Longer than the longest pause that a prompt can ask for. */
    private static final int IDLE_SECONDS = 900;

    private final Vertx vertx;
    private final Demo demo;
    private final HttpServer server;
    private final AtomicInteger playing = new AtomicInteger();

    private DemoServer(Vertx vertx, Ticker ticker) {
        this.vertx = vertx;
        this.demo = new Demo(ticker);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(HOST)
                .setPort(0)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(true);
        this.server = vertx.createHttpServer(options).requestHandler(this::take);
    }

    /** Starts it on a port that the system chooses; fails if there is none. */
    public static Future<DemoServer> start(Vertx vertx, Ticker ticker) {
        DemoServer demo = new DemoServer(vertx, ticker);
        return demo.server.listen().map(demo);
    }

    /** Where it is, as a provider's base URL. */
    public String baseUrl() {
        return "http://" + HOST + ":" + server.actualPort() + "/v1";
    }

    /** How many answers are being played. */
    int playing() {
        return playing.get();
    }

    /** Closes the port and every connection. */
    public Future<Void> close() {
        return server.close();
    }

    private void take(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > MAX_BODY_BYTES) {
                request.connection().close();
            }
        });
        request.endHandler(ended -> answer(request, body.getBytes()));
    }

    private void answer(HttpServerRequest request, byte[] body) {
        // The path is missing where the request line has none, as in "OPTIONS *".
        String path = request.path();
        Ask ask = new Ask(request.method().name(), path == null ? "*" : path, body);
        if (body.length <= BIG_BODY_BYTES) {
            new Stage(request, demo.answer(ask)).open();
            return;
        }
        vertx.<Play>executeBlocking(() -> demo.answer(ask))
                .onSuccess(play -> new Stage(request, play).open())
                .onFailure(bug -> request.connection().close());
    }

    /** One answer on its way: it owns a timer at most, and gives it up when the client leaves. */
    private final class Stage {
        private static final long NO_TIMER = -1;

        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final Play play;
        private Future<Void> written = Future.succeededFuture();
        private long timer = NO_TIMER;
        private int next;
        private boolean over;

        Stage(HttpServerRequest request, Play play) {
            this.request = request;
            this.response = request.response();
            this.play = play;
        }

        void open() {
            playing.incrementAndGet();
            response.closeHandler(closed -> finish());
            response.exceptionHandler(failed -> finish());
            if (!play.frames().isEmpty()) {
                head();
            }
            go();
        }

        /** Prepared here, and written with the first frame, as a server does that waits for a first token. */
        private void head() {
            response.setStatusCode(play.status());
            play.fields().forEach(response::putHeader);
            if (play.lengthBytes() == Play.STREAMED) {
                response.setChunked(true);
            } else {
                response.putHeader("content-length", Long.toString(play.lengthBytes()));
            }
        }

        private void go() {
            while (!over && next < play.frames().size()) {
                Play.Frame frame = play.frames().get(next);
                if (frame.pauseMillis() > 0 && timer == NO_TIMER) {
                    timer = vertx.setTimer(frame.pauseMillis(), fired -> go());
                    return;
                }
                if (response.writeQueueFull()) {
                    response.drainHandler(drained -> go());
                    return;
                }
                timer = NO_TIMER;
                next++;
                written = response.write(Buffer.buffer(frame.bytes()));
            }
            if (!over) {
                end();
            }
        }

        private void end() {
            switch (play.ending()) {
                case WHOLE -> {
                    finish();
                    response.end();
                }
                case CUT -> {
                    finish();
                    written.onComplete(sent -> request.connection().close());
                }
                case HANG -> {
                    // The client's leaving ends it.
                }
            }
        }

        private void finish() {
            if (!over) {
                over = true;
                playing.decrementAndGet();
                if (timer != NO_TIMER) {
                    vertx.cancelTimer(timer);
                }
            }
        }
    }
}
