package dev.pontage.dialect.chat;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way from one dialect to another: the upstream dialect's own passage, a reader behind it, and the
 * client dialect's writer.
 *
 * <p>What the answer cost, whether it failed and when it is complete, the upstream's passage says, as it does where
 * nothing is translated; so an answer is billed the same whoever reads it.
 */
public final class TranslatedPassage implements Passage {
    private static final Sink NOBODY = (bytes, from, to) -> {};

    private final Passage upstream;
    private final boolean streamed;
    private final ReplyReader reader;
    private final ReplyWriter writer;
    private final List<ChatEvent> last = new ArrayList<>();
    private boolean wholeRead;
    private @Nullable Failure garbled;

    /** {@code streamed}: the upstream answered with a stream, whatever the client asked for. */
    public TranslatedPassage(Passage upstream, boolean streamed, ReplyReader reader, ReplyWriter writer) {
        this.upstream = upstream;
        this.streamed = streamed;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (streamed) {
            upstream.feed(bytes, from, to, reading(client));
        } else {
            upstream.feed(bytes, from, to, wholeRead ? NOBODY : this::readLast);
            readWhole();
        }
    }

    /**
     * Takes the end of a whole answer at once, which only this passage's own release shows: the caller stops at the
     * last byte that means something, and asks before that whether it could be read.
     */
    private void readWhole() {
        if (!streamed && !wholeRead && upstream.terminal()) {
            wholeRead = true;
            upstream.release(this::readLast);
            read(() -> reader.end(last::add));
            if (garbled == null && last.stream().noneMatch(ChatEvent.Finished.class::isInstance)) {
                garbled = new Failure.Garbled("an answer that says nothing");
            }
        }
    }

    private void readLast(byte[] bytes, int from, int to) {
        read(() -> reader.feed(bytes, from, to, last::add));
    }

    @Override
    public void end(Sink client) {
        upstream.end(streamed ? reading(client) : wholeRead ? NOBODY : this::readLast);
        readWhole();
    }

    @Override
    public void release(Sink client) {
        if (streamed) {
            upstream.release(reading(client));
            read(() -> reader.end(last::add));
        }
        last.forEach(event -> writer.event(event, client));
        Usage usage = upstream.usage();
        writer.end(usage == null ? Usage.NONE : usage, client);
    }

    private Sink reading(Sink client) {
        return (bytes, from, to) -> read(() -> reader.feed(bytes, from, to, event -> writer.event(event, client)));
    }

    /** After what it cannot read, a reader is not asked again. */
    private void read(Runnable reading) {
        if (garbled != null) {
            return;
        }
        try {
            reading.run();
        } catch (Malformed malformed) {
            garbled = new Failure.Garbled(String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public boolean committed() {
        return upstream.committed();
    }

    @Override
    public boolean terminal() {
        return garbled == null && upstream.terminal();
    }

    @Override
    public @Nullable Failure failure() {
        return garbled == null ? upstream.failure() : garbled;
    }

    @Override
    public @Nullable Usage usage() {
        return upstream.usage();
    }

    @Override
    public boolean clamped() {
        return upstream.clamped();
    }

    @Override
    public long deliveredTextBytes() {
        return upstream.deliveredTextBytes();
    }
}
