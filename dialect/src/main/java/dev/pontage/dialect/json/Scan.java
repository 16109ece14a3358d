package dev.pontage.dialect.json;

import dev.pontage.dialect.json.JsonError.Code;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A validating look at one JSON document after another, fed in pieces cut anywhere, that reports the places its
 * {@link Shape} names.
 *
 * <p>It accepts exactly RFC 8259 in UTF-8, within its {@link Limits}, and builds no objects: a value is told by its
 * offsets, and is kept only where the shape says so. What it reports, and every count and offset in it, does not depend
 * on how the input was cut. Between documents it is used again; it belongs to one thread at a time. A visitor that
 * throws leaves it unusable until {@link #reset}.
 *
 * <p><b>Names given twice.</b> Strict, for requests: a named member given twice in one object is an error, for gateway
 * and upstream could read different ones and a dear model pass for a cheap one; so is one spelled with an escape, or in
 * another case, which some readers take for the same. Not strict, for answers: every occurrence is reported, in order,
 * however spelled. A visitor that overwrites what it knew then believes the last, as nearly every client's parser does,
 * and one that splices changes them all.
 */
public final class Scan extends Value {
    /** How many tokens one media string counts at most; its decoded length counts if that is less. */
    public static final int MEDIA_TOKENS_LIMIT = 16_384;

    /** How many tokens a document or a film counts that is given by its address: a context that few models exceed. */
    public static final int LONG_MEDIA_TOKENS_LIMIT = 262_144;

    private static final int VALUE = 0;
    private static final int FIRST_ELEMENT = 1;
    private static final int FIRST_NAME = 2;
    private static final int NEXT_NAME = 3;
    private static final int COLON = 4;
    private static final int AFTER_VALUE = 5;
    private static final int ENDED = 6;
    private static final int IN_NAME = 7;
    private static final int IN_STRING = 8;
    private static final int IN_NUMBER = 9;
    private static final int IN_LITERAL = 10;

    private static final byte[] NO_BYTES = {};

    private final Shape shape;
    private final Limits limits;
    private final boolean strict;
    private final Visitor visitor;
    private final Digits digits = new Digits();
    private final Literal literal = new Literal();
    private final Tally tally = new Tally();
    private int state;
    private long position;

    /** What to add to an index of the piece at hand to make it an offset in the document. */
    private long base;

    private long nameStart;
    private int tokens;
    private long rootOpenEnd;
    private boolean rootHasMember;
    private @Nullable JsonError refused;

    /**
     * Begins before the first byte of a document.
     *
     * @param strict whether a named member given twice in one object, or spelled with an escape or in another case, is
     *     an error; if not, every occurrence is reported, in order
     */
    public Scan(Shape shape, Limits limits, boolean strict, Visitor visitor) {
        super(shape.root(), limits.depth());
        this.shape = shape;
        this.limits = limits;
        this.strict = strict;
        this.visitor = visitor;
        reset();
    }

    /** Forgets the document, so that the next byte fed begins another. */
    public void reset() {
        state = VALUE;
        open.depth = 0;
        node = shape.root();
        position = 0;
        base = 0;
        tally.reset();
        tokens = 0;
        rootOpenEnd = -1;
        rootHasMember = false;
        refused = null;
        text.kept.release();
    }

    /**
     * Reads all of the next bytes of the document; after its end only white space may follow.
     *
     * @throws JsonError if the document is refused; the scan repeats that error until {@link #reset}
     */
    public void feed(byte[] b, int from, int to) {
        Objects.checkFromToIndex(from, to, b.length);
        if (refused != null) {
            throw refused;
        }
        base = position - from;
        int i = from;
        while (i < to) {
            i = switch (state) {
                case IN_NAME -> name(b, i, to);
                case IN_STRING -> string(b, i, i, to);
                case IN_NUMBER -> number(b, i, to);
                case IN_LITERAL -> literal(b, i, to);
                default -> structure(b, i, to);
            };
        }
        position = base + to;
        text.kept.release();
    }

    /**
     * Says that the input has ended; a number that is the whole document is complete only now.
     *
     * @throws JsonError with {@code INCOMPLETE} if the document is not
     */
    public void finish() {
        if (refused != null) {
            throw refused;
        }
        base = 0;
        if (state == IN_NUMBER && open.depth == 0 && digits.complete()) {
            completeNumber(NO_BYTES, 0);
        }
        if (state != ENDED) {
            throw refusal(Code.INCOMPLETE, position);
        }
    }

    private int structure(byte[] b, int from, int to) {
        int i = from;
        int c = b[i];
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            if (++i == to) {
                return i;
            }
            c = b[i];
        }
        switch (state) {
            case VALUE:
                return value(b, i, to, c);
            case FIRST_ELEMENT:
                return c == ']' ? close(i, true) : value(b, i, to, c);
            case FIRST_NAME:
                return c == '}' ? close(i, true) : beginName(b, i, to, c);
            case NEXT_NAME:
                return beginName(b, i, to, c);
            case COLON:
                if (c != ':') {
                    throw refusal(Code.SYNTAX, base + i);
                }
                state = VALUE;
                return i + 1;
            case AFTER_VALUE:
                return afterValue(b, i, to, c);
            default:
                throw refusal(Code.TRAILING, base + i);
        }
    }

    /** Goes on to the next value at once where no white space is between, as in what machines write. */
    private int afterValue(byte[] b, int i, int to, int c) {
        boolean array = open.inArray();
        if (c != ',') {
            if (c != (array ? ']' : '}')) {
                throw refusal(Code.SYNTAX, base + i);
            }
            return close(i, false);
        }
        int next = i + 1;
        if (array) {
            open.nextElement();
            node = open.node().elements;
            state = VALUE;
            return next < to && b[next] > ' ' ? value(b, next, to, b[next]) : next;
        }
        node = Node.OUTSIDE;
        state = NEXT_NAME;
        return next < to && b[next] == '"' ? beginName(b, next, to, '"') : next;
    }

    // ---- member names

    private int beginName(byte[] b, int i, int to, int c) {
        if (c != '"') {
            throw refusal(Code.SYNTAX, base + i);
        }
        nameStart = base + i;
        countToken(nameStart);
        rootHasMember |= open.depth == 1;
        Node object = open.node();
        int from = i + 1;
        int quote = Text.plain(b, from, to);
        if (quote < to && b[quote] == '"' && quote - from <= limits.nameBytes()) {
            tally.name(object, quote - from);
            completeName(object, b, from, quote, false);
            return afterName(b, quote + 1, to);
        }
        text.begin(object.hasNames, limits.nameBytes());
        state = IN_NAME;
        return name(b, from, to);
    }

    private int name(byte[] b, int from, int to) {
        // One byte past the limit, where the closing quote may stand.
        int window = (int) Math.min(to, from + limits.nameBytes() + 1L - text.rawLength());
        int i = text.run(b, from, from, window);
        if (text.closed) {
            state = COLON; // its text is counted from here on, also if the name is refused
            Node object = open.node();
            tally.name(object, text.length());
            completeName(object, text.kept.bytes, text.kept.from, text.kept.to, text.escaped);
            return afterName(b, i, to);
        }
        if (text.failure != null) {
            throw refusal(text.failure, base + i);
        }
        if (text.rawLength() > limits.nameBytes()) {
            throw refusal(Code.NAME_LENGTH, nameStart);
        }
        return i;
    }

    private int afterName(byte[] b, int i, int to) {
        if (i == to || b[i] != ':') {
            state = COLON;
            return i;
        }
        int next = i + 1;
        state = VALUE;
        return next < to && b[next] > ' ' ? value(b, next, to, b[next]) : next;
    }

    private void completeName(Node object, byte[] b, int from, int to, boolean escaped) {
        if (!object.hasNames) {
            node = object.others;
            return;
        }
        node = object.member(b, from, to);
        if (!strict) {
            return;
        }
        if (node.bit != 0) {
            if (escaped) {
                throw refusal(Code.ESCAPED_NAME, nameStart);
            }
            if (open.sawAgain(node)) {
                throw refusal(Code.DUPLICATE_NAME, nameStart);
            }
        } else {
            Node meant = object.otherwiseSpelled(b, from, to);
            if (meant != null) {
                node = meant;
                throw refusal(Code.OTHER_CASE, nameStart);
            }
        }
    }

    // ---- values

    private int value(byte[] b, int i, int to, int c) {
        start = base + i;
        countToken(start);
        switch (c) {
            case '"':
                return beginString(b, i + 1, to);
            case '{':
                return open(i, false);
            case '[':
                return open(i, true);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
                return beginNumber(b, i, to);
            case 't', 'f', 'n':
                kind = literal.begin(c);
                state = IN_LITERAL;
                return literal(b, i, to);
            default:
                // EF, FE and FF begin the marks of UTF-8 and UTF-16, and no JSON.
                boolean mark = start == 0 && (c == (byte) 0xef || c == (byte) 0xfe || c == (byte) 0xff);
                throw refusal(mark ? Code.BOM : Code.SYNTAX, start);
        }
    }

    private int beginString(byte[] b, int from, int to) {
        kind = Kind.STRING;
        boolean capture = node.has(Flag.CAPTURE);
        boolean keep = capture || Tally.isMedia(node);
        int keepBytes = capture ? limits.captureBytes() : Tally.BEGINNING_BYTES;
        int quote = Text.plain(b, from, to);
        if (quote < to && b[quote] == '"') {
            if (node.isReported()) {
                text.plain(b, from, quote, keep, keepBytes);
            }
            completeString(quote + 1);
            return quote + 1;
        }
        text.begin(keep, keepBytes);
        state = IN_STRING;
        return string(b, from, quote, to);
    }

    private int string(byte[] b, int from, int plainTo, int to) {
        int i = text.run(b, from, plainTo, to);
        if (text.closed) {
            completeString(i);
        } else if (text.failure != null) {
            throw refusal(text.failure, base + i);
        }
        return i;
    }

    private void completeString(int i) {
        end = base + i;
        if (node.flags != 0) {
            tally.string(node, text.length(), text.kept);
        }
        complete();
    }

    private int beginNumber(byte[] b, int i, int to) {
        kind = Kind.NUMBER;
        digits.begin();
        state = IN_NUMBER;
        if (node.id != 0) {
            text.kept.begin(limits.numberChars());
        }
        return number(b, i, to);
    }

    private int number(byte[] b, int from, int to) {
        if (node.id != 0) {
            text.kept.piece(from);
        }
        // One byte past the limit, which must not belong to the number.
        int window = (int) Math.min(to, from + limits.numberChars() + 1L - digits.length());
        int i = digits.run(b, from, window);
        if (digits.length() > limits.numberChars()) {
            throw refusal(Code.NUMBER_LENGTH, start);
        }
        if (i < to) {
            if (!digits.complete()) {
                throw refusal(Code.SYNTAX, base + i);
            }
            completeNumber(b, i);
        } else if (node.id != 0) {
            text.kept.copyPiece(b, i);
        }
        return i;
    }

    private void completeNumber(byte[] b, int i) {
        end = start + digits.length();
        if (node.id != 0) {
            text.kept.end(b, i);
        }
        complete();
    }

    private int literal(byte[] b, int from, int to) {
        int i = literal.run(b, from, to);
        if (literal.complete()) {
            end = base + i;
            complete();
        } else if (i < to) {
            throw refusal(Code.SYNTAX, base + i);
        }
        return i;
    }

    /** Reports the scalar at hand, if anybody asked for it. */
    private void complete() {
        state = open.depth == 0 ? ENDED : AFTER_VALUE;
        if (node.id != 0) {
            visitor.value(this, node.id);
        }
    }

    // ---- objects and arrays

    private int open(int i, boolean array) {
        if (open.isFull()) {
            throw refusal(Code.DEPTH, start);
        }
        kind = array ? Kind.ARRAY : Kind.OBJECT;
        end = start + 1;
        if (open.depth == 0 && !array) {
            rootOpenEnd = end;
        }
        if (node.id != 0) {
            visitor.open(this, node.id);
        }
        open.push(node, array, start);
        node = array ? node.elements : Node.OUTSIDE;
        state = array ? FIRST_ELEMENT : FIRST_NAME;
        return i + 1;
    }

    private int close(int i, boolean withNothing) {
        node = open.node();
        kind = open.inArray() ? Kind.ARRAY : Kind.OBJECT;
        start = open.start();
        end = base + i + 1;
        empty = withNothing;
        open.depth--;
        state = open.depth == 0 ? ENDED : AFTER_VALUE;
        if (node.id != 0) {
            visitor.close(this, node.id);
        }
        return i + 1;
    }

    private void countToken(long at) {
        if (++tokens > limits.tokens()) {
            throw refusal(Code.TOKENS, at);
        }
    }

    private JsonError refusal(Code code, long offset) {
        text.kept.release();
        JsonError error = new JsonError(code, offset, path());
        refused = error;
        return error;
    }

    // ---- the document so far

    /**
     * Whether the document is complete; one that is a bare number never is before {@link #finish} or a byte after it.
     */
    public boolean done() {
        return state == ENDED;
    }

    /** Bytes fed since the reset, by calls that have returned. */
    public long position() {
        return position;
    }

    /** Decoded bytes of all text so far, what was read of an unfinished string included. */
    public long textBytes() {
        return switch (state) {
            case IN_STRING -> tally.textBytesWith(node, text.length());
            case IN_NAME -> open.node().has(Flag.DEEP_TEXT) ? tally.textBytes() + text.length() : tally.textBytes();
            default -> tally.textBytes();
        };
    }

    /** Tokens that media counts for so far, what was read of an unfinished string included. */
    public long mediaTokens() {
        return state == IN_STRING ? tally.mediaTokensWith(node, text.length()) : tally.mediaTokens();
    }

    /** The most tokens that media may count upstream, by what the flags say; strings that are complete. */
    public long mediaBound() {
        return tally.mediaBound();
    }

    /** How many values and member names so far. */
    public int tokens() {
        return tokens;
    }

    /** Offset of the first byte of the named scalar now being read, or -1. */
    public long pendingStart() {
        return pendingNode() == 0 ? -1 : start;
    }

    /** The place of the named scalar now being read, or 0. */
    public int pendingNode() {
        return state >= IN_STRING ? node.id : 0;
    }

    /** Offset just after the bracket that opens the document if that is an object, or -1. */
    public long rootOpenEnd() {
        return rootOpenEnd;
    }

    /** Whether the document is an object without a member so far. */
    public boolean rootEmpty() {
        return rootOpenEnd >= 0 && !rootHasMember;
    }
}
