package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.tap.Forwarding;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to a client of the same dialect: what is kept back, and what is known of it.
 *
 * <p>The shared taps do not fit: this protocol's stream has no last event, so any event after which all is said waits
 * for the next; it may be one array, of which elements are judged one by one; and errors come between events as bare
 * lines. What moves the bytes is shared.
 */
abstract sealed class GeminiTap implements Passage permits GeminiStreamTap, GeminiWholeTap {
    static final String TOO_LONG = "a name of more than " + GeminiReading.KEEP_LIMIT_BYTES + " bytes";

    /** How many bytes of one event, or element, are held. */
    static final int HOLD_LIMIT_BYTES = 64 * 1024;

    final GeminiReading reading;
    final Forwarding bytes;

    @Nullable Failure failure;

    boolean terminal;
    boolean committed;

    GeminiTap(Operation.Kind kind, byte[] shownModel) {
        reading = new GeminiReading(kind, shownModel.length > 0);
        bytes = new Forwarding(reading, shownModel);
    }

    /**
     * Passages for one request. A stream that is one array comes as a whole answer, and is told by its first byte.
     *
     * @param shownModel the name that replaces the upstream's; empty leaves that as it is (C4)
     */
    static Conversion.Passages passages(Operation.Kind kind, String shownModel) {
        byte[] literal = shownModel.isEmpty() ? new byte[0] : JsonText.quote(shownModel);
        return streamed -> streamed ? new GeminiStreamTap(kind, literal) : new GeminiWholeTap(kind, literal);
    }

    @Override
    public final boolean committed() {
        return committed;
    }

    @Override
    public final boolean terminal() {
        return terminal;
    }

    @Override
    public final @Nullable Failure failure() {
        return failure;
    }

    @Override
    public final @Nullable Usage usage() {
        return reading.usage.usage();
    }

    @Override
    public final boolean clamped() {
        return reading.usage.clamped();
    }
}
