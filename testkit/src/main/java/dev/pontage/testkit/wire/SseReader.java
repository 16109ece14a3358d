package dev.pontage.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the events of a stream as they arrive; lines end in CR, LF or CRLF. */
public final class SseReader {
    private final InputStream in;
    private boolean afterReturn;
    private RawResponse.End end = RawResponse.End.OPEN;
    private String rest = "";

    SseReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next block; empty when the stream has ended.
     *
     * @throws AssertionError if none came within the client's patience
     */
    public Optional<SseEvent> next() {
        Block block = new Block();
        try {
            while (line(block)) {
                if (block.line.isEmpty()) {
                    return Optional.of(block.event());
                }
                block.field();
            }
            end = RawResponse.End.WHOLE;
        } catch (SocketTimeoutException late) {
            throw new AssertionError("no event came; so far: " + block.text(), late);
        } catch (EOFException cut) {
            end = RawResponse.End.CUT;
        } catch (SocketException reset) {
            end = RawResponse.End.RESET;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        rest = block.text();
        return Optional.empty();
    }

    /** The next block that is no heartbeat. */
    public Optional<SseEvent> nextMeaning() {
        Optional<SseEvent> event = next();
        while (event.isPresent() && event.get().isHeartbeat()) {
            event = next();
        }
        return event;
    }

    /** All blocks until the stream ends. */
    public List<SseEvent> toEnd() {
        List<SseEvent> events = new ArrayList<>();
        for (Optional<SseEvent> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    /** How the stream ended, once {@link #next} has been empty. */
    public RawResponse.End end() {
        return end;
    }

    /** What came after the last blank line before the end. */
    public String rest() {
        return rest;
    }

    private boolean line(Block block) throws IOException {
        block.line = "";
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            block.raw.write(next);
            boolean secondHalf = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (secondHalf) {
                // A CR has ended the line already: waiting for a LF that may never come would hold an event back.
                continue;
            }
            if (next == '\r' || next == '\n') {
                block.line = line.toString(StandardCharsets.UTF_8);
                return true;
            }
            line.write(next);
        }
        return false;
    }

    /** The lines of one event, until its blank line. */
    private static final class Block {
        private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
        private final List<String> data = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private String line = "";
        private String name = "";

        void field() {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            if (colon == 0) {
                comments.add(value);
            } else if (field.equals("data")) {
                data.add(value);
            } else if (field.equals("event")) {
                name = value;
            }
        }

        SseEvent event() {
            return new SseEvent(name, String.join("\n", data), comments, text(), System.nanoTime());
        }

        String text() {
            return raw.toString(StandardCharsets.UTF_8);
        }
    }
}
