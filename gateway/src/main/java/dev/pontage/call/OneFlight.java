package dev.pontage.call;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Failure;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import dev.pontage.provider.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its wish for a connection to the end of its answer; everything happens on the exchange's loop.
 *
 * <p>Connection and books are awaited side by side; the request goes up when both are there. One timer watches whatever
 * phase the attempt is in, and a phase that makes progress moves its deadline without touching the timer.
 */
final class OneFlight implements Upstream.Flight {
    private static final int INLINE_BYTES = 64 * 1024;
    private static final long NANOS = 1_000_000;

    private final Exchange exchange;
    private final Attempt attempt;
    private final Asked asked;
    private final Upstream.Inbound inbound;
    private final Station station;
    private final Timeouts timeouts;
    private Phase phase = Phase.CONNECT;
    private boolean beginning = true;
    private boolean booked;
    private boolean sent;
    private boolean reconnected;
    private boolean resent;
    private boolean paused;
    private long leftBytes;
    private @Nullable Upload uploading;
    private @Nullable Origin origin;
    private @Nullable Line line;
    private @Nullable Decoding decoding;
    private Loop.@Nullable Timer timer;
    private long timerNanos;
    private long startedNanos;
    private long phaseNanos;

    private enum Phase {
        /** Wants a connection. */
        CONNECT,
        /** Has one, waits for the books. */
        BOOKS,
        /** The request is going up or has gone up. */
        HEADER,
        /** The answer's head is here. */
        BODY,
        OVER
    }

