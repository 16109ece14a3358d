package dev.pontage.dialect.tap;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.tap.Reading.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The passage of a stream of events (design: "What the tap forwards"; protocols 10).
 *
 * <p>An event is held until it is whole and judged. Events that change nothing and arrived whole go on in one run,
 * uncopied. An event longer than {@link #HOLD_LIMIT_BYTES} is relayed while it is read: then only a name of a model
 * that is still being read and the line ends after the last line are kept, so that the event ends for the client only
 * when it may. What is done with an event depends on its length, never on how it was cut (C5).
 */
final class StreamTap extends Tap implements Sse.Data {
    /** How many bytes of one event are held. */
    static final int HOLD_LIMIT_BYTES = 64 * 1024;

    /** How many events of one stream may be no JSON (F-15). */
    private static final int UNPARSED_LIMIT = 3;

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
    private static final byte[] MARKER = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK_LINE = {'\n', '\n'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};

    private final Sse sse = new Sse();
    private final Scan scan;
    private int unparsed;
    private int pieceTo;

    // The event at hand; offsets count bytes of the answer.
    private long eventFrom;
    private long forwarded;
    private boolean notJson;
    private int markerMatched;

    /** Whether the event at hand is complete but for a line feed that may belong to its last carriage return. */
    private boolean awaitsLineFeed;

    /** Whether the last event ended in a carriage return, and the piece with it. */
    private boolean endedInReturn;

    private boolean droppedLast;

    /** What is kept until the release. */
    private byte[] last = {};

    StreamTap(Reading reading, byte[] shownModel) {
        super(reading, shownModel);
        this.scan = new Scan(reading.shape(), Reading.LIMITS, false, reading);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (isOver() || from == to) {
            return;
        }
        beginPiece(bytes, from);
        pieceTo = to;
        takeLineFeed(bytes[from]);
        int at = from;
        if (awaitsLineFeed) {
            awaitsLineFeed = false;
            long end = bytes[from] == '\n' ? position + 1 : position;
            endEvent(end, client);
            if (isOver()) {
                return;
            }
        }
        while (at < to) {
            int end = sse.next(bytes, at, to, this);
            if (end < 0) {
                break;
            }
            at = end;
            if (end == to && endsInCutLineEnd(base + end)) {
                awaitsLineFeed = true;
                break;
            }
            endEvent(base + end, client);
            if (isOver()) {
                return;
            }
        }
        endOfPiece(to, client);
    }

    /** A line feed that ends the carriage return before it shares that event's fate. */
    private void takeLineFeed(byte first) {
        if (endedInReturn && first == '\n') {
            eventFrom++;
            forwarded = droppedLast ? eventFrom : forwarded;
        }
        endedInReturn = false;
    }

    private boolean isOver() {
        return failure != null || terminal;
    }

    /** CR LF CR: the line ends of this stream are of two bytes, so one more is to come. */
    private boolean endsInCutLineEnd(long end) {
        return end - eventFrom >= 2 && at(end - 1) == '\r' && at(end - 2) == '\n';
    }

    // ---- reading an event

    @Override
    public void data(byte[] b, int from, int to) {
        if (notJson) {
            return;
        }
        int start = from;
        if (markerMatched >= 0) {
            start = marker(b, from, to);
        }
        if (start < to && !notJson) {
            json(b, start, to);
        }
    }

    /** Tells {@code [DONE]} from JSON; returns where JSON goes on. */
    private int marker(byte[] b, int from, int to) {
        int at = from;
        while (at < to && markerMatched < DONE.length) {
            byte c = b[at];
            if (c == DONE[markerMatched]) {
                markerMatched++;
            } else if (markerMatched > 0 || c != ' ') {
                int matched = markerMatched;
                markerMatched = -1;
                if (matched > 0) {
                    json(DONE, 0, matched);
                }
                return at;
            }
            at++;
        }
        return to;
    }

    @SuppressWarnings("ReferenceEquality") // Which array it is tells the piece from what the splitter adds.
    private void json(byte[] b, int from, int to) {
        if (b == piece) {
            reading.delta = base + from - scan.position();
        }
        try {
            scan.feed(b, from, to);
        } catch (JsonError error) {
            notJson = true;
        }
    }

    // ---- what becomes of it

    /** The event at hand ends before this offset. */
    private void endEvent(long end, Sink client) {
        boolean isLong = end - eventFrom > HOLD_LIMIT_BYTES;
        if (isLong) {
            forwardLong(end, client);
        }
        switch (verdict(isLong)) {
            case PASS -> pass(end, client);
            case DROP -> drop(end, client);
            case TERMINAL -> hold(end, client);
            case FAILED -> {
                forward(forwarded, Math.max(forwarded, eventFrom), client);
                failure = failure == null ? reading.failure() : failure;
            }
        }
    }

    private Verdict verdict(boolean isLong) {
        Verdict verdict = failure == null ? judged(isLong) : Verdict.FAILED;
        if (verdict == Verdict.TERMINAL && !committed) {
            failure = Failure.Garbled.HOLLOW;
            return Verdict.FAILED;
        }
        return verdict;
    }

    private Verdict judged(boolean isLong) {
        if (sse.dataLength() == 0) {
            return Verdict.PASS;
        }
        if (markerMatched == DONE.length) {
            // What has its own last event may get ours besides; it says nothing.
            return reading.endsWithMarker() ? Verdict.TERMINAL : isLong ? Verdict.PASS : Verdict.DROP;
        }
        if (notJson || !scan.done()) {
            return unparsed();
        }
        Verdict verdict = reading.judge(sse, !isLong);
        if (verdict == Verdict.PASS || verdict == Verdict.TERMINAL) {
            committed |= reading.meaning;
            deliveredTextBytes += reading.countText(scan);
        }
        return verdict;
    }

    private Verdict unparsed() {
        if (sse.nameEquals(ERROR)) {
            return Verdict.FAILED;
        }
        if (++unparsed > UNPARSED_LIMIT) {
            failure = new Failure.Garbled("more than " + UNPARSED_LIMIT + " events are no JSON");
            return Verdict.FAILED;
        }
        return Verdict.PASS;
    }

    /** It goes on with the run before it, or at once if something in it is spliced. */
    private void pass(long end, Sink client) {
        if (reading.modelSpans() > 0) {
            forward(forwarded, end, client);
            forwarded = end;
        }
        beginEvent(end, false);
    }

    private void drop(long end, Sink client) {
        forward(forwarded, eventFrom, client);
        forwarded = end;
        beginEvent(end, true);
    }

    private void hold(long end, Sink client) {
        forward(forwarded, eventFrom, client);
        forwarded = Math.max(forwarded, eventFrom);
        // A line feed after two carriage returns is not waited for, so it never counts.
        boolean loose = end - forwarded >= 3 && at(end - 1) == '\n' && at(end - 2) == '\r' && at(end - 3) == '\r';
        last = copy(forwarded, loose ? end - 1 : end);
        terminal = true;
    }

    private void beginEvent(long from, boolean dropped) {
        endedInReturn = from > position && from == base + pieceTo && at(from - 1) == '\r';
        droppedLast = dropped;
        eventFrom = from;
        if (sse.hasData()) {
            scan.reset();
            reading.begin();
            markerMatched = 0;
            notJson = false;
        }
    }

    /**
     * Relays what is known to go on of an event that is too long to hold, of which the bytes up to {@code to} are here.
     */
    private void forwardLong(long to, Sink client) {
        if (markerMatched == DONE.length) {
            failure = new Failure.Garbled("an end marker of more than " + HOLD_LIMIT_BYTES + " bytes");
            return;
        }
        if (sse.nameEquals(ERROR)) {
            return;
        }
        committed = true;
        long upTo = reading.forwardable(scan, to);
        if (reading.errorAt >= 0) {
            upTo = Math.min(upTo, reading.errorAt);
        }
        if (reading.tooLongAt >= 0) {
            upTo = Math.min(upTo, reading.tooLongAt);
            failure = new Failure.Garbled(TOO_LONG);
        }
        while (upTo > forwarded && (at(upTo - 1) == '\n' || at(upTo - 1) == '\r')) {
            upTo--;
        }
        if (upTo > forwarded) {
            forward(forwarded, upTo, client);
            forwarded = upTo;
        }
    }

    private void endOfPiece(int to, Sink client) {
        long end = base + to;
        if (end - eventFrom > HOLD_LIMIT_BYTES) {
            forwardLong(end, client);
        } else if (forwarded < eventFrom) {
            forward(forwarded, eventFrom, client);
            forwarded = eventFrom;
        }
        endPiece(to, forwarded);
    }

    // ---- the end

    @Override
    public void end(Sink client) {
        if (isOver()) {
            return;
        }
        beginPiece(BLANK_LINE, 0);
        pieceTo = 0;
        if (awaitsLineFeed) {
            awaitsLineFeed = false;
            endEvent(position, client);
            forwardRun(client);
        } else if (sse.finish() && (markerMatched == DONE.length || (scan.done() && !notJson))) {
            endOpenEvent(client);
        }
        if (isOver()) {
            return;
        }
        if (reading.endsWithMarker() && reading.complete() && committed && !midEvent()) {
            terminal = true;
            last = MARKER;
        } else {
            failure = new Failure.Cut();
        }
    }

    /** The last event lacks its blank line but is whole: it counts, and we end it. */
    private void endOpenEvent(Sink client) {
        endEvent(position, client);
        if (terminal) {
            byte[] ended = Arrays.copyOf(last, last.length + BLANK_LINE.length);
            System.arraycopy(BLANK_LINE, 0, ended, last.length, BLANK_LINE.length);
            last = ended;
        } else if (failure == null && !droppedLast) {
            forwardRun(client);
            client.pass(BLANK_LINE, 0, BLANK_LINE.length);
        }
    }

    private void forwardRun(Sink client) {
        if (forwarded < eventFrom) {
            forward(forwarded, eventFrom, client);
            forwarded = eventFrom;
        }
    }

    @Override
    public void release(Sink client) {
        client.pass(last, 0, last.length);
        eventFrom = forwarded;
    }

    @Override
    public void interrupt(Sink client) {
        if (midEvent()) {
            client.pass(BLANK_LINE, 0, BLANK_LINE.length);
            eventFrom = forwarded;
        }
    }

    @Override
    public boolean midEvent() {
        return forwarded > eventFrom;
    }

    @Override
    public long deliveredTextBytes() {
        return midEvent() && !terminal ? deliveredTextBytes + reading.countSoFar(scan) : deliveredTextBytes;
    }
}
