package dev.pontage.admit;

import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Planned;
import dev.pontage.price.Price;
import dev.pontage.price.UpperBound;
import dev.pontage.snapshot.Snapshot;

/**
 * The most that a request can cost: one token a byte of text, every token at its dearest class, the whole output.
 *
 * <p>Output is what was asked, else the model's maximum, else {@value #DEFAULT_OUTPUT_TOKENS}, times the answers asked.
 */
final class Estimate {
    static final long DEFAULT_OUTPUT_TOKENS = 16_384;

    private Estimate() {}

    /** Nano-USD for the dearest candidate; an unpriced one counts at the assumed price. */
    static long upperBound(Snapshot snapshot, Planned planned) {
        if (planned.asked().head().operation().kind() == Operation.Kind.COUNT_TOKENS) {
            return 0;
        }
        Peek peek = planned.asked().peek();
        long input = peek.inputBound();
        long most = 0;
        for (Candidate candidate : planned.plan().candidates()) {
            if (!candidate.provider().free()) {
                Price price = snapshot.prices().forBudget(candidate.model());
                long output = outputBound(planned.asked().head().operation().kind(), peek, price);
                // An upstream of another dialect may be asked once for each answer, and reads the request each time.
                long times = candidate.speaks(planned.asked().head()) ? 1 : peek.answers();
                most = Math.max(most, UpperBound.of(saturatedTimes(input, times), output, price));
            }
        }
        return most;
    }

    private static long outputBound(Operation.Kind kind, Peek peek, Price price) {
        return switch (kind) {
            case EMBEDDINGS, MODERATIONS, COUNT_TOKENS, MODELS, MODEL, RECEIPT -> 0;
            case CHAT, COMPLETIONS, RESPONSES -> {
                long each = peek.outputCeiling() >= 0
                        ? peek.outputCeiling()
                        : price.maxOutputTokens() > 0 ? price.maxOutputTokens() : DEFAULT_OUTPUT_TOKENS;
                yield saturatedTimes(each, peek.answers());
            }
        };
    }

    private static long saturatedTimes(long each, long times) {
        long high = Math.multiplyHigh(each, times);
        return high != 0 || each * times < 0 ? Long.MAX_VALUE : each * times;
    }
}
