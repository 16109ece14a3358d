package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Scan;

/**
 * The passage of one JSON document: a whole answer, or a stream that is one array (protocols 4.1).
 *
 * <p>Of a whole answer all but the closing bracket goes on as it comes; who holds it until it is complete is the
 * caller's business, and nothing of one that turns out to be no JSON is committed. Of an array an element goes on once
 * it is judged, with the comma before it; the last one, and the closing bracket, are kept until the release. A longer
 * element is relayed while it is read.
 */
final class GeminiWholeTap extends GeminiTap {
    /** White space after the answer is kept up to here; more of it says nothing and is not forwarded. */
    private static final int TRAILING_LIMIT_BYTES = 4_096;

    private final Scan scan;
    private long forwarded;
    private boolean tailEnded;

    GeminiWholeTap(Operation.Kind kind, byte[] shownModel) {
        super(kind, shownModel);
        this.scan = new Scan(GeminiReading.shape(), GeminiReading.LIMITS, false, reading);
    }

    @Override
    public void feed(byte[] b, int from, int to, Sink client) {
        if (failure != null || tailEnded || from == to) {
            return;
        }
        bytes.beginPiece(b, from);
        if (!isDone()) {
            scan(b, from, to);
        }
        committed |= reading.meant;
        int usable = isDone() ? tail(b, from, to) : to;
        long upTo = reading.array ? arrayUpTo(bytes.base + to) : objectUpTo(bytes.base + to);
        if (reading.tooLongAt >= 0) {
            failure = new Failure.Garbled(TOO_LONG);
            return;
        }
        if (upTo > forwarded) {
            bytes.forward(forwarded, upTo, client);
            forwarded = upTo;
            reading.forgetModels(upTo);
        }
        if (failure == null) {
            bytes.endPiece(usable, forwarded);
            judge();
        }
    }

    private void scan(byte[] b, int from, int to) {
        try {
            scan.feed(b, from, to);
        } catch (JsonError error) {
            if (!isDone() && !reading.failedElement) {
                failure = new Failure.Garbled("the answer is no JSON: " + error.getMessage());
            }
        }
        if (scan.rootOpenEnd() < 0 && scan.tokens() > 0 && !reading.array) {
            failure = new Failure.Garbled("the answer is no JSON object");
        }
    }

    private boolean isDone() {
        return reading.rootEnd >= 0;
    }

    /** Where the white space after the answer ends; what follows it is not part of it, and is not forwarded. */
    private int tail(byte[] b, int from, int to) {
        int at = (int) Math.max(from, reading.rootEnd - bytes.base);
        long most = Math.min(to, reading.rootEnd + TRAILING_LIMIT_BYTES - bytes.base);
        while (at < most && (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t')) {
            at++;
        }
        tailEnded = at < to;
        return at;
    }

    private long objectUpTo(long end) {
        if (failure != null || scan.rootOpenEnd() < 0) {
            return forwarded;
        }
        return isDone() ? reading.rootEnd - 1 : reading.forwardable(scan, end);
    }

    /**
     * After an element that may be the last, the one before it bounds what goes on. Of a long one all but its last
     * bracket goes, or what stands before the error in it, as it does where it comes in pieces.
     */
    private long arrayUpTo(long end) {
        if (reading.failedElement) {
            boolean isLong = reading.failedEnd - reading.elementEnd > HOLD_LIMIT_BYTES;
            return isLong ? reading.errorAt : reading.elementEnd;
        }
        if (!isDone() && failure == null && end - reading.elementEnd > HOLD_LIMIT_BYTES) {
            committed = true;
            long upTo = reading.forwardable(scan, end);
            return reading.errorAt >= 0 ? Math.min(upTo, reading.errorAt) : upTo;
        }
        if (!reading.elementsComplete) {
            return reading.elementEnd;
        }
        boolean isLong = reading.elementEnd - reading.elementBefore > HOLD_LIMIT_BYTES;
        return isLong ? reading.elementEnd - 1 : reading.elementBefore;
    }

    private void judge() {
        if (reading.array) {
            if (reading.failedElement) {
                failure = reading.failure();
            } else if (isDone() && reading.complete()) {
                terminal = true;
                committed = true;
            }
        } else if (isDone() && !terminal) {
            reading.usage.settle();
            if (reading.failed()) {
                failure = reading.failure();
                return;
            }
            if (reading.hollow()) {
                failure = Failure.Garbled.HOLLOW;
                return;
            }
            terminal = true;
            committed = true;
        }
    }

    @Override
    public void end(Sink client) {
        if (failure == null && !terminal) {
            failure = new Failure.Cut();
        }
    }

    @Override
    public void release(Sink client) {
        bytes.forward(forwarded, bytes.position, client);
        forwarded = bytes.position;
    }

    @Override
    public boolean midEvent() {
        return reading.array && !terminal && forwarded > reading.elementEnd;
    }

    @Override
    public long deliveredTextBytes() {
        return reading.array && failure != null ? reading.elementText : scan.textBytes();
    }
}
