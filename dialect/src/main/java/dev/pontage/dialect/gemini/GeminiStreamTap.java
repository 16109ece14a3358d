package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Scan;
import java.util.Arrays;

/**
 * The passage of a stream of events (design: "What the tap forwards"; protocols 4.3, 10).
 *
 * <p>An event is held until it is whole and judged; those that arrived whole go on in one run, uncopied. The protocol
 * has no end marker but the end of the body: so an event after which all is said is kept until the next shows that it
 * was not the last (D04). An event longer than {@link #HOLD_LIMIT_BYTES} is relayed while it is read, but for a name of
 * a model that is still being read and the line ends after the last line. What is done with an event depends on its
 * length, never on how it was cut (C5).
 */
final class GeminiStreamTap extends GeminiTap implements Sse.Data {
    /** How many events of one stream may be no JSON (F-15). */
    private static final int UNPARSED_LIMIT = 3;

    /** Of what comes without data after what may be the last event, more is not forwarded: it says nothing. */
    private static final int SILENT_LIMIT_BYTES = 4_096;

    private static final byte[] NOTHING = {};
    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[] BLANK_LINE = {'\n', '\n'};
    private static final byte[] ERROR = Gemini.utf8("error");

    private final Sse sse = new Sse();
    private final Scan scan;
    private int unparsed;
    private int pieceTo;
    private long deliveredTextBytes;

    // The event at hand; offsets count bytes of the answer.
    private long eventFrom;
    private long forwarded;
    private boolean notJson;

    /** Whether the event at hand is complete but for a line feed that may belong to its last carriage return. */
    private boolean awaitsLineFeed;

    /** Whether the last event ended in a carriage return, and the piece with it. */
    private boolean endedInReturn;

    /** What may be the last event, and what came after it without data. */
    private byte[] last = NOTHING;

    private long silentBytes;

    GeminiStreamTap(Operation.Kind kind, byte[] shownModel) {
        super(kind, shownModel);
        this.scan = new Scan(GeminiReading.shape(), GeminiReading.LIMITS, false, reading);
    }

    @Override
    public void feed(byte[] b, int from, int to, Sink client) {
        if (isOver() || from == to) {
            return;
        }
        bytes.beginPiece(b, from);
        pieceTo = to;
        takeLineFeed(b[from]);
        int at = from;
        if (awaitsLineFeed) {
            awaitsLineFeed = false;
            endEvent(b[from] == '\n' ? bytes.position + 1 : bytes.position, client);
        }
        while (at < to && !isOver()) {
            int end = sse.next(b, at, to, this);
            if (end < 0) {
                break;
            }
            at = end;
            if (end == to && endsInCutLineEnd(bytes.base + end)) {
                awaitsLineFeed = true;
                break;
            }
            endEvent(bytes.base + end, client);
        }
        if (!isOver()) {
            endOfPiece(to, client);
        }
    }

    /** A line feed that ends the carriage return before it shares that event's fate. */
    private void takeLineFeed(byte first) {
        if (endedInReturn && first == '\n') {
            eventFrom++;
            if (last.length > 0) {
                last = joined(last, LINE_FEED);
                forwarded = eventFrom;
            }
        }
        endedInReturn = false;
    }

    private boolean isOver() {
        return failure != null || terminal;
    }

    /** CR LF CR: the line ends of this stream are of two bytes, so one more is to come. */
    private boolean endsInCutLineEnd(long end) {
        return end - eventFrom >= 2 && bytes.at(end - 1) == '\r' && bytes.at(end - 2) == '\n';
    }

    // ---- reading an event

