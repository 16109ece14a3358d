package dev.pontage.dialect.openai;

import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.tap.ErrorWords;

/** The reading of a response, whole or as events (protocols 1.6). */
final class ResponsesReading extends OpenAiReading {
    private static final int TYPE = 3;
    private static final int DELTA = 4;
    private static final int ITEM_TYPE = 5;
    private static final int OUTPUT = 6;
    private static final int TEXT = 1_000;
    private static final int RESPONSE_TEXT = 1_100;

    private static final Shape SHAPE = Shape.of(paths -> {
        paths.at("", ROOT)
                .at("type", TYPE, Flag.CAPTURE)
                .at("delta", DELTA)
                .at("item.type", ITEM_TYPE, Flag.CAPTURE)
                .at("output", OUTPUT)
                .at("model", MODEL)
                .at("response.model", RESPONSE_MODEL);
        output(paths, "output[]", TEXT);
        output(paths, "response.output[]", RESPONSE_TEXT);
        ErrorWords.at(paths, "error", ERROR);
        ErrorWords.at(paths, "response.error", RESPONSE_ERROR);
        ErrorWords.atTop(paths, TOP);
        OpenAiUsage.at(paths, "usage", USAGE);
        OpenAiUsage.at(paths, "response.usage", USAGE + OpenAiUsage.NODES);
    });

    /** Events that come before anything is said. */
    private static final byte[][] OPENINGS = {
        OpenAi.utf8("response.created"),
        OpenAi.utf8("response.in_progress"),
        OpenAi.utf8("response.queued"),
        OpenAi.utf8("response.content_part.added"),
        OpenAi.utf8("response.reasoning_summary_part.added"),
        OpenAi.utf8("keepalive")
    };

    private static final byte[] ITEM_ADDED = OpenAi.utf8("response.output_item.added");
    private static final byte[] COMPLETED = OpenAi.utf8("response.completed");
    private static final byte[] INCOMPLETE = OpenAi.utf8("response.incomplete");
    private static final byte[] FAILED = OpenAi.utf8("response.failed");
    private static final byte[] CANCELLED = OpenAi.utf8("response.cancelled");
    private static final byte[] ERROR_WORD = OpenAi.utf8("error");
    private static final byte[] AUDIO_DELTA = OpenAi.utf8("response.audio.delta");
    private static final byte[] OUTPUT_AUDIO_DELTA = OpenAi.utf8("response.output_audio.delta");
    private static final byte[] MESSAGE_ITEM = OpenAi.utf8("message");
    private static final byte[] REASONING_ITEM = OpenAi.utf8("reasoning");

    private Type type = Type.NONE;
    private boolean quietItem;
    private boolean output;
    private long deltaBytes;
    private long deltasSoFar;

    ResponsesReading(boolean showsAskedModel) {
        super(showsAskedModel);
    }

    private static void output(Shape.Paths paths, String path, int base) {
        paths.at(path + ".content[].text", base, Flag.TEXT)
                .at(path + ".content[].refusal", base + 1, Flag.TEXT)
                .at(path + ".summary[].text", base + 2, Flag.TEXT)
                .at(path + ".arguments", base + 3, Flag.TEXT)
                .at(path + ".input", base + 4, Flag.TEXT)
                .at(path + ".code", base + 5, Flag.TEXT);
    }

    @Override
    protected Shape shape() {
        return SHAPE;
    }

    @Override
    protected void begin() {
        super.begin();
        type = Type.NONE;
        quietItem = false;
        deltaBytes = 0;
    }

    @Override
    void scalar(Scan scan, int node) {
        switch (node) {
            case TYPE -> {
                if (scan.kind() == Kind.STRING) {
                    type = type(scan::stringEquals);
                }
            }
            case DELTA -> deltaBytes = scan.textLength();
            case ITEM_TYPE ->
                quietItem = scan.kind() == Kind.STRING
                        && (scan.stringEquals(MESSAGE_ITEM) || scan.stringEquals(REASONING_ITEM));
            default -> {}
        }
    }

    private static Type type(Word word) {
        if (word.is(COMPLETED) || word.is(INCOMPLETE)) {
            return Type.TERMINAL;
        }
        if (word.is(FAILED) || word.is(CANCELLED) || word.is(ERROR_WORD)) {
            return Type.FAILED;
        }
        if (word.is(ITEM_ADDED)) {
            return Type.ITEM_ADDED;
        }
        if (word.is(AUDIO_DELTA) || word.is(OUTPUT_AUDIO_DELTA)) {
            return Type.AUDIO;
        }
        for (byte[] opening : OPENINGS) {
            if (word.is(opening)) {
                return Type.OPENING;
            }
        }
        return Type.OTHER;
    }

    @Override
    void opened(Scan scan, int node) {
        output |= node == OUTPUT;
    }

    @Override
    void closed(Scan scan, int node) {}

    @Override
    protected Verdict judge(Sse sse, boolean removable) {
        usage.settle();
        if (type == Type.NONE) {
            type = type(sse::nameEquals);
        }
        meaning = switch (type) {
            case OPENING, NONE -> false;
            case ITEM_ADDED -> !quietItem;
            case OTHER, AUDIO, TERMINAL, FAILED -> true;
        };
        if (type == Type.FAILED || failed()) {
            return Verdict.FAILED;
        }
        return type == Type.TERMINAL ? Verdict.TERMINAL : Verdict.PASS;
    }

    /** What came as deltas comes again in events that end a part; it counts once. */
    @Override
    protected long countText(Scan scan) {
        deltasSoFar += type == Type.AUDIO ? 0 : deltaBytes;
        return counted(scan, deltaBytes);
    }

    @Override
    protected long countSoFar(Scan scan) {
        return counted(scan, deltaBytes + (scan.pendingNode() == DELTA ? scan.textLength() : 0));
    }

    private long counted(Scan scan, long delta) {
        long bytes = type == Type.AUDIO ? 0 : delta;
        return deltasSoFar == 0 && bytes == 0 ? scan.textBytes() : bytes;
    }

    @Override
    protected boolean endsWithMarker() {
        return false;
    }

    /** A response that was only taken on has a list of items too, which is empty. */
    @Override
    protected boolean hollow() {
        return !output;
    }

    @Override
    protected boolean complete() {
        return false;
    }

    /** What an event's type means to us. */
    private enum Type {
        NONE,
        OPENING,
        ITEM_ADDED,
        AUDIO,
        OTHER,
        TERMINAL,
        FAILED
    }

    /** A string in the input that can be compared without being made. */
    private interface Word {
        boolean is(byte[] utf8);
    }
}
