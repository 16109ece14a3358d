package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import dev.pontage.dialect.tap.ErrorWords;
import dev.pontage.dialect.tap.Forwarding;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one answer say, be they events, the elements of one array, or one whole document; a tap moves
 * the bytes (protocols 4.3).
 *
 * <p>One reading serves all forms, so that all give the same usage (law of the fold). It builds nothing for an ordinary
 * event. Offsets count bytes of the answer.
 */
final class GeminiReading implements Visitor, Forwarding.Names {
    /** Answers are not refused for their size here: a batch of embeddings has millions of numbers. */
    static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, 4_096);

    /** A longer name of a model, or error that is only text, is not kept whole but ends the answer (F-17). */
    static final int KEEP_LIMIT_BYTES = 64 * 1024;

    private static final int ROOT = 1;
    private static final int MODEL = 2;
    private static final int CANDIDATE = 3;
    private static final int INDEX = 4;
    private static final int FINISH = 5;
    private static final int CALL = 6;
    private static final int INLINE = 7;
    private static final int BLOCK = 8;
    private static final int BLOCKED_MESSAGE = 9;
    private static final int VECTORS = 10;
    private static final int ERROR = 100;
    private static final int USAGE = 200;

    /** From here on: delivered text. */
    private static final int TEXT = 300;

    /** The same places in the elements of an array have numbers this much higher. */
    private static final int IN_ARRAY = 1_000;

    /** Candidates beyond it are not told apart. */
    private static final int CANDIDATES_MAX = 1 << 10;

    private static final byte[] UNSPECIFIED_FINISH = Gemini.utf8("FINISH_REASON_UNSPECIFIED");
    private static final byte[] UNSPECIFIED_BLOCK = Gemini.utf8("BLOCK_REASON_UNSPECIFIED");

    private static final Shape SHAPE = Shape.of(paths -> {
        places(paths, "", 0);
        places(paths, "[]", IN_ARRAY);
    });

    final GeminiUsage usage = new GeminiUsage();

    /** What to add to an offset in the document to make it one in the answer. Set before each piece is read. */
    long delta;

    /** Where the document ends, or -1. */
    long rootEnd = -1;

    /** Where the value of an error begins, or -1. */
    long errorAt = -1;

    /** Where a string begins that is too long to be kept, or -1. */
    long tooLongAt = -1;

    /** Whether the document says something that means something to the client. */
    boolean meaning;

    /** Whether the document is an array. */
    boolean array;

    /** Where the last element of the array ended, and the one before it; 0 before there is one. */
    long elementEnd;

    long elementBefore;

    /** Whether an element was an error: nothing after it counts. */
    boolean failedElement;

    /** Where that element ended. */
    long failedEnd;

    /** Whether an element meant something to the client. */
    boolean meant;

    /** Bytes of text up to the end of the last element. */
    long elementText;

    /** Whether all was said at the end of the last element; one that is still being read says nothing yet. */
    boolean elementsComplete;

    private final Operation.Kind kind;
    private final boolean showsAskedModel;
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private boolean blocked;
    private boolean vectors;
    private @Nullable ErrorWords error;
    private int index;
    private int position;
    private boolean finish;
    private long[] modelSpans = new long[4];
    private int modelSpanEnds;

    /** {@code showsAskedModel}: where {@code modelVersion} stands is remembered, to be spliced. */
    GeminiReading(Operation.Kind kind, boolean showsAskedModel) {
        this.kind = kind;
        this.showsAskedModel = showsAskedModel;
    }

    private static void places(Shape.Paths paths, String root, int base) {
        String in = root.isEmpty() ? "" : root + '.';
        paths.at(root, base + ROOT)
                .at(in + "modelVersion", base + MODEL)
                .at(in + "candidates[]", base + CANDIDATE)
                .at(in + "candidates[].index", base + INDEX)
                .at(in + "candidates[].finishReason", base + FINISH, Flag.CAPTURE)
                .at(in + "promptFeedback.blockReason", base + BLOCK, Flag.CAPTURE)
                .at(in + "promptFeedback.blockReasonMessage", base + BLOCKED_MESSAGE, Flag.TEXT);
        paths.at(in + "embedding", base + VECTORS).at(in + "embeddings[]", base + VECTORS + 1);
        String part = in + "candidates[].content.parts[]";
        paths.at(part + ".functionCall", base + CALL)
                .at(part + ".inlineData.data", base + INLINE)
                .at(part + ".text", base + TEXT, Flag.TEXT)
                .at(part + ".functionCall.args", base + TEXT + 1, Flag.DEEP_TEXT)
                .at(part + ".functionCall.partialArgs", base + TEXT + 2, Flag.DEEP_TEXT)
                .at(part + ".executableCode.code", base + TEXT + 3, Flag.TEXT)
                .at(part + ".codeExecutionResult.output", base + TEXT + 4, Flag.TEXT);
        ErrorWords.at(paths, in + "error", base + ERROR);
        GeminiUsage.at(paths, in + "usageMetadata", base + USAGE);
    }

    static Shape shape() {
        return SHAPE;
    }

    /** Whether all was said: each candidate ended, or the prompt was refused. There is no other end marker. */
    boolean complete() {
        return blocked || (!begun.isEmpty() && begun.equals(finished));
    }

    /**
     * Whether a whole answer lacks what no success lacks. A count of tokens lacks nothing: this protocol leaves out a
     * member that is zero.
     */
    boolean hollow() {
        return kind != Operation.Kind.COUNT_TOKENS && !vectors && !blocked && begun.isEmpty();
    }

    /** Whether the document at hand is an error. */
    boolean failed() {
        return errorAt >= 0;
    }

    /** The error in the document at hand. */
    Failure failure() {
        return GeminiErrors.inStream(error == null ? new ErrorWords() : error);
    }

    /** Forgets the document at hand. */
    void begin() {
        rootEnd = -1;
        array = false;
        elementEnd = 0;
        elementBefore = 0;
        modelSpanEnds = 0;
        beginDocument();
    }

    private void beginDocument() {
        errorAt = -1;
        tooLongAt = -1;
        meaning = false;
        position = 0;
        error = null;
        usage.forget();
    }

    /**
     * The offset up to which the bytes before {@code end} may go on while the document is being read: a string that may
     * be spliced, or be an error, waits until it is known.
     */
    long forwardable(Scan scan, long end) {
        int node = scan.pendingNode() % IN_ARRAY;
        boolean waits = node == MODEL ? showsAskedModel : node == ERROR;
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
    public int modelSpans() {
        return modelSpanEnds / 2;
    }

    @Override
    public long modelFrom(int span) {
        return modelSpans[2 * span];
    }

    @Override
    public long modelTo(int span) {
        return modelSpans[2 * span + 1];
    }

    /** Forgets the names before this offset, which are with the client. */
    void forgetModels(long before) {
        int from = 0;
        while (from < modelSpanEnds && modelSpans[from + 1] <= before) {
            from += 2;
        }
        if (from > 0) {
            System.arraycopy(modelSpans, from, modelSpans, 0, modelSpanEnds - from);
            modelSpanEnds -= from;
        }
    }

    // ---- what the scan tells

    @Override
    public void value(Scan scan, int place) {
        int node = place % IN_ARRAY;
        if (failedElement) {
            return;
        }
        if (node >= TEXT) {
            meaning |= scan.textLength() > 0;
        } else if (node >= USAGE) {
            usage.value(scan, node - USAGE);
        } else if (node >= ERROR) {
            errorValue(scan, node - ERROR);
        } else {
            scalar(scan, node);
        }
    }

    private void scalar(Scan scan, int node) {
        switch (node) {
            case MODEL -> model(scan);
            case INDEX -> index = Math.clamp(scan.longValue(index), 0, CANDIDATES_MAX);
            case FINISH -> finish = isWord(scan, UNSPECIFIED_FINISH);
            case BLOCK -> {
                if (isWord(scan, UNSPECIFIED_BLOCK)) {
                    blocked = true;
                    meaning = true;
                }
            }
            case INLINE -> meaning |= scan.textLength() > 0;
            default -> {}
        }
    }

    private static boolean isWord(Scan scan, byte[] unspecified) {
        return scan.kind() == Kind.STRING && scan.textLength() > 0 && !scan.stringEquals(unspecified);
    }

    @Override
    public void open(Scan scan, int place) {
        int node = place % IN_ARRAY;
        if (place == ROOT) {
            array = scan.kind() == Kind.ARRAY;
        } else if (failedElement) {
            return;
        } else if (place == IN_ARRAY + ROOT) {
            beginDocument();
        } else if (node == CANDIDATE) {
            finish = false;
            index = Math.min(position++, CANDIDATES_MAX);
        } else if (node == CALL) {
            meaning = true;
        } else if (node == VECTORS || node == VECTORS + 1) {
            vectors = true;
        } else if (node == ERROR) {
            errorAt = scan.start() + delta;
        } else if (node >= USAGE && node < TEXT) {
            usage.open(node - USAGE);
        }
    }

    @Override
    public void close(Scan scan, int place) {
        int node = place % IN_ARRAY;
        if (place == ROOT) {
            rootEnd = scan.end() + delta;
        } else if (failedElement) {
            return;
        } else if (place == IN_ARRAY + ROOT) {
            endElement(scan);
        } else if (node == CANDIDATE) {
            begun.set(index);
            if (finish) {
                finished.set(index);
                meaning = true;
            }
        } else if (node >= USAGE && node < TEXT) {
            usage.close(node - USAGE);
        }
    }

    private void endElement(Scan scan) {
        long end = scan.end() + delta;
        if (failed()) {
            failedElement = true;
            failedEnd = end;
            return;
        }
        usage.settle();
        meant |= meaning;
        elementText = scan.textBytes();
        elementBefore = elementEnd;
        elementEnd = end;
        elementsComplete = complete();
    }

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

    private void errorValue(Scan scan, int field) {
        if (scan.kind() == Kind.NULL || scan.kind() == Kind.FALSE) {
            return;
        }
        if (field == 0 && (scan.kind() != Kind.STRING || scan.textLength() > 0)) {
            limitLength(scan);
            errorAt = scan.start() + delta;
        }
        if (error == null) {
            error = new ErrorWords();
        }
        error.value(scan, field);
    }
}
