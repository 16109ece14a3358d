package dev.pontage.meter;

import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Usage;
import dev.pontage.exchange.Closing.End;
import dev.pontage.exchange.Reach;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;

/**
 * What an answer consumed, and who says so: the provider as far as it can be believed, else we (F-19).
 *
 * <p>A provider's count may be wrong by a mistake, or on purpose. It is held against what we saw ourselves: the
 * request's bytes, the text that went to the client, and the most that the client asked for.
 *
 * @param corrected whether the provider's count was changed
 */
record Counted(Usage usage, UsageSource source, boolean corrected) {

    /** No vocabulary has a token of more bytes: the longest known are runs of 128 blanks. */
    private static final long TOKEN_BYTES_MAX = 128;

    /** What an upstream may add to a prompt unseen: its own instructions, what its own tools find. */
    private static final long HIDDEN_INPUT_TOKENS = 1_000_000;

    /** No model writes more in one answer: where the client set no ceiling, a larger count is a mistake. */
    private static final long OUTPUT_TOKENS_MAX = 1_000_000;

    private static final Usage NOTHING = Usage.NONE;

    /**
     * The provider's count, else ours: the input estimate and what was seen of the output, never nothing (L-04) where
     * anything was sent, and nothing where nothing was (L-05).
     */
    static Counted of(Peek peek, End end) {
        if (end.usage() != null) {
            return believed(end.usage(), peek, end);
        }
        if (end.outcome() == Outcome.FAILED || end.served() == null || end.reach() == Reach.NOT_SENT) {
            return new Counted(NOTHING, UsageSource.ESTIMATED, false);
        }
        return ours(peek, end);
    }

    /** Of what costs nothing, however much of it there was. */
    static Counted nothing(End end) {
        return new Counted(NOTHING, end.served() == null ? UsageSource.ESTIMATED : UsageSource.PROVIDER, false);
    }

    /** Our own count: the estimate of the input, and the text that was delivered. */
    static Counted ours(Peek peek, End end) {
        Usage usage = Usage.text(peek.inputEstimate(), Peek.tokensOfText(end.deliveredTextBytes()));
        UsageSource source = end.deliveredTextBytes() > 0 ? UsageSource.COUNTED : UsageSource.ESTIMATED;
        return new Counted(usage, source, false);
    }

    /** The provider's word, for an exchange of which nothing else can be said; nothing where it gave none. */
    static Counted unchecked(End end) {
        return end.usage() == null
                ? new Counted(NOTHING, UsageSource.ESTIMATED, false)
                : new Counted(end.usage(), UsageSource.PROVIDER, false);
    }

    private static int legs(End end) {
        return end.served() == null ? 1 : end.served().conversion().legs();
    }

    private static Counted believed(Usage said, Peek peek, End end) {
        boolean corrected = false;
        UsageSource source = UsageSource.PROVIDER;
        Usage usage = said;
        boolean tooLittleRead = usage.totalIn() < atLeast(peek.textBytes());
        if (tooLittleRead || usage.totalIn() / legs(end) > peek.inputBound() + HIDDEN_INPUT_TOKENS) {
            usage = withInput(usage, peek.inputEstimate());
            source = UsageSource.COUNTED;
            corrected = true;
        }
        long seen = end.deliveredTextBytes();
        boolean whole = end.outcome() == Outcome.SERVED;
        long leastOut = whole ? atLeast(seen) : Peek.tokensOfText(seen);
        if (usage.totalOut() < leastOut) {
            // Of an answer that was cut, the count is that of an earlier moment.
            usage = withOutput(usage, usage.output() + Peek.tokensOfText(seen) - usage.totalOut());
            source = UsageSource.COUNTED;
            corrected |= whole;
        } else if (usage.totalOut() / peek.answers() > mostOut(peek)) {
            usage = atMost(usage, mostOut(peek) * peek.answers());
            corrected = true;
        }
        return new Counted(usage, source, corrected);
    }

    /** Every protocol's ceiling is one for all that the model writes, thoughts included. */
    private static long mostOut(Peek peek) {
        return peek.outputCeiling() >= 0 ? peek.outputCeiling() : OUTPUT_TOKENS_MAX;
    }

    /** What the client saw is believed before what nobody saw. */
    private static Usage atMost(Usage usage, long most) {
        long output = Math.min(usage.output(), most);
        long audio = Math.min(usage.audioOut(), most - output);
        long image = Math.min(usage.imageOut(), most - output - audio);
        long reasoning = Math.min(usage.reasoning(), most - output - audio - image);
        return new Usage(
                usage.input(),
                usage.cacheRead(),
                usage.cacheWrite5m(),
                usage.cacheWrite1h(),
                output,
                reasoning,
                usage.audioIn(),
                audio,
                usage.imageIn(),
                image,
                usage.cachedAudioIn(),
                usage.cachedImageIn(),
                usage.units());
    }

    private static long atLeast(long bytes) {
        return (bytes + TOKEN_BYTES_MAX - 1) / TOKEN_BYTES_MAX;
    }

    /** All of the input in one class: of an unbelievable total the classes are no better. */
    private static Usage withInput(Usage usage, long input) {
        return new Usage(
                input,
                0,
                0,
                0,
                usage.output(),
                usage.reasoning(),
                0,
                usage.audioOut(),
                0,
                usage.imageOut(),
                0,
                0,
                usage.units());
    }

    private static Usage withOutput(Usage usage, long output) {
        return new Usage(
                usage.input(),
                usage.cacheRead(),
                usage.cacheWrite5m(),
                usage.cacheWrite1h(),
                output,
                usage.reasoning(),
                usage.audioIn(),
                usage.audioOut(),
                usage.imageIn(),
                usage.imageOut(),
                usage.cachedAudioIn(),
                usage.cachedImageIn(),
                usage.units());
    }
}
