package dev.pontage.relay;

import dev.pontage.account.Account;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.Usage;
import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Receipt;
import dev.pontage.price.Money;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client's view of an exchange: what has been held, what has been sent, what is still owed.
 *
 * <p>Bytes are held until the answer commits, so that a failed attempt can be forgotten. A stream commits at its first
 * meaningful event; a whole answer when it is complete or outgrows the hold. While nothing is sent on a stream, signs
 * of life keep the client's side open.
 */
final class Delivery implements Passage.Sink {
    private final Exchange exchange;
    private final Reply reply;
    private final Asked asked;
    private final RelayLimits limits;
    private final Hold hold;

    private @Nullable Passage passage;
    private @Nullable Attempt attempt;
    private Upstream.@Nullable Flight flight;
    private Headers upstreamHeaders = Headers.NONE;
    private Framing framing = Framing.WHOLE;
    private Framing answered = Framing.WHOLE;
    private boolean mismatch;
    private boolean begun;
    private boolean committed;
    private boolean over;
    private long lastByteNanos;
    private Loop.@Nullable Timer heartbeat;

    Delivery(Exchange exchange, Asked asked, RelayLimits limits, BodyMemory memory) {
        this.exchange = exchange;
        this.asked = asked;
        this.limits = limits;
        hold = new Hold(memory, asked.caller().holder(), limits.holdFreeBytes());
        reply = exchange.reply();
        reply.onDrain(exchange.guarded(this::clientCaughtUp));
        if (asked.peek().stream()) {
            lastByteNanos = exchange.ticker().nanos();
            heartbeat = exchange.loop().after(limits.heartbeatMillis(), this::signOfLife);
        }
    }

    void readingFrom(Upstream.Flight source) {
        flight = source;
    }

    /** A success begins; nothing is sent yet. */
    void answerBegins(Attempt from, Headers headers) {
        attempt = from;
        upstreamHeaders = headers;
        answered = Framing.of(headers.first("content-type"));
        framing = from.conversion().framing(answered);
        // After a sign of life the client reads a stream; a whole answer cannot follow.
        mismatch = begun && !framing.streamed();
        passage = from.conversion().passage(answered.streamed());
    }

    void feed(byte[] bytes, int from, int to) {
        Passage current = open();
        current.feed(bytes, from, to, this);
        if (!committed && framing.streamed() && current.committed()) {
            commit();
        }
    }

    void upstreamEnded() {
        open().end(this);
    }

    /** The tap lets these go on: hold them, or send them. */
    @Override
    public void pass(byte[] bytes, int from, int to) {
        if (mismatch) {
            return; // This attempt fails; nothing of it is ever shown.
        }
        if (!committed) {
            boolean kept = hold.add(bytes, from, to);
            if (kept && hold.length() <= limits.holdBytes()) {
                return;
            }
            // What cannot be held is shown: it is relayed from here on, and not tried again.
            commit();
            if (kept) {
                return;
            }
        }
        send(bytes, from, to);
    }

    /** The last attempt left nothing behind. */
    void forget() {
        hold.clear();
        passage = null;
    }

    /** The whole answer is there and its books are closed: what was kept back goes out. */
    void finish(Receipt receipt) {
        open().release(this);
        if (begun) {
            committed = true;
            flushHold();
        } else {
            reply.head(200, answerHeaders(receipt), hold.length());
            begun = true;
            if (!committed) {
                markCommitted();
            }
            reply.write(hold.bytes(), 0, hold.length());
        }
        hold.clear();
        reply.end();
    }

    /** An answer for which nobody was called. */
    void answerHere(byte[] body, Receipt receipt) {
        Headers.Builder fields = new Headers.Builder()
                .add("content-type", Framing.WHOLE.contentType())
                .add("cache-control", "no-store")
                .add(AnswerHeaders.USAGE_SOURCE, "estimated");
        addReceipt(fields, receipt);
        reply.head(200, exchange.answer(fields.build()), body.length);
        begun = true;
        markCommitted();
        reply.write(body, 0, body.length);
        reply.end();
    }

    /** The answer cannot be finished: the client's dialect says how it hears of that. */
    void breakOff(Refusal refusal) {
        if (framing.streamed() || !committed) {
            if (committed && passage != null) {
                passage.interrupt(this);
            }
            byte[] event = asked.head()
                    .dialect()
                    .renderInStream(
                            refusal, asked.head().operation(), asked.peek().framing(), committed, exchange.id());
            reply.write(event, 0, event.length);
            reply.end();
        } else {
            reply.cut();
        }
    }

    /** No more signs of life; what was held is forgotten. */
    void over() {
        over = true;
        hold.clear();
        if (heartbeat != null) {
            heartbeat.stop();
        }
    }

    /** Whether status and fields are spent. */
    boolean begun() {
        return begun;
    }

    boolean committed() {
        return committed;
    }

