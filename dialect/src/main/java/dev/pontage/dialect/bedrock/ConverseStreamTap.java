package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Malformed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passage of a stream of frames, which go on byte for byte (protocols 5.3, 5.4).
 *
 * <p>A frame is held until it is whole and judged; frames that arrived whole go on in one run, uncopied. Of a frame
 * longer than {@link #HOLD_LIMIT_BYTES} all but its checksum is relayed while it is read, for without that it does not
 * exist to the client. What is done with a frame depends on its length, never on how it was cut (C5). The answer is
 * complete when both {@code messageStop} and {@code metadata} are here, whichever comes last.
 */
final class ConverseStreamTap implements Passage, AwsEventStream.Payload {
    /** How many bytes of one frame are held. */
    static final int HOLD_LIMIT_BYTES = 64 * 1024;

    private static final String EVENT = "event";

    private final AwsEventStream frames = new AwsEventStream();
    private final ConverseReading reading = new ConverseReading();

    /** Of the frame at hand: what came in earlier pieces, or is too long to be held, and was not relayed. */
    private final Gathered kept = new Gathered();

    /** How many bytes of the frame at hand the client has. */
    private int relayed;

    private boolean notJson;
    private boolean stopped;
    private boolean counted;
    private boolean terminal;
    private boolean committed;
    private long deliveredTextBytes;
    private @Nullable Failure failure;

    /** What is kept until the release. */
    private byte[] last = {};

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        int run = from;
        int frame = from;
        while (frame < to && !isOver()) {
            int end = next(bytes, frame, to);
            if (end < 0 || isLong()) {
                pass(bytes, run, frame, client);
                int read = end < 0 ? to : end;
                keepPart(bytes, frame, read, client);
                run = read;
            }
            if (end < 0) {
                return;
            }
            run = endFrame(bytes, run, frame, end, client);
            frame = end;
        }
        if (!isOver()) {
            pass(bytes, run, frame, client);
        }
    }

    private boolean isOver() {
        return terminal || failure != null;
    }

    private boolean isLong() {
        return frames.length() > HOLD_LIMIT_BYTES;
    }

    private static void pass(byte[] bytes, int from, int to, Sink client) {
        if (from < to) {
            client.pass(bytes, from, to);
        }
    }

    /** Reads on to the end of the frame at hand; -1 if that is not here, or will never be. */
    private int next(byte[] bytes, int from, int to) {
        try {
            return frames.next(bytes, from, to, this);
        } catch (Malformed broken) {
            failure = new Failure.Garbled(String.valueOf(broken.getMessage()));
            return -1;
        }
    }

    @Override
    public void payload(byte[] b, int from, int to) {
        if (notJson) {
            return;
        }
        try {
            reading.scan.feed(b, from, to);
        } catch (JsonError error) {
            notJson = true;
        }
    }

    // ---- a frame that is not whole, or too long to be held

    private void keepPart(byte[] bytes, int from, int to, Sink client) {
        int missing = frames.position() - relayed - kept.length();
        kept.add(bytes, from, Math.min(to, from + Math.max(0, missing)));
        if (isLong() && frames.headersRead()) {
            if (!EVENT.equals(frames.text(":message-type"))) {
                failure = failure == null
                        ? new Failure.Garbled("an error of more than " + HOLD_LIMIT_BYTES + " bytes")
                        : failure;
                return;
            }
            relay(Math.min(frames.position(), frames.length() - AwsEventStream.CHECKSUM_BYTES), client);
        }
    }

    private void relay(int upTo, Sink client) {
        int length = upTo - relayed;
        if (length <= 0) {
            return;
        }
        committed = true;
        client.pass(kept.bytes(), 0, length);
        relayed = upTo;
        byte[] rest = Arrays.copyOfRange(kept.bytes(), length, kept.length());
        kept.clear();
        kept.add(rest, 0, rest.length);
    }

    // ---- what becomes of a whole frame

    /** The frame ends before {@code end}; tells from where on bytes of the piece have not been dealt with. */
    private int endFrame(byte[] bytes, int run, int frame, int end, Sink client) {
        boolean ends = failure == null && verdict();
        if (failure != null) {
            pass(bytes, run, frame, client);
            return end;
        }
        if (ends) {
            pass(bytes, run, frame, client);
            kept.add(bytes, Math.max(run, frame), end);
            last = Arrays.copyOf(kept.bytes(), kept.length());
            terminal = true;
            return end;
        }
        pass(kept.bytes(), 0, kept.length(), client);
        kept.clear();
        relayed = 0;
        reading.begin();
        notJson = false;
        return run;
    }

    /** Judges the frame; true if it is the last. */
    private boolean verdict() {
        switch (frames.text(":message-type")) {
            case EVENT -> {
                return event(frames.text(":event-type"));
            }
            case "exception" -> failure = ConverseErrors.inStream(frames.text(":exception-type"), reading.errorMessage);
            case "error" ->
                failure = ConverseErrors.inStream(frames.text(":error-code"), frames.text(":error-message"));
            case null, default -> failure = new Failure.Garbled("a frame of an unknown kind");
        }
        return false;
    }

    private boolean event(@Nullable String type) {
        switch (type) {
            case "contentBlockStart", "contentBlockDelta" -> committed |= reading.meaning;
            case "messageStop" -> {
                stopped = true;
                committed = true;
            }
            case "metadata" -> counted = true;
            case "messageStart", "contentBlockStop" -> {}
            case null, default -> {
                // One that this protocol will have one day goes on like any other.
                return false;
            }
        }
        if (notJson || (frames.payloadLength() > 0 && !reading.scan.done())) {
            failure = new Failure.Garbled("an event that is no JSON");
        }
        deliveredTextBytes += reading.textBytes();
        return stopped && counted;
    }

    // ---- the end

    @Override
    public void end(Sink client) {
        if (isOver()) {
            return;
        }
        if (stopped && !frames.midFrame()) {
            terminal = true;
        } else {
            failure = new Failure.Cut();
        }
    }

    @Override
    public void release(Sink client) {
        pass(last, 0, last.length, client);
        relayed = 0;
    }

    @Override
    public void interrupt(Sink client) {
        if (relayed > 0) {
            frames.spoil(client::pass);
            relayed = 0;
        }
    }

    @Override
    public boolean midEvent() {
        return relayed > 0;
    }

    @Override
    public boolean committed() {
        return committed;
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public @Nullable Usage usage() {
        return reading.usage.usage();
    }

    @Override
    public boolean clamped() {
        return reading.usage.clamped();
    }

    @Override
    public long deliveredTextBytes() {
        return midEvent() && !terminal ? deliveredTextBytes + reading.textBytes() : deliveredTextBytes;
    }
}
