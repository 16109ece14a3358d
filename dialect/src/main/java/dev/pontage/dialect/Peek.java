package dev.pontage.dialect;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a request's bytes tells: enough to decide and to splice, without an object tree.
 *
 * <p>Offsets count bytes of the body.
 *
 * @param model the asked model, decoded; empty if the client gave none
 * @param framing how the client wants its answer; anything but {@link Framing#WHOLE} is a stream
 * @param usageAsked whether the client asked to see usage in the stream (C3)
 * @param outputCeiling the most output tokens one answer may have as the client asked; negative if it did not say
 * @param answers how many answers are asked for ({@code n}), at least 1
 * @param textBytes unescaped bytes of everything that the model reads as text
 * @param mediaTokens the sum over media parts of min(bytes, 16,384), and one for each token given as a number
 * @param mediaBound the same, with what is given only by its address at the most that such may count: at least
 *     {@code mediaTokens}
 * @param items turns and tools, each of which costs a few tokens of framing upstream
 * @param features what the request uses
 * @param marks the spans that a splice may need, in the dialect's own order and meaning
 */
public record Peek(
        String model,
        Framing framing,
        boolean usageAsked,
        long outputCeiling,
        int answers,
        long textBytes,
        long mediaTokens,
        long mediaBound,
        int items,
        Set<Feature> features,
        List<Mark> marks)
        implements Peeked {

    /** Tokens of framing that any known chat template spends on a turn or a tool, generously. */
    private static final int TOKENS_PER_ITEM = 16;

    /** A byte-level tokenizer makes at most one token of a byte: the strict bound that reservations use. */
    public long inputBound() {
        return textBytes + mediaBound + (long) items * TOKENS_PER_ITEM;
    }

    /** The estimate for a row that lacks the provider's count: ceil(text bytes / 4) and the media. */
    public long inputEstimate() {
        return tokensOfText(textBytes) + mediaTokens;
    }

    /** Whether the client asked for a stream. */
    public boolean stream() {
        return framing.streamed();
    }

    /** Whether the client left open if it wants a stream. */
    public boolean streamOpen() {
        return !stream() && mark("stream") == null;
    }

    /** The same request with a stream, where the client left that open and the upstream's defaults ask for one. */
    public Peek streamed() {
        return new Peek(
                model,
                Framing.EVENTS,
                usageAsked,
                outputCeiling,
                answers,
                textBytes,
                mediaTokens,
                mediaBound,
                items,
                features,
                marks);
    }

    /** Where {@code name} stands, or null if the body has no such place. */
    public @Nullable Mark mark(String name) {
        for (Mark mark : marks) {
            if (mark.name().equals(name)) {
                return mark;
            }
        }
        return null;
    }

    /** ceil(bytes / 4). */
    public static long tokensOfText(long bytes) {
        return (bytes + 3) / 4;
    }

    /** What a request uses beyond plain text. */
    public enum Feature {
        TOOLS,
        IMAGES,
        AUDIO,
        FILES,
        JSON_SCHEMA,
        REASONING
    }

    /**
     * A span of the body that a splice may replace.
     *
     * @param name what stands there, named by the dialect
     * @param from offset of the first byte
     * @param to offset after the last byte; equal to {@code from} where something may be inserted
     */
    public record Mark(String name, int from, int to) {}
}
