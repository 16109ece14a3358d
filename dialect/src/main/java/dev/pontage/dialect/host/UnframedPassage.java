package dev.pontage.dialect.host;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passage of a stream whose events come in binary frames, as Bedrock's {@code InvokeModelWithResponseStream} sends
 * them (protocols 3.6): each is taken out and told to the dialect's own passage as a server-sent event.
 *
 * <p>A frame is held until it is whole, which costs one copy and the decoding of its base64; one of more than
 * {@link #HOLD_LIMIT_BYTES} breaks off the answer.
 */
final class UnframedPassage implements Passage {
    /** How many bytes one frame may have. */
    static final int HOLD_LIMIT_BYTES = 1 << 20;

    private static final String CHUNK = "chunk";

    /** Where an answer that is an error has its name; a frame has the same name in a header of its own. */
    private static final String ERROR_NAME = "x-amzn-errortype";

    /** A frame has no status; its error's name says all. */
    private static final int ERROR_STATUS = 500;

    private static final byte[] END = {'\n', '\n'};

    private final Passage events;
    private final Dialect judge;
    private final AwsEventStream frames = new AwsEventStream();
    private final ChunkReading reading = new ChunkReading();
    private final Gathered payload = new Gathered();
    private @Nullable Failure failure;

    /** {@code judge}: the dialect in which frames say errors. */
    UnframedPassage(Passage events, Dialect judge) {
        this.events = events;
        this.judge = judge;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        int at = from;
        while (at < to && failure() == null && !terminal()) {
            at = next(bytes, at, to);
            if (at < 0) {
                return;
            }
            frame(client);
            payload.clear();
        }
    }

    /** The offset after the frame at hand; negative if that is not here, or will never be. */
    private int next(byte[] bytes, int from, int to) {
        try {
            int end = frames.next(bytes, from, to, payload::add);
            if (frames.length() > HOLD_LIMIT_BYTES) {
                throw new Malformed("frame", "has more than " + HOLD_LIMIT_BYTES + " bytes");
            }
            return end;
        } catch (Malformed broken) {
            failure = new Failure.Garbled(String.valueOf(broken.getMessage()));
            return -1;
        }
    }

    private void frame(Sink client) {
        String type = frames.text(":message-type");
        if (!"event".equals(type)) {
            String exception = frames.text(":exception-type");
            String code = exception == null ? frames.text(":error-code") : exception;
            Headers named = Headers.of(ERROR_NAME, code == null ? "" : code);
            failure = judge.failure(ERROR_STATUS, named, payload.bytes(), payload.length(), 0);
        } else if (CHUNK.equals(frames.text(":event-type"))) {
            chunk(client);
        }
    }

    private void chunk(Sink client) {
        byte[] event;
        String type;
        try {
            event = reading.event(payload.bytes(), payload.length());
            type = reading.type(event);
        } catch (JsonError | IllegalArgumentException broken) {
            failure = new Failure.Garbled("a chunk that holds no event");
            return;
        }
        byte[] name = ("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] told = Arrays.copyOf(name, name.length + event.length + END.length);
        System.arraycopy(event, 0, told, name.length, event.length);
        System.arraycopy(END, 0, told, told.length - END.length, END.length);
        events.feed(told, 0, told.length, client);
    }

    @Override
    public void end(Sink client) {
        if (failure == null) {
            events.end(client);
        }
    }

    @Override
    public void release(Sink client) {
        events.release(client);
    }

    @Override
    public void interrupt(Sink client) {
        events.interrupt(client);
    }

    @Override
    public boolean midEvent() {
        return events.midEvent();
    }

    @Override
    public boolean committed() {
        return events.committed();
    }

    @Override
    public boolean terminal() {
        return failure == null && events.terminal();
    }

    @Override
    public @Nullable Failure failure() {
        return failure == null ? events.failure() : failure;
    }

    @Override
    public @Nullable Usage usage() {
        return events.usage();
    }

    @Override
    public boolean clamped() {
        return events.clamped();
    }

    @Override
    public long deliveredTextBytes() {
        return events.deliveredTextBytes();
    }
}