    boolean terminal() {
        return passage != null && passage.terminal();
    }

    @Nullable Failure failure() {
        return mismatch ? new Failure.Garbled("no event stream") : open().failure();
    }

    @Nullable Usage usage() {
        return passage == null ? null : passage.usage();
    }

    boolean clamped() {
        return passage != null && passage.clamped();
    }

    long deliveredTextBytes() {
        return passage == null ? 0 : passage.deliveredTextBytes();
    }

    private void commit() {
        markCommitted();
        if (!begun) {
            begun = true;
            reply.head(200, answerHeaders(null), -1);
        }
        flushHold();
    }

    private void markCommitted() {
        committed = true;
        exchange.committedNow();
        if (attempt != null) {
            exchange.watcher().committed(exchange, attempt);
        }
    }

    private void flushHold() {
        if (hold.length() > 0) {
            send(hold.bytes(), 0, hold.length());
            hold.clear();
        }
    }

    private void send(byte[] bytes, int from, int to) {
        if (heartbeat != null) {
            lastByteNanos = exchange.ticker().nanos();
        }
        if (!reply.write(bytes, from, to) && flight != null) {
            flight.pause();
        }
    }

    private void clientCaughtUp() {
        if (flight != null && !over) {
            flight.resume();
        }
    }

    /** Sends a sign of life if the client has heard nothing for long enough, and looks again when that may be next. */
    private void signOfLife() {
        if (over || reply.gone()) {
            return;
        }
        long silentMillis = (exchange.ticker().nanos() - lastByteNanos) / 1_000_000;
        long rest = limits.heartbeatMillis() - silentMillis;
        if (rest <= 0 && passage != null && committed && passage.midEvent()) {
            // Inside an event nothing of ours may stand; the next silence is looked at again.
            rest = limits.heartbeatMillis();
        } else if (rest <= 0) {
            if (!begun) {
                begun = true;
                reply.head(200, streamHeaders(), -1);
            }
            byte[] beat = asked.head().dialect().heartbeat(committed);
            send(beat, 0, beat.length);
            rest = limits.heartbeatMillis();
        }
        heartbeat = exchange.loop().after(rest, this::signOfLife);
    }

    private Headers streamHeaders() {
        return exchange.answer(Headers.of(
                "content-type",
                asked.peek().framing().contentType(),
                "cache-control",
                "no-store",
                "x-accel-buffering",
                "no"));
    }

    /** The fields of a success. The charge is known only where the whole answer was held. */
    private Headers answerHeaders(@Nullable Receipt receipt) {
        Headers.Builder fields = new Headers.Builder();
        boolean translated = attempt != null && attempt.conversion() instanceof Conversion.Translated;
        // An array says of itself what any document does, so the upstream's word stands for it.
        boolean reframed = answered.streamed() && answered != framing;
        if (translated || reframed) {
            fields.add("content-type", framing.contentType());
        } else {
            addReturned(fields);
        }
        fields.add("cache-control", "no-store");
        if (framing.streamed()) {
            fields.add("x-accel-buffering", "no");
        }
        if (receipt != null) {
            addReceipt(fields, receipt);
        }
        Attempt from = attempt;
        if (from != null) {
            addUpstream(fields, asked.caller().account(), from);
        }
        return exchange.answer(fields.build());
    }

    private static void addReceipt(Headers.Builder fields, Receipt receipt) {
        fields.add(AnswerHeaders.CHARGE_USD, Money.usd(receipt.chargeNanoUsd()));
        fields.add(AnswerHeaders.RECEIPT, receipt.requestId());
    }

    private void addReturned(Headers.Builder fields) {
        upstreamHeaders.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (asked.head().dialect().returnedHeaders().contains(lower)) {
                fields.add(lower, value);
            }
        });
    }

    private void addUpstream(Headers.Builder fields, Account account, Attempt from) {
        if (!from.conversion().losses().isEmpty()) {
            fields.add(
                    AnswerHeaders.DROPPED,
                    from.conversion().losses().stream()
                            .map(loss -> AnswerHeaders.visible(loss.field()))
                            .collect(Collectors.joining(",")));
        }
        if (account.seesUpstream()) {
            fields.add(AnswerHeaders.PROVIDER, from.candidate().provider().name());
            fields.add(
                    AnswerHeaders.UPSTREAM_MODEL,
                    AnswerHeaders.visible(from.candidate().upstreamModel()));
            fields.add(AnswerHeaders.ATTEMPTS, Integer.toString(from.number()));
            String upstreamId = upstreamHeaders.first(AnswerHeaders.REQUEST_ID);
            if (upstreamId != null) {
                fields.add(AnswerHeaders.UPSTREAM_REQUEST_ID, upstreamId);
            }
        }
    }

    private Passage open() {
        if (passage == null) {
            throw new IllegalStateException("no answer has begun");
        }
        return passage;
    }
}