    @Override
    @SuppressWarnings("ReferenceEquality") // Which array it is tells the piece from what the splitter adds.
    public void data(byte[] b, int from, int to) {
        if (notJson) {
            return;
        }
        if (b == bytes.piece) {
            reading.delta = bytes.base + from - scan.position();
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
        if (end - eventFrom > HOLD_LIMIT_BYTES) {
            forwardLong(end, client);
        }
        if (failure == null) {
            judge(end);
        }
        if (failure != null) {
            flush(client);
            bytes.forward(forwarded, Math.max(forwarded, eventFrom), client);
        } else if (sse.dataLength() == 0) {
            passSilent(end);
        } else if (reading.complete()) {
            hold(end, client);
        } else {
            pass(end, client);
        }
    }

    private void judge(long end) {
        if (sse.dataLength() == 0) {
            if (isRawJson(end)) {
                byte[] raw = bytes.copy(eventFrom, end);
                failure = GeminiErrors.inStream(raw, raw.length);
            }
        } else if (notJson || !scan.done()) {
            unparsed();
        } else {
            reading.usage.settle();
            if (reading.failed() || reading.failedElement || sse.nameEquals(ERROR)) {
                failure = reading.failure();
                return;
            }
            committed |= reading.meaning;
            deliveredTextBytes += scan.textBytes();
        }
    }

    /** The service writes an error into a stream as bare lines of JSON, which are no event (protocols 12). */
    private boolean isRawJson(long end) {
        if (forwarded > eventFrom) {
            return false;
        }
        long at = eventFrom;
        while (at < end && bytes.at(at) <= ' ') {
            at++;
        }
        return at < end && (bytes.at(at) == '{' || bytes.at(at) == '[');
    }

    private void unparsed() {
        if (sse.nameEquals(ERROR) || ++unparsed > UNPARSED_LIMIT) {
            failure = new Failure.Garbled("events are no JSON");
        }
    }

    /** Blank lines and comments after what may be the last event stay with it. */
    private void passSilent(long end) {
        if (last.length == 0) {
            beginEvent(end);
            return;
        }
        silentBytes += end - forwarded;
        if (silentBytes <= SILENT_LIMIT_BYTES) {
            last = joined(last, bytes.copy(forwarded, end));
        }
        forwarded = end;
        beginEvent(end);
    }

    /** It goes on with the run before it, or at once if something in it is spliced. */
    private void pass(long end, Sink client) {
        flush(client);
        if (reading.modelSpans() > 0) {
            bytes.forward(forwarded, end, client);
            forwarded = end;
        }
        beginEvent(end);
    }

    private void hold(long end, Sink client) {
        flush(client);
        bytes.forward(forwarded, eventFrom, client);
        forwarded = Math.max(forwarded, eventFrom);
        last = bytes.copy(forwarded, end);
        forwarded = end;
        beginEvent(end);
    }

    /** What was kept was not the last. */
    private void flush(Sink client) {
        if (last.length > 0) {
            client.pass(last, 0, last.length);
            last = NOTHING;
            silentBytes = 0;
        }
    }

    private void beginEvent(long from) {
        endedInReturn = from > bytes.position
                && from == bytes.base + pieceTo
                && bytes.piece[(int) (from - 1 - bytes.base)] == '\r';
        eventFrom = from;
        if (sse.hasData()) {
            scan.reset();
            reading.begin();
            notJson = false;
        }
    }

    /**
     * Relays what is known to go on of an event that is too long to hold, of which the bytes up to {@code to} are here.
     */
    private void forwardLong(long to, Sink client) {
        if (isRawJson(to) || sse.nameEquals(ERROR)) {
            failure = new Failure.Garbled("an error of more than " + HOLD_LIMIT_BYTES + " bytes");
            return;
        }
        flush(client);
        committed = true;
        long upTo = reading.forwardable(scan, to);
        if (reading.errorAt >= 0) {
            upTo = Math.min(upTo, reading.errorAt);
        }
        if (reading.tooLongAt >= 0) {
            upTo = Math.min(upTo, reading.tooLongAt);
            failure = new Failure.Garbled(TOO_LONG);
        }
        while (upTo > forwarded && (bytes.at(upTo - 1) == '\n' || bytes.at(upTo - 1) == '\r')) {
            upTo--;
        }
        if (upTo > forwarded) {
            bytes.forward(forwarded, upTo, client);
            forwarded = upTo;
        }
    }

    private void endOfPiece(int to, Sink client) {
        long end = bytes.base + to;
        if (end - eventFrom > HOLD_LIMIT_BYTES) {
            forwardLong(end, client);
        } else {
            forwardRun(client);
        }
        bytes.endPiece(to, forwarded);
    }

    private void forwardRun(Sink client) {
        if (forwarded < eventFrom) {
            bytes.forward(forwarded, eventFrom, client);
            forwarded = eventFrom;
        }
    }

    // ---- the end

    @Override
    public void end(Sink client) {
        if (isOver()) {
            return;
        }
        bytes.beginPiece(BLANK_LINE, 0);
        pieceTo = 0;
        boolean whole = sse.idle() || awaitsLineFeed;
        if (awaitsLineFeed) {
            awaitsLineFeed = false;
            endEvent(bytes.position, client);
            forwardRun(client);
        } else if (sse.finish() ? scan.done() && !notJson : isRawJson(bytes.position)) {
            whole = true;
            endOpenEvent(client);
        }
        if (isOver()) {
            return;
        }
        if (reading.complete() && whole && last.length > 0) {
            terminal = true;
            committed = true;
        } else {
            failure = new Failure.Cut();
        }
    }

    /** The last event lacks its blank line but is whole: it counts, and we end it. */
    private void endOpenEvent(Sink client) {
        endEvent(bytes.position, client);
        if (last.length > 0) {
            last = joined(last, BLANK_LINE);
        } else if (failure == null) {
            forwardRun(client);
            client.pass(BLANK_LINE, 0, BLANK_LINE.length);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public void release(Sink client) {
        flush(client);
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
        return midEvent() && !terminal ? deliveredTextBytes + scan.textBytes() : deliveredTextBytes;
    }
}
