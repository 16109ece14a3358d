package dev.pontage.bench.prototype;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The path of a request through the prototype, on one event loop. */
final class Relay {
    private static final long BODY_MAX_BYTES = 4L << 20;
    private static final String UPSTREAM_KEY = "Bearer sk-upstream-0123456789abcdef";
    private static final int ATTEMPTS = 2;

    private final Keys keys;
    private final Upstreams upstreams;
    private final HttpClient client;
    private final Context loop;
    private final MessageDigest sha256 = Keys.sha256();

    Relay(Keys keys, Upstreams upstreams, HttpClient client, Context loop) {
        this.keys = keys;
        this.upstreams = upstreams;
        this.client = client;
        this.loop = loop;
    }

    void handle(HttpServerRequest request) {
        Tenant tenant = keys.of(request.getHeader(HttpHeaders.AUTHORIZATION), sha256);
        if (tenant == Tenant.NOBODY) {
            refuse(request, 401, "bad key");
            return;
        }
        if (!tenant.enter()) {
            refuse(request, 429, "slow down");
            return;
        }
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declared == null || Long.parseLong(declared) > BODY_MAX_BYTES) {
            refuse(request, 413, "bad length");
            return;
        }
        request.body().onSuccess(body -> {
            Optional<Asked> asked = Asked.read(body.getBytes());
            if (asked.isEmpty()) {
                refuse(request, 400, "bad request");
            } else {
                attempt(request, tenant, asked.get(), ATTEMPTS);
            }
        });
    }

    private void attempt(HttpServerRequest request, Tenant tenant, Asked asked, int attemptsLeft) {
        HttpServerResponse response = request.response();
        client.request(HttpMethod.POST, upstreams.next(), "127.0.0.1", "/v1/chat/completions")
                .compose(call -> {
                    response.closeHandler(gone -> leave(call));
                    return call.putHeader(HttpHeaders.AUTHORIZATION, UPSTREAM_KEY)
                            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                            .send(asked.body());
                })
                .onComplete(answered -> {
                    if (response.closed()) {
                        return; // nothing is retried for a client that has left
                    }
                    if (answered.succeeded() && answered.result().statusCode() < 500) {
                        relay(answered.result(), response, tenant, asked.stream());
                    } else if (attemptsLeft > 1) {
                        attempt(request, tenant, asked, attemptsLeft - 1);
                    } else {
                        refuse(request, 502, "upstream");
                    }
                });
    }

    private static void leave(HttpClientRequest call) {
        call.reset();
    }

    private void relay(HttpClientResponse answer, HttpServerResponse response, Tenant tenant, boolean stream) {
        response.setStatusCode(answer.statusCode());
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        if (stream) {
            new Stream(loop, answer, response, tenant).start();
            return;
        }
        answer.body().onComplete(read -> {
            if (read.failed()) {
                response.reset();
                return;
            }
            byte[] bytes = read.result().getBytes();
            UsageScan.record(bytes, 0, bytes.length, tenant);
            response.end(read.result());
        });
    }

    private static void refuse(HttpServerRequest request, int status, String message) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end("{\"error\":{\"message\":\"" + message + "\"}}");
    }

    /** One streamed answer: what came in one turn of the event loop leaves in one write. */
    private static final class Stream {
        private final Context loop;
        private final HttpClientResponse answer;
        private final HttpServerResponse response;
        private final UsageScan scan;
        private @Nullable Buffer pending;

        Stream(Context loop, HttpClientResponse answer, HttpServerResponse response, Tenant tenant) {
            this.loop = loop;
            this.answer = answer;
            this.response = response;
            this.scan = new UsageScan(tenant);
        }

        void start() {
            response.setChunked(true);
            answer.handler(this::take);
            answer.exceptionHandler(failure -> response.reset());
            answer.endHandler(ended -> {
                Buffer last = pending;
                pending = null;
                if (last == null) {
                    response.end();
                } else {
                    response.end(last);
                }
            });
        }

        private void take(Buffer chunk) {
            look(chunk);
            if (pending != null) {
                pending.appendBuffer(chunk);
                return;
            }
            pending = chunk;
            loop.runOnContext(turnEnded -> flush());
        }

        private void look(Buffer chunk) {
            ByteBuf bytes = ((BufferInternal) chunk).getByteBuf();
            if (bytes.hasArray()) {
                int from = bytes.arrayOffset() + bytes.readerIndex();
                scan.feed(bytes.array(), from, from + bytes.readableBytes());
            } else {
                byte[] copy = chunk.getBytes();
                scan.feed(copy, 0, copy.length);
            }
        }

        private void flush() {
            Buffer due = pending;
            if (due == null) {
                return; // the end came in the same turn and took it along
            }
            pending = null;
            response.write(due);
            if (response.writeQueueFull()) {
                answer.pause();
                response.drainHandler(drained -> answer.resume());
            }
        }
    }
}
