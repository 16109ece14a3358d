package dev.pontage.dialect.tap;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Scan;

/**
 * The passage of a whole answer: one JSON object, of which all but the closing bracket goes on as it comes.
 *
 * <p>Who holds it until it is complete is the caller's business; a name of a model that is still being read is kept
 * here, so that it can be spliced.
 */
final class WholeTap extends Tap {
    /** White space after the answer is kept up to here; more of it says nothing and is not forwarded. */
    private static final int TRAILING_LIMIT_BYTES = 4_096;

    private final Scan scan;
    private long forwarded;
    private boolean tailEnded;

    WholeTap(Reading reading, byte[] shownModel) {
        super(reading, shownModel);
        this.scan = new Scan(reading.shape(), Reading.LIMITS, false, reading);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (failure != null || from == to) {
            return;
        }
        beginPiece(bytes, from);
        if (reading.rootEnd < 0) {
            scan(bytes, from, to);
        }
        if (failure != null) {
            return;
        }
        int usable = reading.rootEnd < 0 ? to : tail(bytes, from, to);
        long upTo = scan.done() ? reading.rootEnd - 1 : reading.forwardable(scan, base + to);
        if (reading.tooLongAt >= 0) {
            failure = new Failure.Garbled(TOO_LONG);
            return;
        }
        if (upTo > forwarded) {
            forward(forwarded, upTo, client);
            forwarded = upTo;
        }
        endPiece(usable, forwarded);
        if (scan.done() && !terminal) {
            complete();
        }
    }

    private void scan(byte[] bytes, int from, int to) {
        String problem = "";
        try {
            scan.feed(bytes, from, to);
        } catch (JsonError error) {
            // What follows the document is not part of it, in one piece with it or not.
            problem = reading.rootEnd < 0 ? "the answer is no JSON: " + error.getMessage() : "";
        }
        if (scan.rootOpenEnd() < 0 && scan.tokens() > 0) {
            problem = "the answer is no JSON object";
        }
        failure = problem.isEmpty() ? null : new Failure.Garbled(problem);
    }

    /** Where the white space after the answer ends, which is forwarded with it. */
    private int tail(byte[] bytes, int from, int to) {
        int at = (int) Math.max(from, reading.rootEnd - base);
        long most = tailEnded ? at : Math.min(to, reading.rootEnd + TRAILING_LIMIT_BYTES - base);
        while (at < most && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        tailEnded |= at < to;
        return at;
    }

    private void complete() {
        reading.settle();
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
        deliveredTextBytes = reading.countText(scan);
    }

    @Override
    public void end(Sink client) {
        if (failure == null && !terminal) {
            failure = new Failure.Cut();
        }
    }

    @Override
    public void release(Sink client) {
        forward(forwarded, position, client);
        forwarded = position;
    }

    @Override
    public long deliveredTextBytes() {
        return terminal ? deliveredTextBytes : reading.countSoFar(scan);
    }
}
