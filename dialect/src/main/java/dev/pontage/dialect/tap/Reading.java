package dev.pontage.dialect.tap;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Usage;
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
 * for an ordinary event. A dialect's own tells by its shape what it wants to hear of, and passes on to here what a tap
 * must know: where the document ends, where a model's name stands, where an error begins.
 */
public abstract class Reading implements Visitor, Forwarding.Names {
    /**
     * Answers are not refused for their size here: a batch of embeddings has millions of numbers. A response repeats
     * the request's tools a little deeper than they stood there, so depth exceeds a request's.
     */
    public static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, 4_096);

    /** A longer name, or error that is only text, is not kept whole but ends the answer (F-17). */
    static final int KEEP_LIMIT_BYTES = 64 * 1024;

    /** Whether the document says something that means something to the client. */
    protected boolean meaning;

    /** What to add to an offset in the document to make it one in the answer. Set before each piece is read. */
    long delta;

    /** Where the document ends in the answer, or -1. */
    long rootEnd = -1;

    /** Where the value of an error begins in the answer, or -1. */
    long errorAt = -1;

    /** Where a string begins that is too long to be kept, or -1. */
    long tooLongAt = -1;

    private final boolean showsAskedModel;
    private long[] modelSpans = new long[4];
    private int modelSpanEnds;

    /** {@code showsAskedModel}: where {@code model} stands is remembered, to be spliced. */
    protected Reading(boolean showsAskedModel) {
        this.showsAskedModel = showsAskedModel;
    }

    protected abstract Shape shape();

    /** Whether a model's name stands at this place of the shape. */
    protected abstract boolean isModel(int node);

    /** Whether an error stands at this place of the shape, be it an object or only text. */
    protected abstract boolean isError(int node);

    /** Judges a complete event. {@code removable}: none of it has been forwarded. */
    protected abstract Verdict judge(Sse sse, boolean removable);

    /** Says that a whole answer is complete: its count, if it has one, holds. */
    protected abstract void settle();

    /** Unescaped bytes of answer text in the document at hand, asked once when it is complete. */
    protected abstract long countText(Scan scan);

    /** The same while the document is being read: what came of it so far, of an unfinished string too. */
    protected abstract long countSoFar(Scan scan);

    /** Whether {@code [DONE]} is what ends a stream. */
    protected abstract boolean endsWithMarker();

    /** Whether a whole answer lacks what no success of its kind lacks: then it is none. */
    protected abstract boolean hollow();

    /** Whether all was said, so that a stream that just stops is complete (F-12). */
    protected abstract boolean complete();

    /** The error in the document at hand. */
    protected abstract Failure failure();

    /** The provider's own count so far, or null if it gave none. */
    protected abstract @Nullable Usage usage();

    /** Whether a count was contradictory and had to be clamped (L-21). */
    protected abstract boolean clamped();

    /** Whether the document at hand is an error. */
    protected boolean failed() {
        return errorAt >= 0;
    }

    /** Forgets the document at hand. */
    protected void begin() {
        rootEnd = -1;
        errorAt = -1;
        tooLongAt = -1;
        meaning = false;
        modelSpanEnds = 0;
    }

    // ---- what a dialect's reading passes on

    /** The document is complete; called when its object closes. */
    protected final void documentEnded(Scan scan) {
        rootEnd = scan.end() + delta;
    }

    /** A model's name, or what stands in its place. */
    protected final void model(Scan scan) {
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

    /** An error begins here, be it an object that opens or a text. */
    protected final void errorHere(Scan scan) {
        limitLength(scan);
        errorAt = scan.start() + delta;
    }

    private void limitLength(Scan scan) {
        if (scan.end() - scan.start() > KEEP_LIMIT_BYTES) {
            tooLongAt = scan.start() + delta;
        }
    }

    // ---- what a tap asks

    /**
     * The offset up to which the bytes before {@code end} may go on while the document is being read: a string that may
     * be spliced, or be an error, waits until it is known.
     */
    final long forwardable(Scan scan, long end) {
        int node = scan.pendingNode();
        boolean waits = isModel(node) ? showsAskedModel : isError(node);
        if (!waits) {
            return end;
        }
        long start = scan.pendingStart() + delta;
        if (end - start > KEEP_LIMIT_BYTES && tooLongAt < 0) {
            tooLongAt = start;
        }
        return start;
    }

    @Override
    public final int modelSpans() {
        return modelSpanEnds / 2;
    }

    @Override
    public final long modelFrom(int span) {
        return modelSpans[2 * span];
    }

    @Override
    public final long modelTo(int span) {
        return modelSpans[2 * span + 1];
    }

    /** What is done with an event. */
    public enum Verdict {
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
