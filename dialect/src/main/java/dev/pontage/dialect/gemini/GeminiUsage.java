package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The provider's count in one answer: collects {@code usageMetadata}, and turns its totals into disjoint classes
 * (protocols 4.4, 9.1).
 *
 * <p>Counts of a stream are cumulative, and an event may leave some of them out: each replaces the one before unless it
 * is smaller. Counts below zero, beyond {@link #LIMIT} or not whole are clamped and flagged, and so are contradictions
 * (F-19, L-21). Of the modalities sound and pictures have classes of their own; film and documents cost what text does.
 */
final class GeminiUsage {
    /** More tokens than any answer has; sums of what is below it cannot overflow. */
    static final long LIMIT = 1_000_000_000_000L;

    /** How many node numbers one place of usage takes. */
    static final int NODES = 40;

    private static final int PROMPT = 1;
    private static final int CACHED = 2;
    private static final int CANDIDATES = 3;
    private static final int THOUGHTS = 4;
    private static final int TOOL_USE = 5;
    private static final int TOTAL = 6;
    private static final int FIELDS = 7;

    /** The lists of counts by modality, three numbers each: the element, its modality, its count. */
    private static final int DETAILS = 10;

    private static final int IN_PROMPT = 0;
    private static final int IN_CACHED = 1;
    private static final int IN_CANDIDATES = 2;
    private static final int IN_TOOL_USE = 3;
    private static final int LISTS = 4;

    private static final long ABSENT = -1;
    private static final byte[] AUDIO = {'A', 'U', 'D', 'I', 'O'};
    private static final byte[] IMAGE = {'I', 'M', 'A', 'G', 'E'};

    private final long[] event = new long[FIELDS];
    private final long[] kept = new long[FIELDS];
    private final long[] eventAudio = new long[LISTS];
    private final long[] eventImage = new long[LISTS];
    private final long[] audio = new long[LISTS];
    private final long[] image = new long[LISTS];
    private boolean inEvent;
    private boolean has;
    private boolean clamped;

    // The element of a list at hand.
    private int modality;
    private long modalityCount;

    GeminiUsage() {
        Arrays.fill(event, ABSENT);
        Arrays.fill(kept, ABSENT);
    }

    /** Names all fields of a {@code usageMetadata}; {@code base} is the object's number, its fields' are higher. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base)
                .at(path + ".promptTokenCount", base + PROMPT)
                .at(path + ".cachedContentTokenCount", base + CACHED)
                .at(path + ".candidatesTokenCount", base + CANDIDATES)
                .at(path + ".thoughtsTokenCount", base + THOUGHTS)
                .at(path + ".toolUsePromptTokenCount", base + TOOL_USE)
                .at(path + ".totalTokenCount", base + TOTAL);
        list(paths, path + ".promptTokensDetails[]", base, IN_PROMPT);
        list(paths, path + ".cacheTokensDetails[]", base, IN_CACHED);
        list(paths, path + ".candidatesTokensDetails[]", base, IN_CANDIDATES);
        list(paths, path + ".toolUsePromptTokensDetails[]", base, IN_TOOL_USE);
    }

    private static void list(Shape.Paths paths, String path, int base, int list) {
        int node = base + DETAILS + 3 * list;
        paths.at(path, node).at(path + ".modality", node + 1, Flag.CAPTURE).at(path + ".tokenCount", node + 2);
    }

    /** A scalar of a usage object; {@code field} counts from the object's own number. */
    void value(Scan scan, int field) {
        if (field >= DETAILS) {
            detail(scan, (field - DETAILS) % 3);
        } else if (field > 0 && scan.kind() != Kind.NULL) {
            event[field] = Math.max(event[field], count(scan));
            inEvent = true;
        }
    }

    /** An object or array begins in a usage object. */
    void open(int field) {
        if (field >= DETAILS) {
            modality = -1;
            modalityCount = 0;
        }
    }

    /** An object or array in a usage object is complete. */
    void close(int field) {
        if (field >= DETAILS) {
            int list = (field - DETAILS) / 3;
            if (modality == 1) {
                eventAudio[list] = Math.min(LIMIT, eventAudio[list] + modalityCount);
            } else if (modality == 2) {
                eventImage[list] = Math.min(LIMIT, eventImage[list] + modalityCount);
            }
        }
    }

    private void detail(Scan scan, int field) {
        if (field == 1 && scan.kind() == Kind.STRING) {
            modality = scan.stringEquals(AUDIO) ? 1 : scan.stringEquals(IMAGE) ? 2 : 0;
        } else if (field == 2 && scan.kind() != Kind.NULL) {
            modalityCount = count(scan);
        }
    }

    private long count(Scan scan) {
        long count = scan.longValue(Long.MIN_VALUE);
        if (count < 0 || count > LIMIT) {
            clamped = true;
        }
        return Math.clamp(count, 0, LIMIT);
    }

    /** Says that an event is complete; its counts replace those before. */
    void settle() {
        if (inEvent) {
            if (event[CANDIDATES] < 0 && kept[CANDIDATES] >= 0) {
                event[TOTAL] = ABSENT; // it lacks what the event left out
            }
            for (int field = 0; field < FIELDS; field++) {
                clamped |= event[field] >= 0 && event[field] < kept[field];
                kept[field] = Math.max(kept[field], event[field]);
            }
            for (int list = 0; list < LISTS; list++) {
                audio[list] = Math.max(audio[list], eventAudio[list]);
                image[list] = Math.max(image[list], eventImage[list]);
            }
            has = true;
        }
        forget();
    }

    /** Lets the fields of an incomplete event go. */
    void forget() {
        Arrays.fill(event, ABSENT);
        Arrays.fill(eventAudio, 0);
        Arrays.fill(eventImage, 0);
        inEvent = false;
    }

    /** Whether something had to be clamped, or totals contradict each other. */
    boolean clamped() {
        return clamped || (has && contradicts());
    }

    private boolean contradicts() {
        long apart = totalIn() + candidates() + known(THOUGHTS);
        boolean wrongTotal = known(TOTAL) > 0 && known(TOTAL) != apart && !thoughtsAreIncluded();
        return wrongTotal || input() < 0 || output() < 0 || cacheRead() < 0;
    }

    /** The count so far in disjoint classes; null if there is none. */
    @Nullable Usage usage() {
        if (!has) {
            return null;
        }
        return new Usage(
                Math.max(0, input()),
                Math.max(0, cacheRead()),
                0,
                0,
                Math.max(0, output()),
                known(THOUGHTS),
                audioIn(),
                audio[IN_CANDIDATES],
                imageIn(),
                image[IN_CANDIDATES],
                audio[IN_CACHED],
                image[IN_CACHED],
                0);
    }

    // ---- the rules

    /** What was read includes what was cached; what tools gave the model comes on top. */
    private long totalIn() {
        return known(PROMPT) + known(TOOL_USE);
    }

    /** What of the visible answer the total shows where the count itself was left out. */
    private long candidates() {
        return kept[CANDIDATES] >= 0 ? kept[CANDIDATES] : Math.max(0, known(TOTAL) - totalIn() - known(THOUGHTS));
    }

    /** Some versions count thoughts among the candidates' tokens: then the total is met without them. */
    private boolean thoughtsAreIncluded() {
        return known(THOUGHTS) > 0 && kept[CANDIDATES] >= 0 && known(TOTAL) == totalIn() + known(CANDIDATES);
    }

    private long output() {
        long visible = thoughtsAreIncluded() ? candidates() - known(THOUGHTS) : candidates();
        return visible - audio[IN_CANDIDATES] - image[IN_CANDIDATES];
    }

    private long input() {
        return totalIn() - known(CACHED) - audioIn() - imageIn();
    }

    private long cacheRead() {
        return known(CACHED) - audio[IN_CACHED] - image[IN_CACHED];
    }

    private long audioIn() {
        return Math.max(0, audio[IN_PROMPT] + audio[IN_TOOL_USE] - audio[IN_CACHED]);
    }

    private long imageIn() {
        return Math.max(0, image[IN_PROMPT] + image[IN_TOOL_USE] - image[IN_CACHED]);
    }

    private long known(int field) {
        return Math.max(0, kept[field]);
    }
}
