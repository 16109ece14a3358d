package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The provider's count in one answer, turned into disjoint classes (protocols 3.4, 9.1).
 *
 * <p>{@code input_tokens} leaves out what was read from or written to a cache; {@code output_tokens} includes thinking.
 * Counts of a stream are cumulative: what {@code message_delta} says overrides what {@code message_start} said, of what
 * was read and of what was written. Two things that servers get wrong are not believed: an end that takes back all that
 * was read, and one that takes back written tokens. Counts below zero, beyond {@link #LIMIT} or not whole are clamped
 * and flagged, and so are contradictions (F-19, L-21).
 */
final class AnthropicUsage {
    /** More tokens than any answer has; sums of what is below it cannot overflow. */
    static final long LIMIT = 1_000_000_000_000L;

    /** How many node numbers one place of usage takes. */
    static final int NODES = 20;

    private static final int INPUT = 1;
    private static final int CACHE_READ = 2;
    private static final int CACHE_WRITE = 3;
    private static final int WRITE_5M = 4;
    private static final int WRITE_1H = 5;
    private static final int OUTPUT = 6;
    private static final int THINKING = 7;
    private static final int FIELDS = 8;

    private static final long ABSENT = -1;

    private final long[] event = new long[FIELDS];
    private final long[] kept = new long[FIELDS];
    private boolean inEvent;
    private boolean has;
    private boolean clamped;

    AnthropicUsage() {
        Arrays.fill(event, ABSENT);
        Arrays.fill(kept, ABSENT);
    }

    /** Names all fields of a usage object; {@code base} is told for the object, higher numbers for its fields. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base)
                .at(path + ".input_tokens", base + INPUT)
                .at(path + ".cache_read_input_tokens", base + CACHE_READ)
                .at(path + ".cache_creation_input_tokens", base + CACHE_WRITE)
                .at(path + ".cache_creation.ephemeral_5m_input_tokens", base + WRITE_5M)
                .at(path + ".cache_creation.ephemeral_1h_input_tokens", base + WRITE_1H)
                .at(path + ".output_tokens", base + OUTPUT)
                .at(path + ".output_tokens_details.thinking_tokens", base + THINKING);
    }

    /** A scalar of a usage object; {@code field} counts from the object's own number. */
    void value(Scan scan, int field) {
        if (field == 0 || scan.kind() == Kind.NULL) {
            return;
        }
        long count = scan.longValue(Long.MIN_VALUE);
        if (count < 0 || count > LIMIT) {
            clamped = true;
            count = Math.clamp(count, 0, LIMIT);
        }
        event[field] = Math.max(event[field], count);
        inEvent = true;
    }

    /** Says that an event is complete; its count, if it has one, corrects the one before. */
    void settle() {
        if (!inEvent) {
            return;
        }
        boolean takesBackInput = read(kept) > 0 && saysInput() && read(event) == 0;
        clamped |= takesBackInput;
        for (int field = INPUT; field <= WRITE_1H; field++) {
            if (event[field] >= 0 && !takesBackInput) {
                kept[field] = event[field];
            }
        }
        for (int field = OUTPUT; field < FIELDS; field++) {
            clamped |= event[field] >= 0 && event[field] < kept[field];
            kept[field] = Math.max(kept[field], event[field]);
        }
        has = true;
        forget();
    }

    private boolean saysInput() {
        return event[INPUT] >= 0 || event[CACHE_READ] >= 0 || event[CACHE_WRITE] >= 0;
    }

    private static long read(long[] fields) {
        return Math.max(0, fields[INPUT])
                + Math.max(0, fields[CACHE_READ])
                + Math.max(0, fields[CACHE_WRITE])
                + Math.max(0, fields[WRITE_5M])
                + Math.max(0, fields[WRITE_1H]);
    }

    /** Lets the fields of an incomplete event go. */
    void forget() {
        if (inEvent) {
            Arrays.fill(event, ABSENT);
            inEvent = false;
        }
    }

    /** Whether something had to be clamped, or counts contradict each other. */
    boolean clamped() {
        return clamped
                || known(THINKING) > known(OUTPUT)
                || (saysSplit() && kept[CACHE_WRITE] >= 0 && kept[CACHE_WRITE] != known(WRITE_5M) + known(WRITE_1H));
    }

    /** The count so far in disjoint classes; null if there is none. */
    @Nullable Usage usage() {
        if (!has) {
            return null;
        }
        long thinking = Math.min(known(THINKING), known(OUTPUT));
        return new Usage(
                known(INPUT),
                known(CACHE_READ),
                write() - write1h(),
                write1h(),
                known(OUTPUT) - thinking,
                thinking,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    /** All that was written to caches; without the total, its parts. */
    private long write() {
        return kept[CACHE_WRITE] >= 0 ? kept[CACHE_WRITE] : known(WRITE_5M) + known(WRITE_1H);
    }

    /** What is to stay for an hour; where nobody tells, nothing is. */
    private long write1h() {
        return Math.min(known(WRITE_1H), write());
    }

    private boolean saysSplit() {
        return kept[WRITE_5M] >= 0 || kept[WRITE_1H] >= 0;
    }

    private long known(int field) {
        return Math.max(0, kept[field]);
    }
}
