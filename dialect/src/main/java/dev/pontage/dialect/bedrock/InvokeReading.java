package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.tap.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The reading of an answer with vectors, whichever model's form it has (protocols 5.1, 5.5).
 *
 * <p>One model counts its input in the body; of the others only the answer's head has a count.
 */
final class InvokeReading extends Reading {
    private static final String COUNT_HEADER = "x-amzn-bedrock-input-token-count";
    private static final int ROOT = 1;
    private static final int VECTORS = 2;
    private static final int MORE_VECTORS = 3;
    private static final int TOKENS = 4;

    private static final Shape SHAPE = Shape.of(paths -> paths.at("", ROOT)
            .at("embedding", VECTORS)
            .at("embeddings", MORE_VECTORS)
            .at("inputTextTokenCount", TOKENS));

    private final long countOfHead;
    private long count = -1;
    private boolean vectors;
    private boolean clamped;

    InvokeReading(Headers head) {
        super(false);
        String said = head.first(COUNT_HEADER);
        countOfHead = said != null && said.matches("[0-9]{1,12}") ? Long.parseLong(said) : -1;
    }

    @Override
    protected Shape shape() {
        return SHAPE;
    }

    @Override
    public void value(Scan scan, int node) {
        if (node == TOKENS && scan.kind() != Kind.NULL) {
            long said = scan.longValue(Long.MIN_VALUE);
            clamped |= said < 0 || said > ConverseUsage.LIMIT;
            count = Math.clamp(said, 0, ConverseUsage.LIMIT);
        }
    }

    @Override
    public void open(Scan scan, int node) {
        vectors |= node == VECTORS || node == MORE_VECTORS;
    }

    @Override
    public void close(Scan scan, int node) {
        if (node == ROOT) {
            documentEnded(scan);
        }
    }

    /** An answer with status 200 may still be an error of the service's front (A33). */
    @Override
    protected boolean failed() {
        return !vectors;
    }

    @Override
    protected Failure failure() {
        return new Failure.ServerError(502, "the answer has no vectors");
    }

    @Override
    protected @Nullable Usage usage() {
        long input = count >= 0 ? count : countOfHead;
        return input < 0 ? null : Usage.text(input, 0);
    }

    @Override
    protected boolean clamped() {
        return clamped;
    }

    @Override
    protected boolean isModel(int node) {
        return false;
    }

    @Override
    protected boolean isError(int node) {
        return false;
    }

    @Override
    protected void settle() {}

    @Override
    protected long countText(Scan scan) {
        return 0;
    }

    @Override
    protected long countSoFar(Scan scan) {
        return 0;
    }

    // ---- what only streams need: vectors are never streamed

    @Override
    protected Verdict judge(Sse sse, boolean removable) {
        return Verdict.FAILED;
    }

    @Override
    protected boolean endsWithMarker() {
        return false;
    }

    /** What has no vectors has failed already. */
    @Override
    protected boolean hollow() {
        return false;
    }

    @Override
    protected boolean complete() {
        return false;
    }
}
