package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: gathers what is written in a turn of the loop and gives it to the kernel at the turn's
 * end.
 *
 * <p>An answer that is complete by then goes out whole, with its length. It begins only there: until the first flush a
 * request that was refused before its body came can still be told that its connection closes.
 */
final class VertxReply implements Reply, Runnable {
    private static final Buffer NOTHING = Buffer.buffer(0);
    private static final int FIRST_BYTES = 1024;

    /** RFC 5842, 7.2; the one status of ours whose reason phrase the transport does not know. */
    private static final int LOOP_DETECTED = 508;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Wire wire;
    private final VertxLoop loop;
    private final VertxBody body;
    private final int holdBytes;

    private int status;
    private Headers headers = Headers.NONE;
    private long length;
    private boolean headed;
    private boolean headSent;
    private boolean ended;
    private boolean over;
    private boolean gone;
    private boolean flushDue;
    private boolean lastOfConnection;
    private boolean saidFull;
    private @Nullable Buffer pending;
    private @Nullable Runnable drained;
    private @Nullable Runnable left;
    private @Nullable Runnable stopping;

    VertxReply(HttpServerRequest request, Wire wire, VertxLoop loop, ListenLimits limits, BodyMemory memory) {
        this.request = request;
        this.response = request.response();
        this.wire = wire;
        this.loop = loop;
        this.holdBytes = limits.replyBytes();
        this.body = new VertxBody(request, wire, limits, memory, this);
    }

    VertxBody body() {
        return body;
    }

    /** The connection closes with this answer, whatever the client would like. */
    void lastOfConnection() {
        lastOfConnection = true;
    }

    @Override
    public void head(int newStatus, Headers newHeaders, long newLength) {
        if (over || ended) {
            return;
        }
        if (headed) {
            throw new IllegalStateException("an answer has one head");
        }
        headed = true;
        status = newStatus;
        headers = newHeaders;
        length = newLength;
    }

    @Override
    public boolean headed() {
        return headed;
    }

    @Override
    public boolean write(byte[] bytes, int from, int to) {
        if (over || ended) {
            return true;
        }
        Buffer waiting = pending;
        if (waiting == null) {
            waiting = Buffer.buffer(Math.max(to - from, FIRST_BYTES));
            pending = waiting;
        }
        waiting.appendBytes(bytes, from, to - from);
        flushLater();
        if (full()) {
            saidFull = true;
            return false;
        }
        return true;
    }

    @Override
    public void end() {
        if (!over) {
            if (!headed) {
                throw new IllegalStateException("an answer has a head");
            }
            ended = true;
            flushLater();
        }
    }

    @Override
    public void cut() {
        if (over) {
            return;
        }
        flush();
        over = true;
        wire.cut(headSent && length < 0 && request.version() == HttpVersion.HTTP_1_0);
        body.release();
    }

    @Override
    public void onDrain(Runnable newDrained) {
        drained = newDrained;
    }

    @Override
    public void onGone(Runnable newGone) {
        if (gone) {
            loop.post(newGone);
        } else {
            Runnable before = left;
            left = before == null
                    ? newGone
                    : () -> {
                        before.run();
                        newGone.run();
                    };
        }
    }

    @Override
    public void onStop(Runnable newStopping) {
        stopping = newStopping;
    }

    /** The time that answers had to end is over; false if nobody ends this one. */
    boolean stop() {
        Runnable owner = stopping;
        stopping = null;
        if (owner != null) {
            owner.run();
        }
        return owner != null || ended;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public void holdBody() {
        body.hold();
    }

    @Override
    public void letBodyGo() {
        body.letGo();
    }

    private boolean full() {
        long waiting = pending == null ? 0 : pending.length();
        return waiting + wire.unsentBytes() >= holdBytes;
    }

    private void flushLater() {
        if (!flushDue) {
            flushDue = true;
            loop.eventLoop().execute(this);
        }
    }

    /** The end of a turn. */
    @Override
    public void run() {
        flushDue = false;
        if (over) {
            return;
        }
        if (ended) {
            finish();
        } else {
            flush();
            tellDrained();
        }
    }

    private void flush() {
        Buffer waiting = pending;
        if (waiting == null || !headed) {
            return;
        }
        pending = null;
        if (!headSent) {
            sendHead(length);
        }
        response.write(waiting);
    }

    private void finish() {
        boolean wholeRequest = body.discard();
        boolean close = !wholeRequest || lastOfConnection || wire.closing() || !persistent();
        Buffer rest = pending == null ? NOTHING : pending;
        pending = null;
        over = true;
        if (!headSent) {
            lastOfConnection = close;
            sendHead(length < 0 ? rest.length() : length);
        }
        if (!wholeRequest) {
            wire.lingerWhenClosed();
        }
        if (close) {
            wire.last();
        } else {
            wire.over();
        }
        body.release();
        response.end(rest);
        if (close) {
            wire.closePolitely();
        }
    }

    /** HTTP/1.0 connections carry one request each here: their keep-alive is older than its own framing rules. */
    private boolean persistent() {
        return request.version() == HttpVersion.HTTP_1_1;
    }

    private void sendHead(long bodyBytes) {
        headSent = true;
        response.setStatusCode(status);
        if (status == LOOP_DETECTED) {
            response.setStatusMessage("Loop Detected");
        }
        MultiMap fields = response.headers();
        headers.forEach((name, value) -> {
            if (!HopByHop.names(name)) {
                fields.add(name, value);
            }
        });
        if (lastOfConnection || wire.closing()) {
            fields.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (bodyBytes >= 0) {
            fields.set(HttpHeaders.CONTENT_LENGTH, Long.toString(bodyBytes));
        } else if (persistent()) {
            fields.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
    }

    /** The kernel took what waited. */
    void writable() {
        tellDrained();
    }

    private void tellDrained() {
        if (saidFull && !over && !full()) {
            saidFull = false;
            if (drained != null) {
                drained.run();
            }
        }
    }

    /** The connection ended before the answer did. */
    void clientLeft() {
        if (over) {
            return;
        }
        over = true;
        gone = true;
        pending = null;
        body.release();
        if (left != null) {
            left.run();
        }
    }

    /** Deadlines of the exchange's transport. */
    void check(long nowNanos) {
        body.check(nowNanos);
    }
}
