package dev.pontage.dialect.openai;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The provider's count in one answer: collects its fields wherever an upstream writes them, and turns its totals into
 * disjoint classes (protocols 9.1).
 *
 * <p>Counts of a stream are cumulative: a later one replaces an earlier one unless it is smaller. One count may come in
 * several places of one event; a field given twice counts as the greater. What is no count at all, being below zero or
 * not a whole number, is left out, what is beyond {@link #LIMIT} is clamped, and both are flagged as contradictions are
 * (F-19, L-21).
 */
final class OpenAiUsage {
    /** More tokens than any answer has, a whole batch of embeddings included; sums of it cannot overflow. */
    static final long LIMIT = 100_000_000;

    /** How many node numbers one place of usage takes. */
    static final int NODES = 100;

    private static final int PROMPT = 1;
    private static final int COMPLETION = 2;
    private static final int TOTAL = 3;
    private static final int CACHED = 4;
    private static final int CACHE_WRITE = 5;
    private static final int AUDIO_IN = 6;
    private static final int IMAGE_IN = 7;
    private static final int REASONING = 8;
    private static final int AUDIO_OUT = 9;
    private static final int IMAGE_OUT = 10;
    private static final int DEEPSEEK_HIT = 11;
    private static final int DEEPSEEK_MISS = 12;
    private static final int MOONSHOT_CACHED = 13;
    private static final int DASHSCOPE_CREATION = 14;
    private static final int MISTRAL_CACHED = 15;
    private static final int FIELDS = 16;

    /** What the Responses API calls the same has the same number, this much higher. */
    private static final int RESPONSES = 40;

    private static final long ABSENT = -1;

    private final long[] event = new long[FIELDS];
    private final long[] kept = new long[FIELDS];
    private boolean inEvent;
    private boolean has;
    private boolean clamped;
    private boolean contradictory;

    OpenAiUsage() {
        Arrays.fill(event, ABSENT);
        Arrays.fill(kept, ABSENT);
    }

    /** Names all fields of a usage object; {@code base} is told for the object, higher numbers for its fields. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base)
                .at(path + ".prompt_tokens", base + PROMPT)
                .at(path + ".completion_tokens", base + COMPLETION)
                .at(path + ".total_tokens", base + TOTAL)
                .at(path + ".prompt_tokens_details.cached_tokens", base + CACHED)
                .at(path + ".prompt_tokens_details.cache_write_tokens", base + CACHE_WRITE)
                .at(path + ".prompt_tokens_details.audio_tokens", base + AUDIO_IN)
                .at(path + ".prompt_tokens_details.image_tokens", base + IMAGE_IN)
                .at(path + ".prompt_tokens_details.cache_creation_input_tokens", base + DASHSCOPE_CREATION)
                .at(path + ".completion_tokens_details.reasoning_tokens", base + REASONING)
                .at(path + ".completion_tokens_details.audio_tokens", base + AUDIO_OUT)
                .at(path + ".completion_tokens_details.image_tokens", base + IMAGE_OUT)
                .at(path + ".prompt_cache_hit_tokens", base + DEEPSEEK_HIT)
                .at(path + ".prompt_cache_miss_tokens", base + DEEPSEEK_MISS)
                .at(path + ".cached_tokens", base + MOONSHOT_CACHED)
                .at(path + ".num_cached_tokens", base + MISTRAL_CACHED)
                .at(path + ".input_tokens", base + RESPONSES + PROMPT)
                .at(path + ".output_tokens", base + RESPONSES + COMPLETION)
                .at(path + ".input_tokens_details.cached_tokens", base + RESPONSES + CACHED)
                .at(path + ".input_tokens_details.cache_write_tokens", base + RESPONSES + CACHE_WRITE)
                .at(path + ".input_tokens_details.audio_tokens", base + RESPONSES + AUDIO_IN)
                .at(path + ".input_tokens_details.image_tokens", base + RESPONSES + IMAGE_IN)
                .at(path + ".output_tokens_details.reasoning_tokens", base + RESPONSES + REASONING)
                .at(path + ".output_tokens_details.audio_tokens", base + RESPONSES + AUDIO_OUT)
                .at(path + ".output_tokens_details.image_tokens", base + RESPONSES + IMAGE_OUT);
    }

    /** A scalar of a usage object; {@code field} counts from the object's own number. */
    void value(Scan scan, int field) {
        if (field == 0 || scan.kind() == Kind.NULL) {
            return;
        }
        int slot = field > RESPONSES ? field - RESPONSES : field;
        long count = scan.longValue(Long.MIN_VALUE);
        if (count < 0) {
            clamped = true;
            return;
        }
        clamped |= count > LIMIT;
        event[slot] = Math.max(event[slot], Math.min(count, LIMIT));
        inEvent = true;
    }

    /** Whether the event at hand has a count. */
    boolean inEvent() {
        return inEvent;
    }

    /** Says that an event is complete; its count, if it has one, replaces the one before. */
    void settle() {
        if (!inEvent) {
            return;
        }
        if (has && sum(event) < sum(kept)) {
            clamped = true;
        } else {
            System.arraycopy(event, 0, kept, 0, FIELDS);
            contradictory = contradicts();
        }
        has = true;
        forget();
    }

    /** Lets the fields of an incomplete event go. */
    void forget() {
        if (inEvent) {
            Arrays.fill(event, ABSENT);
            inEvent = false;
        }
    }

    /** Whether something had to be clamped, or totals contradict each other. */
    boolean clamped() {
        return clamped || contradictory;
    }

    /** The count so far in disjoint classes; null if there is none. */
    @Nullable Usage usage() {
        if (!has) {
            return null;
        }
        long read = cacheRead();
        long write = cacheWrite();
        long audioIn = known(AUDIO_IN);
        long imageIn = known(IMAGE_IN);
        long reasoning = known(REASONING);
        long audioOut = known(AUDIO_OUT);
        long imageOut = known(IMAGE_OUT);
        long input = totalIn() - read - write - audioIn - imageIn;
        long output = totalOut() - reasoning - audioOut - imageOut;
        return new Usage(
                Math.max(0, input),
                read,
                write,
                0,
                Math.max(0, output),
                reasoning,
                audioIn,
                audioOut,
                imageIn,
                imageOut,
                0,
                0,
                0);
    }

    private boolean contradicts() {
        long total = known(TOTAL);
        boolean wrongTotal = total > 0 && total != totalIn() + totalOut();
        boolean negativeInput = totalIn() < cacheRead() + cacheWrite() + known(AUDIO_IN) + known(IMAGE_IN);
        boolean negativeOutput = totalOut() < known(REASONING) + known(AUDIO_OUT) + known(IMAGE_OUT);
        return wrongTotal || negativeInput || negativeOutput;
    }

    // ---- one rule an upstream

    /**
     * {@code prompt_tokens}, which includes cached ones; without it DeepSeek's halves; without them the total's rest.
     */
    private long totalIn() {
        if (kept[PROMPT] >= 0) {
            return kept[PROMPT];
        }
        if (kept[DEEPSEEK_HIT] >= 0 || kept[DEEPSEEK_MISS] >= 0) {
            return known(DEEPSEEK_HIT) + known(DEEPSEEK_MISS);
        }
        return Math.max(0, known(TOTAL) - known(COMPLETION));
    }

    /**
     * {@code completion_tokens}, which includes reasoning; where the total shows that it does not (xAI), reasoning
     * comes on top.
     */
    private long totalOut() {
        long completion = known(COMPLETION);
        long reasoning = known(REASONING);
        boolean apart = reasoning > 0 && kept[PROMPT] >= 0 && kept[TOTAL] == kept[PROMPT] + completion + reasoning;
        return apart ? completion + reasoning : completion;
    }

    /** OpenAI's details; else DeepSeek's hits; else Moonshot's or Mistral's field beside the totals. */
    private long cacheRead() {
        if (kept[CACHED] >= 0) {
            return kept[CACHED];
        }
        if (kept[DEEPSEEK_HIT] >= 0) {
            return kept[DEEPSEEK_HIT];
        }
        return kept[MOONSHOT_CACHED] >= 0 ? kept[MOONSHOT_CACHED] : known(MISTRAL_CACHED);
    }

    /** OpenAI's details; else DashScope's, which has another name for it. */
    private long cacheWrite() {
        return kept[CACHE_WRITE] >= 0 ? kept[CACHE_WRITE] : known(DASHSCOPE_CREATION);
    }

    private long known(int field) {
        return Math.max(0, kept[field]);
    }

    private static long sum(long[] fields) {
        return Math.max(0, fields[PROMPT]) + Math.max(0, fields[COMPLETION]) + Math.max(0, fields[REASONING]);
    }
}
