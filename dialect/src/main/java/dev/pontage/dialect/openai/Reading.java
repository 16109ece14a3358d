package dev.pontage.dialect.openai;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one answer say, be it one whole document or the events of a stream; a tap moves the bytes.
 *
 * <p>One reading serves both forms of an answer, so that both give the same usage (law of the fold). It builds nothing
 * for an ordinary event.
 */
abstract sealed class Reading implements Visitor permits ChatReading, ResponsesReading {
    /**
     * Answers are not refused for their size here: a batch of embeddings has millions of numbers. A response repeats
     * the request's tools a little deeper than they stood there, so depth exceeds a request's.
     */
    static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, 4_096);

    /** A longer name, or error that is only text, is not kept whole but ends the answer (F-17). */
    static final int KEEP_LIMIT_BYTES = 64 * 1024;

    static final int ROOT = 1;
    static final int MODEL = 2;

    /** The other place of a model's name, in events that carry a whole response. */
    static final int RESPONSE_MODEL = 18;

    /** Numbers of an error's fields, of {@code response.error}'s, and of those at the top. */
    static final int ERROR = 20;

    static final int RESPONSE_ERROR = ERROR + ErrorBody.NODES;
    static final int TOP = RESPONSE_ERROR + ErrorBody.NODES;
    static final int ERRORS_END = TOP + ErrorBody.NODES;

    /** From here on usage, {@link OpenAiUsage#NODES} numbers a place. */
    static final int USAGE = 100;

    static final int USAGE_END = USAGE + 3 * OpenAiUsage.NODES;

    final OpenAiUsage usage = new OpenAiUsage();

    /** What to add to an offset in the document to make it one in the answer. Set before each piece is read. */
    long delta;

    /** Where the document ends in the answer, or -1. */
    long rootEnd = -1;

    /** Where the value of an error begins in the answer, or -1. */
    long errorAt = -1;

    /** Where a string begins that is too long to be kept, or -1. */
    long tooLongAt = -1;

    /** Whether the document says something that means something to the client. */
    boolean meaning;

    /** Whether there is an object of usage, however empty. */
    boolean usageObject;

    private @Nullable ErrorBody error;
    private final boolean showsAskedModel;
    private long[] modelSpans = new long[4];
    private int modelSpanEnds;

    /** {@code showsAskedModel}: where {@code model} stands is remembered, to be spliced. */
    Reading(boolean showsAskedModel) {
        this.showsAskedModel = showsAskedModel;
    }

    abstract Shape shape();

    /** Judges a complete event. {@code removable}: none of it has been forwarded. */
    abstract Verdict judge(Sse sse, boolean removable);

    /** Unescaped bytes of answer text in the document at hand, asked once when it is complete. */
    abstract long countText(Scan scan);

    /** The same while the document is being read: what came of it so far, of an unfinished string too. */
    abstract long countSoFar(Scan scan);

    /** Whether {@code [DONE]} is what ends a stream. */
    abstract boolean endsWithMarker();

    /** Whether all was said, so that a stream that just stops is complete (F-12). */
    abstract boolean complete();

    /** Whether the document at hand is an error. */
    boolean failed() {
        return errorAt >= 0;
    }

    /**
     * The offset up to which the bytes before {@code end} may go on while the document is being read: a string that may
     * be spliced, or be an error, waits until it is known.
     */
    final long forwardable(Scan scan, long end) {
        int node = scan.pendingNode();
        boolean waits = isModel(node) ? showsAskedModel : node == ERROR || node == RESPONSE_ERROR;
        if (!waits) {
            return end;
        }
        long start = scan.pendingStart() + delta;
        if (end - start > KEEP_LIMIT_BYTES && tooLongAt < 0) {
            tooLongAt = start;
        }
        return start;
    }

    private static boolean isModel(int node) {
        return node == MODEL || node == RESPONSE_MODEL;
    }

    /** Forgets the document at hand. */
    void begin() {
        rootEnd = -1;
        errorAt = -1;
        tooLongAt = -1;
        meaning = false;
        usageObject = false;
        modelSpanEnds = 0;
        error = null;
        usage.forget();
    }

    /** The error in the document at hand. */
    final Failure failure() {
        return OpenAiErrors.inStream(error == null ? new ErrorBody() : error);
    }

    final int modelSpans() {
        return modelSpanEnds / 2;
    }

    final long modelFrom(int span) {
        return modelSpans[2 * span];
    }

    final long modelTo(int span) {
        return modelSpans[2 * span + 1];
    }

    // ---- what both kinds of answer share

    @Override
    public final void value(Scan scan, int node) {
        if (node >= USAGE && node < USAGE_END) {
            usage.value(scan, (node - USAGE) % OpenAiUsage.NODES);
        } else if (node >= ERROR && node < ERRORS_END) {
            errorValue(scan, node);
        } else if (isModel(node)) {
            model(scan);
        } else {
            scalar(scan, node);
        }
    }

    /** A scalar at a place of this kind of answer. */
    abstract void scalar(Scan scan, int node);

    @Override
    public final void open(Scan scan, int node) {
        if (node == ERROR || node == RESPONSE_ERROR) {
            errorAt = scan.start() + delta;
        } else if (node >= USAGE && node < USAGE_END && (node - USAGE) % OpenAiUsage.NODES == 0) {
            usageObject = true;
        } else {
            opened(scan, node);
        }
    }

    /** An object or array begins at a place of this kind of answer. */
    abstract void opened(Scan scan, int node);

    @Override
    public final void close(Scan scan, int node) {
        if (node == ROOT) {
            rootEnd = scan.end() + delta;
        } else {
            closed(scan, node);
        }
    }

    /** An object or array at a place of this kind of answer is complete. */
    abstract void closed(Scan scan, int node);

    private void model(Scan scan) {
        if (!showsAskedModel || scan.kind() != Kind.STRING) {
            return;
        }
        limitLength(scan);
        if (modelSpanEnds == modelSpans.length) {
            modelSpans = Arrays.copyOf(modelSpans, modelSpanEnds * 2);
        }
        modelSpans[modelSpanEnds++] = scan.start() + delta;
        modelSpans[modelSpanEnds++] = scan.end() + delta;
    }

    private void limitLength(Scan scan) {
        if (scan.end() - scan.start() > KEEP_LIMIT_BYTES) {
            tooLongAt = scan.start() + delta;
        }
    }

    private void errorValue(Scan scan, int node) {
        if (scan.kind() == Kind.NULL || scan.kind() == Kind.FALSE) {
            return;
        }
        boolean itself = node == ERROR || node == RESPONSE_ERROR;
        if (itself && (scan.kind() != Kind.STRING || scan.textLength() > 0)) {
            limitLength(scan);
            errorAt = scan.start() + delta;
        }
        if (error == null) {
            error = new ErrorBody();
        }
        error.value(scan, (node - ERROR) % ErrorBody.NODES);
    }

    /** What is done with an event. */
    enum Verdict {
        /** It goes to the client. */
        PASS,
        /** It is usage that nobody asked for. */
        DROP,
        /** It ends the stream. */
        TERMINAL,
        /** It says that the answer failed. */
        FAILED
    }
}
