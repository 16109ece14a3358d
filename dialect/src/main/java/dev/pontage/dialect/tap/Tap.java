package dev.pontage.dialect.tap;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import org.jspecify.annotations.Nullable;

/** One answer on its way to the client: keeps the bytes that may not go on yet, and says what is known of it. */
public abstract sealed class Tap extends Forwarding implements Passage permits StreamTap, WholeTap {
    static final String TOO_LONG = "a name of more than " + Reading.KEEP_LIMIT_BYTES + " bytes";

    final Reading reading;

    @Nullable Failure failure;

    boolean terminal;
    boolean committed;
    long deliveredTextBytes;

    Tap(Reading reading, byte[] shownModel) {
        super(reading, shownModel);
        this.reading = reading;
    }

    /**
     * Makes the passage of one answer.
     *
     * @param reading what the dialect reads in it, made for this answer
     * @param shownModel the JSON literal that replaces the upstream's name of the model; empty leaves that as it is
     *     (C4)
     * @param streamed whether it comes as a stream of events
     */
    public static Passage of(Reading reading, byte[] shownModel, boolean streamed) {
        return streamed ? new StreamTap(reading, shownModel) : new WholeTap(reading, shownModel);
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
        return reading.usage();
    }

    @Override
    public final boolean clamped() {
        return reading.clamped();
    }
}