    OneFlight(Exchange exchange, Attempt attempt, Asked asked, Upstream.Inbound inbound, Station station) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.asked = asked;
        this.inbound = inbound;
        this.station = station;
        timeouts = attempt.candidate().provider().timeouts();
    }

    void begin(Origin from, Answer<Books.Entered> entered) {
        origin = from;
        startedNanos = now();
        phaseNanos = startedNanos;
        if (entered instanceof Answer.Ready) {
            booked = true;
        } else {
            exchange.whenAnswered(entered, this::entered);
        }
        if (phase == Phase.OVER) {
            beginning = false;
            return;
        }
        if (RequestHead.sound(attempt)) {
            from.acquire(this);
        } else {
            unconnected(new Failure.Unreachable("unspeakable_request"));
        }
        if (phase == Phase.CONNECT) {
            watch();
        }
        beginning = false;
    }

    long connectMillis() {
        return timeouts.connectMillis();
    }

    /** A connection is here, idle before or fresh. */
    void connected(Line with) {
        if (beginning) {
            take(with);
        } else {
            // Whoever brings the connection may stand in the middle of another exchange.
            exchange.run(() -> take(with));
        }
    }

    private void take(Line with) {
        line = with;
        with.take(this);
        if (paused) {
            with.reading(false);
        }
        phase = Phase.BOOKS;
        if (booked) {
            send(with);
        }
    }

    /** Whether it has a connection and nothing but the books is missing. */
    boolean waitsForBooks() {
        return phase == Phase.BOOKS;
    }

    /** There will be no connection. */
    void unconnected(Failure failure) {
        failed(failure);
    }

    /** The socket has taken the whole request: the wait for the head begins now. */
    void uploaded() {
        uploading = null;
        if (phase == Phase.HEADER) {
            phaseNanos = now();
        }
    }

    /** The final head is here. */
    void head(int status, HttpHeaders fields) {
        String coding = fields.get("content-encoding");
        boolean coded = coding != null && !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
        if (coded) {
            decoding = Decoding.of(coding, station.shared.limits());
            if (decoding == null) {
                breach("unknown coding");
                return;
            }
        }
        phase = Phase.BODY;
        phaseNanos = now();
        inbound.head(status, new AnswerHead(fields, coded));
        if (phase == Phase.BODY) {
            watch();
        }
    }

    /** Body bytes as they came; the array is reused. */
    void bytes(byte[] bytes, int from, int to) {
        if (phase != Phase.BODY) {
            return;
        }
        phaseNanos = now();
        Decoding coded = decoding;
        if (coded == null) {
            inbound.bytes(bytes, from, to);
            return;
        }
        coded.feed(bytes, from, to, this::decoded);
        String fault = coded.fault();
        if (fault != null && phase == Phase.BODY) {
            breach(fault);
        }
    }

    /** The answer is complete. */
    void finished() {
        if (phase != Phase.BODY) {
            return;
        }
        if (decoding != null && !decoding.complete()) {
            over();
            inbound.failed(new Failure.Cut(), Reach.SENT);
            return;
        }
        over();
        inbound.ended();
    }

    /** The connection is gone. */
    void lost(Line gone) {
        line = null;
        Origin from = origin;
        if (phase == Phase.OVER || from == null) {
            return;
        }
        if (phase == Phase.BOOKS) {
            // It died unused, so nobody has to know.
            if (reconnected) {
                failed(new Failure.Unreachable("connection_closed"));
                return;
            }
            reconnected = true;
            connectAgain();
            from.fresh(this);
        } else if (gone.used() && !gone.heardAnything() && !resent) {
            resent = true;
            inbound.resent();
            if (phase == Phase.OVER) {
                return;
            }
            connectAgain();
            from.fresh(this);
        } else {
            failed(new Failure.Cut());
        }
    }

    /** A bug stopped the reading of its answer; whoever ends the exchange gives this flight up. */
    void broke(Throwable bug) {
        exchange.fail(bug);
    }

    private void connectAgain() {
        phase = Phase.CONNECT;
        phaseNanos = now();
        watch();
    }

    /** Ends it with a failure, told after {@link Upstream#attempt} has returned. */
    void failed(Failure failure) {
        if (phase == Phase.OVER) {
            return;
        }
        if (beginning) {
            exchange.loop().post(() -> failed(failure));
            return;
        }
        over();
        inbound.failed(failure, reach());
    }

    @Override
    public void pause() {
        paused = true;
        if (line != null && phase != Phase.OVER) {
            line.reading(false);
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (line != null && phase != Phase.OVER) {
            line.reading(true);
            if (phase == Phase.BODY) {
                // The timer may stand where the pause left it, at the end of the whole.
                phaseNanos = now();
                watch();
            }
        }
    }

    @Override
    public Reach reach() {
        return sent ? Reach.SENT : Reach.NOT_SENT;
    }

    @Override
    public void cancel() {
        if (phase == Phase.OVER) {
            return;
        }
        Line held = line;
        boolean connecting = phase == Phase.CONNECT;
        boolean unused = phase == Phase.BOOKS;
        over();
        release(held, connecting, unused);
    }

    private void entered(Answer<Books.Entered> answer) {
        switch (answer) {
            case Answer.Ready<Books.Entered> ready -> {
                booked = true;
                if (phase == Phase.BOOKS && line != null) {
                    send(line);
                }
            }
            case Answer.Failed<Books.Entered>(String code) -> notEntered(code);
            case Answer.Pending<Books.Entered> never -> throw new IllegalStateException("not settled");
        }
    }

    private void notEntered(String code) {
        if (phase == Phase.OVER) {
            return;
        }
        if (beginning) {
            exchange.loop().post(() -> notEntered(code));
            return;
        }
        Line held = line;
        boolean connecting = phase == Phase.CONNECT;
        boolean unused = phase == Phase.BOOKS;
        over();
        release(held, connecting, unused);
        inbound.notEntered(code);
    }

    private void release(@Nullable Line held, boolean connecting, boolean unused) {
        if (connecting && origin != null) {
            origin.forget(this);
        }
        if (held != null && unused) {
            held.putBack();
        } else if (held != null) {
            held.drop();
        }
    }

    private void send(Line up) {
        Origin from = origin;
        Origin.Route route = from == null ? null : from.route();
        if (route == null) {
            throw new IllegalStateException("connected to nowhere");
        }
        phase = Phase.HEADER;
        sent = true;
        phaseNanos = now();
        Body.Bytes body = asked.body();
        int length = attempt.conversion().length(body.length());
        boolean inline = length <= INLINE_BYTES;
        int estimate = route.head().estimate(attempt.path());
        ByteBuf first = up.buffer(inline ? estimate + length : estimate);
        Forwarded forwarded = station.forwarded(asked.head(), attempt.candidate());
        route.head()
                .write(
                        asked,
                        attempt,
                        length,
                        forwarded,
                        station.shared.ticker().epochMicros(),
                        first);
        Upload upload = new Upload(this);
        if (inline) {
            upload.into(first);
        }
        attempt.conversion().pieces(body.array(), body.length(), upload);
        up.send(first, upload);
        if (!upload.done()) {
            uploading = upload;
            leftBytes = upload.leftBytes();
        }
        if (phase == Phase.HEADER) {
            watch();
        }
    }

    private void decoded(byte[] bytes, int from, int to) {
        if (phase == Phase.BODY) {
            inbound.bytes(bytes, from, to);
        }
    }

    private void breach(String reason) {
        Line held = line;
        over();
        if (held != null) {
            held.drop();
        }
        inbound.failed(new Failure.Garbled(reason), Reach.SENT);
    }

    private void over() {
        phase = Phase.OVER;
        line = null;
        if (timer != null) {
            timer.stop();
            timer = null;
        }
        if (decoding != null) {
            decoding.end();
        }
    }

    /** Sees to it that the timer rings in time for this phase; it may ring earlier and find nothing to do. */
    private void watch() {
        long due = due(totalNanos());
        if (phase == Phase.HEADER) {
            // The phase after it is the shorter one as a rule: so the head will not have to arm anew.
            long idle = phaseNanos + timeouts.idleMillis() * NANOS;
            due = idle - due < 0 ? idle : due;
        }
        arm(due);
    }

    private void arm(long dueNanos) {
        if (timer != null) {
            if (timerNanos - dueNanos <= 0) {
                return;
            }
            timer.stop();
        }
        timerNanos = dueNanos;
        long millis = Math.max(1, (dueNanos - now() + NANOS - 1) / NANOS);
        timer = exchange.loop().after(millis, this::ring);
    }

    private void ring() {
        timer = null;
        if (phase == Phase.OVER) {
            return;
        }
        long total = totalNanos();
        long due = due(total);
        if (now() - due < 0) {
            arm(due);
            return;
        }
        if (due != total && uploadGoesOn()) {
            phaseNanos = now();
            watch();
            return;
        }
        String late = due == total ? "total" : lateWord();
        Line held = line;
        boolean connecting = phase == Phase.CONNECT;
        boolean unused = phase == Phase.BOOKS;
        over();
        release(held, connecting, unused);
        inbound.failed(new Failure.TimedOut(late), reach());
    }

    /** The upstream cannot answer what it has not read: as long as it takes bytes, its time to answer begins anew. */
    private boolean uploadGoesOn() {
        Upload upload = phase == Phase.HEADER ? uploading : null;
        long before = leftBytes;
        leftBytes = upload == null ? 0 : upload.leftBytes();
        return upload != null && leftBytes < before;
    }

    private long totalNanos() {
        return startedNanos + timeouts.totalMillis() * NANOS;
    }

    private long due(long total) {
        long phaseMillis = switch (phase) {
            case CONNECT -> timeouts.connectMillis();
            case HEADER -> headerMillis();
            // While the client is slow the upstream is not heard, so it is not silent either.
            case BODY -> paused ? timeouts.totalMillis() : timeouts.idleMillis();
            case BOOKS, OVER -> timeouts.totalMillis();
        };
        long due = phaseNanos + phaseMillis * NANOS;
        return due - total < 0 ? due : total;
    }

    private String lateWord() {
        return switch (phase) {
            case CONNECT -> "connect";
            case HEADER -> "header";
            case BODY -> "idle";
            case BOOKS, OVER -> "total";
        };
    }

    private long headerMillis() {
        return asked.peek().stream() ? timeouts.streamHeaderMillis() : timeouts.wholeHeaderMillis();
    }

    private long now() {
        return station.shared.ticker().nanos();
    }
}
