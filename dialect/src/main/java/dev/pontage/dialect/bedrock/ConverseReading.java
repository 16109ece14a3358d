package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;

/**
 * What the documents of one answer say, be it one whole document or the events of a stream; a tap moves the bytes.
 *
 * <p>One reading serves both forms, so that both give the same usage (law of the fold).
 */
final class ConverseReading implements Visitor {
    /** Answers are not refused for their size here; they repeat a tool's input a little deeper than it stands. */
    static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, 4_096);

    private static final int ROOT = 1;
    private static final int OUTPUT = 2;
    private static final int ERROR_MESSAGE = 3;
    private static final int BEGUN = 5;
    private static final int INPUT = 10;
    private static final int STOP_REASON = 11;
    private static final int TEXT = 100;
    private static final int USAGE = 200;

    private static final Shape SHAPE = Shape.of(paths -> {
        paths.at("", ROOT)
                .at("output", OUTPUT)
                .at("message", ERROR_MESSAGE, Flag.CAPTURE)
                .at("Message", ERROR_MESSAGE + 1, Flag.CAPTURE)
                .at("start.toolUse", BEGUN)
                .at("start.image", BEGUN + 1)
                .at("delta.image", BEGUN + 2)
                .at("delta.reasoningContent.redactedContent", BEGUN + 3)
                .at("stopReason", STOP_REASON)
                .at("delta.text", TEXT, Flag.TEXT)
                .at("delta.toolUse.input", TEXT + 1, Flag.TEXT)
                .at("delta.reasoningContent.text", TEXT + 2, Flag.TEXT)
                .at("output.message.content[].text", TEXT + 3, Flag.TEXT)
                .at("output.message.content[].reasoningContent.reasoningText.text", TEXT + 4, Flag.TEXT)
                .at("output.message.content[].citationsContent.content[].text", TEXT + 5, Flag.TEXT)
                .at("output.message.content[].toolUse.input", INPUT);
        ConverseUsage.at(paths, "usage", USAGE);
    });

    final ConverseUsage usage = new ConverseUsage();
    final Scan scan = new Scan(SHAPE, LIMITS, false, this);

    /** Whether the document says something that means something to the client. */
    boolean meaning;

    /** Whether there is a model's message in it. */
    boolean output;

    /** Where the document ends, or -1. */
    long rootEnd = -1;

    String errorMessage = "";
    private long inputFrom;

    /** Bytes of the JSON of calls' arguments, which a stream has as text. */
    private long inputBytes;

    /** Forgets the document at hand, but not its usage. */
    void begin() {
        scan.reset();
        meaning = false;
        output = false;
        rootEnd = -1;
        errorMessage = "";
        inputBytes = 0;
    }

    /** Unescaped bytes of answer text in the document at hand so far. */
    long textBytes() {
        return scan.textBytes() + inputBytes;
    }

    @Override
    public void value(Scan read, int node) {
        if (node >= USAGE) {
            usage.value(read, node - USAGE);
        } else if (node >= TEXT) {
            meaning |= read.textLength() > 0;
        } else if (node == ERROR_MESSAGE || node == ERROR_MESSAGE + 1) {
            errorMessage = read.kind() == Kind.STRING ? read.string() : errorMessage;
        } else if (node >= BEGUN) {
            meaning |= read.kind() == Kind.STRING;
        }
    }

    @Override
    public void open(Scan read, int node) {
        if (node >= USAGE) {
            usage.open(node - USAGE);
        } else if (node == OUTPUT) {
            output = true;
        } else if (node == INPUT) {
            inputFrom = read.start();
        } else if (node >= BEGUN && node < INPUT) {
            meaning = true;
        }
    }

    @Override
    public void close(Scan read, int node) {
        if (node >= USAGE) {
            usage.close(node - USAGE);
        } else if (node == ROOT) {
            rootEnd = read.end();
        } else if (node == INPUT) {
            inputBytes += read.end() - inputFrom;
        }
    }
}
