package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.tap.ErrorWords;
import dev.pontage.dialect.tap.Reading;
import org.jspecify.annotations.Nullable;

/** The reading of a message, whole or as events (protocols 3.3). */
final class AnthropicReading extends Reading {
    private static final int ROOT = 1;
    private static final int TYPE = 2;
    private static final int MODEL = 3;
    private static final int START_MODEL = 4;
    private static final int BLOCK_TYPE = 5;
    private static final int INPUT = 6;
    private static final int SEALED = 7;
    private static final int CONTENT = 8;
    private static final int COUNTED = 9;
    private static final int ERROR = 20;
    private static final int ERRORS_END = ERROR + ErrorWords.NODES;

    /** From here on usage, {@link AnthropicUsage#NODES} numbers a place. */
    private static final int USAGE = 100;

    private static final int START_USAGE = USAGE + AnthropicUsage.NODES;
    private static final int USAGE_END = START_USAGE + AnthropicUsage.NODES;

    /** From here on: delivered text. */
    private static final int TEXT = 1_000;

    private static final Shape SHAPE = Shape.of(paths -> {
        paths.at("", ROOT)
                .at("type", TYPE, Flag.CAPTURE)
                .at("model", MODEL)
                .at("message.model", START_MODEL)
                .at("content_block.type", BLOCK_TYPE, Flag.CAPTURE)
                .at("delta.signature", SEALED)
                .at("content", CONTENT)
                .at("input_tokens", COUNTED)
                .at("content[].input", INPUT)
                .at("content[].text", TEXT, Flag.TEXT)
                .at("content[].thinking", TEXT + 1, Flag.TEXT)
                .at("content_block.text", TEXT + 2, Flag.TEXT)
                .at("content_block.thinking", TEXT + 3, Flag.TEXT)
                .at("delta.text", TEXT + 4, Flag.TEXT)
                .at("delta.thinking", TEXT + 5, Flag.TEXT)
                .at("delta.partial_json", TEXT + 6, Flag.TEXT);
        ErrorWords.at(paths, "error", ERROR);
        AnthropicUsage.at(paths, "usage", USAGE);
        AnthropicUsage.at(paths, "message.usage", START_USAGE);
    });

    private static final byte[] STOP = Anthropic.utf8("message_stop");
    private static final byte[] DELTA = Anthropic.utf8("message_delta");
    private static final byte[] FAILED = Anthropic.utf8("error");
    private static final byte[] TEXT_BLOCK = Anthropic.utf8("text");
    private static final byte[] THINKING_BLOCK = Anthropic.utf8("thinking");

    private final AnthropicUsage usage = new AnthropicUsage();
    private @Nullable ErrorWords error;
    private Type type = Type.NONE;
    private long inputBytes;

    /** Whether there is a message's content, however empty, or a count of tokens. */
    private boolean said;

    AnthropicReading(boolean showsAskedModel) {
        super(showsAskedModel);
    }

    @Override
    protected Shape shape() {
        return SHAPE;
    }

    @Override
    protected boolean isModel(int node) {
        return node == MODEL || node == START_MODEL;
    }

    @Override
    protected boolean isError(int node) {
        return node == ERROR;
    }

    @Override
    protected void begin() {
        super.begin();
        error = null;
        type = Type.NONE;
        inputBytes = 0;
        usage.forget();
    }

    @Override
    public void value(Scan scan, int node) {
        if (node >= TEXT) {
            meaning |= scan.textLength() > 0;
        } else if (node >= USAGE && node < USAGE_END) {
            usage.value(scan, (node - USAGE) % AnthropicUsage.NODES);
        } else if (node >= ERROR && node < ERRORS_END) {
            error(scan, node - ERROR);
        } else {
            scalar(scan, node);
        }
    }

    private void scalar(Scan scan, int node) {
        switch (node) {
            case MODEL, START_MODEL -> model(scan);
            case TYPE -> {
                if (scan.kind() == Kind.STRING) {
                    type = type(scan::stringEquals);
                }
            }
            // Of a call, or of thoughts that are sealed, the start alone says something.
            case BLOCK_TYPE ->
                meaning |= scan.kind() != Kind.STRING
                        || !(scan.stringEquals(TEXT_BLOCK) || scan.stringEquals(THINKING_BLOCK));
            case COUNTED -> said |= scan.kind() == Kind.NUMBER;
            case SEALED -> meaning |= scan.textLength() > 0;
            default -> {}
        }
    }

    private void error(Scan scan, int field) {
        if (scan.kind() == Kind.NULL || scan.kind() == Kind.FALSE) {
            return;
        }
        if (field == 0) {
            errorHere(scan);
        }
        if (error == null) {
            error = new ErrorWords();
        }
        error.value(scan, field);
    }

    @Override
    public void open(Scan scan, int node) {
        if (node == ERROR) {
            errorHere(scan);
        }
        said |= node == CONTENT;
    }

    @Override
    public void close(Scan scan, int node) {
        if (node == ROOT) {
            documentEnded(scan);
        } else if (node == INPUT && !scan.isEmpty()) {
            inputBytes += scan.end() - scan.start();
        }
    }

    private static Type type(Word word) {
        if (word.is(STOP)) {
            return Type.STOP;
        }
        if (word.is(FAILED)) {
            return Type.FAILED;
        }
        return word.is(DELTA) ? Type.DELTA : Type.OTHER;
    }

    @Override
    protected Verdict judge(Sse sse, boolean removable) {
        usage.settle();
        if (type == Type.NONE) {
            type = type(sse::nameEquals);
        }
        if (failed() || sse.nameEquals(FAILED)) {
            return Verdict.FAILED;
        }
        meaning |= type == Type.DELTA;
        return type == Type.STOP ? Verdict.TERMINAL : Verdict.PASS;
    }

    @Override
    protected boolean failed() {
        return super.failed() || type == Type.FAILED;
    }

    @Override
    protected void settle() {
        usage.settle();
    }

    /** A whole message has a call's arguments as an object; its bytes stand for the text that a stream has. */
    @Override
    protected long countText(Scan scan) {
        return scan.textBytes() + inputBytes;
    }

    @Override
    protected long countSoFar(Scan scan) {
        return countText(scan);
    }

    @Override
    protected boolean endsWithMarker() {
        return false;
    }

    @Override
    protected boolean hollow() {
        return !said;
    }

    /** Only {@code message_stop} completes a message (C17). */
    @Override
    protected boolean complete() {
        return false;
    }

    @Override
    protected Failure failure() {
        return AnthropicErrors.inStream(error == null ? new ErrorWords() : error);
    }

    @Override
    protected @Nullable Usage usage() {
        return usage.usage();
    }

    @Override
    protected boolean clamped() {
        return usage.clamped();
    }

    /** What an event's type means to us. */
    private enum Type {
        NONE,
        DELTA,
        STOP,
        FAILED,
        OTHER
    }

    /** A string in the input that can be compared without being made. */
    private interface Word {
        boolean is(byte[] utf8);
    }
}
