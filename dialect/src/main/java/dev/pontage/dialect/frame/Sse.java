package dev.pontage.dialect.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A splitter of an event stream (WHATWG HTML, section 9.2.6) into events, fed in pieces cut anywhere.
 *
 * <p>It keeps no line and no data, only an event's name, so its memory does not grow; lines may be of any length and
 * end in CR, LF or both. Two rules are ours: every blank line ends an event, also one without data, since its bytes are
 * forwarded all the same; and an event that the end of the input leaves open is told by {@link #finish}, since
 * providers end that way and their usage counts. It belongs to one thread at a time.
 */
public final class Sse {
    /** How many bytes of an event's name are kept. */
    public static final int NAME_LIMIT_BYTES = 128;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long RETURNS = ONES * '\r';
    private static final long FEEDS = ONES * '\n';

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] FEED = {'\n'};
    private static final byte[] NOTHING = {};

    private State state = State.STREAM_START;
    private Field field = Field.OTHER;
    private boolean valueBegan;
    private boolean ended;
    private boolean afterReturn;
    private boolean idle = true;
    private boolean hasFields;
    private boolean hasData;
    private boolean maybeData;
    private boolean maybeEvent;
    private int matched;
    private long dataLength;
    private byte[] name = NOTHING;
    private int nameLength;

    /** Forgets the stream, so that the next byte begins another. */
    public void reset() {
        state = State.STREAM_START;
        matched = 0;
        afterReturn = false;
        beginEvent();
    }

    /**
     * Reads on to the end of the event at hand, which the accessors then describe until the next call.
     *
     * <p>An event that ends in CR ends there when nothing follows in this piece, for to wait for a line feed would
     * hold it back; the line feed is then skipped as the first byte of the next piece, and {@link #idle} stays true.
     *
     * @return the offset just after the blank line that ended the event, or -1 when the input is used up
     */
    public int next(byte[] b, int from, int to, Data sink) {
        Objects.checkFromToIndex(from, to, b.length);
        if (ended) {
            beginEvent();
        }
        int i = from;
        while (i < to) {
            switch (state) {
                case STREAM_START -> i = mark(b, i);
                case LINE_START -> {
                    i = lineStart(b, i, to);
                    if (ended) {
                        return i;
                    }
                }
                case FIELD -> i = field(b, i, to, sink);
                case VALUE -> i = value(b, i, to, sink);
            }
        }
        return -1;
    }

    /**
     * Says that the input has ended; tells whether that left an event with data open, which the accessors describe. A
     * line cut off before its colon is no field.
     */
    public boolean finish() {
        return hasData && !ended;
    }

    private void beginEvent() {
        ended = false;
        idle = true;
        hasFields = false;
        hasData = false;
        dataLength = 0;
        nameLength = 0;
    }

    private int mark(byte[] b, int i) {
        if (b[i] == MARK[matched]) {
            idle = false;
            if (++matched == MARK.length) {
                state = State.LINE_START;
            }
            return i + 1;
        }
        if (matched == 0) {
            state = State.LINE_START;
        } else {
            beginField(matched);
        }
        return i;
    }

    private int lineStart(byte[] b, int i, int to) {
        byte c = b[i];
        boolean endOfReturn = afterReturn && c == '\n';
        afterReturn = false;
        if (endOfReturn) {
            return i + 1;
        }
        idle = false;
        if (c == '\n' || c == '\r') {
            ended = true;
            afterReturn = c == '\r';
            if (afterReturn && i + 1 < to && b[i + 1] == '\n') {
                afterReturn = false;
                return i + 2;
            }
            return i + 1;
        }
        beginField(0);
        return i;
    }

    private void beginField(int bytesOfNoField) {
        state = State.FIELD;
        matched = bytesOfNoField;
        maybeData = bytesOfNoField == 0;
        maybeEvent = bytesOfNoField == 0;
    }

    private int field(byte[] b, int from, int to, Data sink) {
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == ':' || c == '\n' || c == '\r') {
                beginValue(sink);
                if (c == ':') {
                    state = State.VALUE;
                } else {
                    endLine(c);
                }
                return i + 1;
            }
            maybeData &= matched < DATA.length && DATA[matched] == c;
            maybeEvent &= matched < EVENT.length && EVENT[matched] == c;
            matched = Math.min(matched + 1, EVENT.length + 1);
        }
        return to;
    }

    private void beginValue(Data sink) {
        valueBegan = false;
        hasFields |= matched > 0; // a line that begins with a colon is a comment
        if (maybeData && matched == DATA.length) {
            field = Field.DATA;
            if (hasData) {
                dataLength++;
                sink.data(FEED, 0, 1);
            }
            hasData = true;
        } else if (maybeEvent && matched == EVENT.length) {
            field = Field.EVENT;
            nameLength = 0;
        } else {
            field = Field.OTHER;
        }
    }

    private int value(byte[] b, int from, int to, Data sink) {
        int start = !valueBegan && b[from] == ' ' ? from + 1 : from;
        valueBegan = true;
        int end = lineEnd(b, start, to);
        if (end > start) {
            switch (field) {
                case DATA -> {
                    dataLength += end - start;
                    sink.data(b, start, end);
                }
                case EVENT -> keepName(b, start, end);
                case OTHER -> {}
            }
        }
        if (end == to) {
            return to;
        }
        endLine(b[end]);
        return end + 1;
    }

    private void endLine(byte c) {
        afterReturn = c == '\r';
        state = State.LINE_START;
    }

    private void keepName(byte[] b, int from, int to) {
        if (name.length == 0) {
            name = new byte[NAME_LIMIT_BYTES];
        }
        int taken = Math.min(to - from, NAME_LIMIT_BYTES - nameLength);
        System.arraycopy(b, from, name, nameLength, taken);
        nameLength += taken;
    }

    /** The index of the next CR or LF, or {@code to}. */
    private static int lineEnd(byte[] b, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            long w = (long) LONGS.get(b, i);
            long returns = w ^ RETURNS;
            long feeds = w ^ FEEDS;
            long hits = (((returns - ONES) & ~returns) | ((feeds - ONES) & ~feeds)) & HIGH_BITS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (i < to && b[i] != '\n' && b[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Whether no byte was read since the last event ended, or since the start, but for the line feed of that end. */
    public boolean idle() {
        return idle || ended;
    }

    /** Whether the event has a data line, be it an empty one. */
    public boolean hasData() {
        return hasData;
    }

    /** Bytes of the event's data so far, joints between its lines included. */
    public long dataLength() {
        return dataLength;
    }

    /** Whether the event has no line but comments, or none at all. */
    public boolean commentsOnly() {
        return !hasFields;
    }

    /** The event's name, cut at {@link #NAME_LIMIT_BYTES}; empty if it has none. */
    public String name() {
        return new String(name, 0, nameLength, StandardCharsets.UTF_8);
    }

    /** Whether {@link #name} is these bytes of UTF-8; makes no object. */
    public boolean nameEquals(byte[] utf8) {
        return Arrays.equals(name, 0, nameLength, utf8, 0, utf8.length);
    }

    /** Takes an event's data as it comes, in pieces; between two data lines comes a piece of one line feed. */
    @FunctionalInterface
    public interface Data {
        void data(byte[] b, int from, int to);
    }

    private enum State {
        STREAM_START,
        LINE_START,
        FIELD,
        VALUE
    }

    private enum Field {
        DATA,
        EVENT,
        OTHER
    }
}
