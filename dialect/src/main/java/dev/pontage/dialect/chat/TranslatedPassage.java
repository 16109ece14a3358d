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
    private boolean readWhole;
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
            // Read here and not behind the upstream's passage, which keeps the end of it back until it is too late.
            upstream.feed(bytes, from, to, NOBODY);
            if (!readWhole) {
                read(() -> reader.feed(bytes, from, to, last::add));
            }
            readWhole();
        }
    }

    /** The caller stops at the last byte that means something and does not wait for the end of the body. */
    private void readWhole() {
        if (!streamed && !readWhole && upstream.terminal()) {
            readWhole = true;
            read(() -> reader.end(last::add));
        }
    }

    @Override
    public void end(Sink client) {
        upstream.end(streamed ? reading(client) : NOBODY);
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
