package dev.pontage.listen;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Step;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, gathered into one array when somebody asks for it.
 *
 * <p>The array grows by doubling, up to the size that Content-Length announces: what is only announced takes no memory
 * from others. Its capacity is charged to the memory that all bodies share until the exchange is over.
 */
final class VertxBody implements Body {
    private static final int FIRST_BYTES = 8 * 1024;
    private static final int FIRST_ANNOUNCED_BYTES = 64 * 1024;
    private static final long UNANNOUNCED = -1;

    private final HttpServerRequest request;
    private final Wire wire;
    private final ListenLimits limits;
    private final BodyMemory memory;
    private final Runnable answerNow;

    private byte[] bytes = Bytes.NONE.array();
    private int length;
    private int maxBytes;
    private int largest;
    private String holder = "";
    private int readers;
    private boolean released;
    private long chargedBytes;
    private final long announced;
    private boolean asked;
    private boolean complete;

    /** What came before anybody asked: the rest of the read that brought the head, and nothing after it. */
    private @Nullable Buffer early;

    private Answer.@Nullable Pending<Step<Bytes>> waiting;
    private long deadlineNanos;
    private long windowEndNanos;
    private int windowStart;
    private boolean measuring;

    /** @param answerNow sends what the reply holds, for when the connection is about to close */
    VertxBody(HttpServerRequest request, Wire wire, ListenLimits limits, BodyMemory memory, Runnable answerNow) {
        this.request = request;
        this.wire = wire;
        this.limits = limits;
        this.memory = memory;
        this.answerNow = answerNow;
        announced = request.decoderResult().isSuccess() ? announced(request.headers()) : 0;
        if (announced != 0) {
            request.handler(this::add);
            request.endHandler(end -> finish());
            request.exceptionHandler(this::broken);
        }
    }

