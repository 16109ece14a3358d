package dev.pontage.dialect.chat;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whole answers of several calls, which become the answers of one: the first call's is answer 0, and so on.
 *
 * <p>Each {@link #feed} is the whole body of one call's answer. What they cost is summed; where one of them does not
 * say, nobody knows.
 */
public final class JoinedPassage implements Passage {
    private static final Sink NOBODY = (bytes, from, to) -> {};

    private final int legs;
    private final Supplier<Passage> taps;
    private final Supplier<ReplyReader> readers;
    private final ReplyWriter writer;
    private final List<ChatEvent> events = new ArrayList<>();
    private int read;
    private @Nullable Usage usage = Usage.NONE;
    private boolean clamped;
    private long deliveredTextBytes;
    private @Nullable Failure failure;

    /**
     * Joins the answers of so many calls.
     *
     * @param taps the upstream dialect's own passage, a fresh one for each
     * @param readers a fresh one for each
     */
    public JoinedPassage(int legs, Supplier<Passage> taps, Supplier<ReplyReader> readers, ReplyWriter writer) {
        this.legs = legs;
        this.taps = taps;
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (failure != null || read == legs) {
            return;
        }
        Passage tap = taps.get();
        tap.feed(bytes, from, to, NOBODY);
        tap.end(NOBODY);
        failure = tap.failure();
        if (failure == null && !tap.terminal()) {
            failure = new Failure.Cut();
        }
        if (failure == null) {
            count(tap);
            tell(bytes, from, to);
        }
        read++;
    }

    private void count(Passage tap) {
        Usage all = usage;
        Usage its = tap.usage();
        usage = all == null || its == null ? null : all.plus(its);
        clamped |= tap.clamped();
        deliveredTextBytes += tap.deliveredTextBytes();
    }

    private void tell(byte[] bytes, int from, int to) {
        try {
            ReplyReader reader = readers.get();
            Heard heard = new Heard();
            reader.feed(bytes, from, to, event -> add(event, heard));
            reader.end(event -> add(event, heard));
            failure = heard.finished() ? heard.failure() : Failure.Garbled.HOLLOW;
        } catch (Malformed malformed) {
            failure = new Failure.Garbled(String.valueOf(malformed.getMessage()));
        }
    }

    private void add(ChatEvent event, Heard heard) {
        heard.add(event);
        if (!(event instanceof ChatEvent.Started) || read == 0) {
            events.add(of(event, read));
        }
    }

    /** The same event of another answer. */
    private static ChatEvent of(ChatEvent event, int answer) {
        return switch (event) {
            case ChatEvent.Started started -> started;
            case ChatEvent.Text it -> new ChatEvent.Text(answer, it.piece());
            case ChatEvent.Thinking it -> new ChatEvent.Thinking(answer, it.piece());
            case ChatEvent.Signed it -> new ChatEvent.Signed(answer, it.signature());
            case ChatEvent.Redacted it -> new ChatEvent.Redacted(answer, it.data());
            case ChatEvent.Refused it -> new ChatEvent.Refused(answer, it.piece());
            case ChatEvent.ToolBegun it ->
                new ChatEvent.ToolBegun(answer, it.call(), it.id(), it.name(), it.signature());
            case ChatEvent.ToolArguments it -> new ChatEvent.ToolArguments(answer, it.call(), it.piece());
            case ChatEvent.Media it -> new ChatEvent.Media(answer, it.mediaType(), it.base64());
            case ChatEvent.Logprobs it -> new ChatEvent.Logprobs(answer, it.logprobs());
            case ChatEvent.Finished it -> new ChatEvent.Finished(answer, it.reason(), it.stopString());
        };
    }

    @Override
    public void end(Sink client) {
        if (failure == null && read < legs) {
            failure = new Failure.Cut();
        }
    }

    @Override
    public void release(Sink client) {
        events.forEach(event -> writer.event(event, client));
        writer.end(usage == null ? Usage.NONE : usage, client);
    }

    @Override
    public boolean committed() {
        return terminal();
    }

    @Override
    public boolean terminal() {
        return failure == null && read == legs;
    }

    @Override
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public @Nullable Usage usage() {
        return usage;
    }

    @Override
    public boolean clamped() {
        return clamped;
    }

    @Override
    public long deliveredTextBytes() {
        return deliveredTextBytes;
    }
}
