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
    private final Heard heard = new Heard();
    private final List<ChatEvent> last = new ArrayList<>();
    private boolean lastRead;
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
        upstream.feed(bytes, from, to, reading(client));
        readLast();
    }

    @Override
    public void end(Sink client) {
        upstream.end(reading(client));
        readLast();
    }

    /** Of a whole answer nothing is told before all of it is read: until then it can still fail. */
    private Sink reading(Sink client) {
        if (lastRead) {
            return NOBODY;
        }
        return streamed
                ? (bytes, from, to) -> read(() -> reader.feed(bytes, from, to, event -> tell(event, client)))
                : this::keep;
    }

    /**
     * Takes what the upstream's passage kept back at once, though the client gets it only at the release: the caller
     * stops at the last byte that means something, and asks before that whether this is an answer at all.
     */
    private void readLast() {
        if (lastRead || !upstream.terminal()) {
            return;
        }
        lastRead = true;
        upstream.release(this::keep);
        read(() -> reader.end(this::keep));
        if (garbled == null) {
            garbled = streamed || heard.finished() ? heard.failure() : Failure.Garbled.HOLLOW;
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        read(() -> reader.feed(bytes, from, to, this::keep));
    }

    private void keep(ChatEvent event) {
        heard.add(event);
        last.add(event);
    }

    private void tell(ChatEvent event, Sink client) {
        heard.add(event);
        writer.event(event, client);
    }

    @Override
    public void release(Sink client) {
        last.forEach(event -> writer.event(event, client));
        Usage usage = upstream.usage();
        writer.end(usage == null ? Usage.NONE : usage, client);
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

    /** What means something in the upstream's protocol may be nothing in the client's, until it is complete. */
    @Override
    public boolean committed() {
        return streamed ? upstream.committed() && (heard.said() || terminal()) : terminal();
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