    /** What Content-Length says; 0 if there is no body (RFC 9112, 6.3), {@link #UNANNOUNCED} if it is chunked. */
    private static long announced(MultiMap headers) {
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return UNANNOUNCED;
        }
        String text = headers.get(HttpHeaders.CONTENT_LENGTH);
        // The decoder let only one number of digits pass.
        return text == null ? 0 : Long.parseLong(text);
    }

    @Override
    public Step<Bytes> read(int most, String onWhoseShare) {
        if (asked) {
            throw new IllegalStateException("a body is read once");
        }
        asked = true;
        maxBytes = most;
        holder = onWhoseShare;
        if (announced == 0) {
            return new Step.Next<>(Bytes.NONE);
        }
        if (announced > most) {
            return new Step.Refuse<>(tooLarge());
        }
        largest = announced > 0 ? (int) announced : most;
        Refusal refusal = grow(Math.min(announced > 0 ? FIRST_ANNOUNCED_BYTES : FIRST_BYTES, largest));
        if (refusal == null && early != null) {
            refusal = take(early);
        }
        early = null;
        if (refusal != null) {
            return new Step.Refuse<>(refusal);
        }
        if (complete) {
            return new Step.Next<>(new Bytes(bytes, length));
        }
        if (length == 0
                && request.version() == HttpVersion.HTTP_1_1
                && request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        Answer.Pending<Step<Bytes>> answer = new Answer.Pending<>(Long.MAX_VALUE, "body_late");
        waiting = answer;
        deadlineNanos = wire.nanos() + TimeUnit.MILLISECONDS.toNanos(limits.bodyMillis());
        wire.wantBody();
        return new Step.Wait<>(answer);
    }

    /** Wants no more, and says whether the body is complete all the same: then the connection can be used again. */
    boolean discard() {
        asked = true;
        early = null;
        settle(new Step.Refuse<>(endedEarly()));
        return request.isEnded();
    }

    private void add(Buffer chunk) {
        if (waiting != null) {
            Refusal refusal = take(chunk);
            if (refusal != null) {
                fail(refusal);
            }
        } else if (!asked) {
            early = early == null ? chunk : early.appendBuffer(chunk);
        }
    }

    /** Null if there was room. */
    private @Nullable Refusal take(Buffer chunk) {
        ByteBuf piece = ((BufferInternal) chunk).getByteBuf();
        int count = piece.readableBytes();
        if (count > maxBytes - length) {
            return tooLarge();
        }
        if (count > bytes.length - length) {
            Refusal refusal = grow((int) Math.min(largest, Math.max((long) length + count, 2L * bytes.length)));
            if (refusal != null) {
                return refusal;
            }
        }
        piece.readBytes(bytes, length, count);
        length += count;
        return null;
    }

    /** Null if there was memory. */
    private @Nullable Refusal grow(int capacity) {
        int before = bytes.length;
        return switch (memory.take(holder, capacity, before)) {
            case FULL -> full();
            case SHARE_FULL -> shareFull();
            case TAKEN -> {
                bytes = Arrays.copyOf(bytes, capacity);
                memory.replaced(before);
                chargedBytes = capacity;
                yield null;
            }
        };
    }

    private void finish() {
        complete = true;
        wire.enough();
        settle(new Step.Next<>(new Bytes(bytes, length)));
    }

    /** What came is no body; Vert.x closes the connection when this returns. */
    private void broken(Throwable cause) {
        if (cause instanceof IOException || waiting == null) {
            return; // The connection itself is gone, and the wire says so.
        }
        wire.lingerWhenClosed();
        fail(new Refusal(400, "malformed_body", "The request body is not framed as HTTP/1.1 demands."));
        answerNow.run();
    }

    private void fail(Refusal refusal) {
        wire.enough();
        settle(new Step.Refuse<>(refusal));
    }

    private void settle(Step<Bytes> outcome) {
        Answer.Pending<Step<Bytes>> settled = waiting;
        if (settled != null) {
            waiting = null;
            settled.complete(outcome);
        }
    }

    /**
     * Time, looked at now and then: a body slower than the limit over a whole window is given up, and so is one that
     * comes steadily for ever.
     */
    void check(long nowNanos) {
        if (waiting == null) {
            return;
        }
        if (nowNanos - deadlineNanos >= 0) {
            fail(new Refusal(
                    408,
                    "body_too_slow",
                    "The request body was not complete after " + limits.bodyMillis() / 1_000 + " seconds."));
        } else if (!measuring) {
            measuring = true;
            nextWindow(nowNanos);
        } else if (nowNanos - windowEndNanos >= 0) {
            long demanded = limits.bodyRateBytesPerSecond() * limits.bodyRateWindowMillis() / 1_000;
            if (length - windowStart < demanded) {
                fail(new Refusal(
                        408,
                        "body_too_slow",
                        "The request body came slower than " + limits.bodyRateBytesPerSecond() + " bytes a second."));
            } else {
                nextWindow(nowNanos);
            }
        }
    }

    private void nextWindow(long nowNanos) {
        windowStart = length;
        windowEndNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(limits.bodyRateWindowMillis());
    }

    /** The exchange is over: whoever still waits is told, and the memory is given back. */
    void release() {
        settle(new Step.Refuse<>(endedEarly()));
        released = true;
        giveBack();
        if (!complete) {
            bytes = Bytes.NONE.array();
        }
    }

    /** Whoever reads it off the loop may go on after the client has left. */
    void hold() {
        readers++;
    }

    void letGo() {
        readers--;
        giveBack();
    }

    private void giveBack() {
        if (released && readers == 0 && chargedBytes > 0) {
            memory.give(holder, chargedBytes);
            chargedBytes = 0;
        }
    }

    private Refusal tooLarge() {
        return new Refusal(
                413, "request_too_large", "The request body is larger than the limit of " + maxBytes + " bytes.");
    }

    private static Refusal full() {
        return Refusal.unavailable(
                "request_memory_full", "The gateway holds as many request bodies as it may. Try again.");
    }

    private static Refusal shareFull() {
        return new Refusal(
                        429,
                        "request_memory_share_full",
                        "Requests of this account that are under way hold as many bytes as those of one account may.")
                .retryAfter(1_000);
    }

    private static Refusal endedEarly() {
        return new Refusal(400, "body_incomplete", "The request ended before its body was complete.");
    }
}
