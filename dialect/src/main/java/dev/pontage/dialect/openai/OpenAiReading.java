package dev.pontage.dialect.openai;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.tap.ErrorWords;
import dev.pontage.dialect.tap.Reading;
import org.jspecify.annotations.Nullable;

/** What all answers of this dialect have alike: the model, usage, errors. */
abstract sealed class OpenAiReading extends Reading permits ChatReading, ResponsesReading {
    static final int ROOT = 1;
    static final int MODEL = 2;

    /** The other place of a model's name, in events that carry a whole response. */
    static final int RESPONSE_MODEL = 18;

    /** Numbers of an error's fields, of {@code response.error}'s, and of those at the top. */
    static final int ERROR = 20;

    static final int RESPONSE_ERROR = ERROR + ErrorWords.NODES;
    static final int TOP = RESPONSE_ERROR + ErrorWords.NODES;
    static final int ERRORS_END = TOP + ErrorWords.NODES;

    /** From here on usage, {@link OpenAiUsage#NODES} numbers a place. */
    static final int USAGE = 100;

    static final int USAGE_END = USAGE + 3 * OpenAiUsage.NODES;

    final OpenAiUsage usage = new OpenAiUsage();

    /** Whether there is an object of usage, however empty. */
    boolean usageObject;

    private @Nullable ErrorWords error;

    OpenAiReading(boolean showsAskedModel) {
        super(showsAskedModel);
    }

    @Override
    protected final boolean isModel(int node) {
        return node == MODEL || node == RESPONSE_MODEL;
    }

    @Override
    protected final boolean isError(int node) {
        return node == ERROR || node == RESPONSE_ERROR;
    }

    @Override
    protected void begin() {
        super.begin();
        usageObject = false;
        error = null;
        usage.forget();
    }

    @Override
    protected final void settle() {
        usage.settle();
    }

    @Override
    protected final Failure failure() {
        return OpenAiErrors.inStream(error == null ? new ErrorWords() : error);
    }

    @Override
    protected final @Nullable Usage usage() {
        return usage.usage();
    }

    @Override
    protected final boolean clamped() {
        return usage.clamped();
    }

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
        if (isError(node)) {
            errorHere(scan);
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
            documentEnded(scan);
        } else {
            closed(scan, node);
        }
    }

    /** An object or array at a place of this kind of answer is complete. */
    abstract void closed(Scan scan, int node);

    private void errorValue(Scan scan, int node) {
        if (scan.kind() == Kind.NULL || scan.kind() == Kind.FALSE) {
            return;
        }
        if (isError(node) && (scan.kind() != Kind.STRING || scan.textLength() > 0)) {
            errorHere(scan);
        }
        if (error == null) {
            error = new ErrorWords();
        }
        error.value(scan, (node - ERROR) % ErrorWords.NODES);
    }
}
