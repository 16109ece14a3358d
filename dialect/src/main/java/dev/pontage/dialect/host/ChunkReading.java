package dev.pontage.dialect.host;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import java.util.Base64;

/** What a chunk holds: an event's JSON in base64, and in that the event's type (protocols 3.6). */
final class ChunkReading implements Visitor {
    private static final int BYTES = 1;
    private static final int TYPE = 2;
    private static final Shape CHUNK = Shape.of(paths -> paths.at("bytes", BYTES, Flag.CAPTURE));
    private static final Shape EVENT = Shape.of(paths -> paths.at("type", TYPE, Flag.CAPTURE));
    private static final Limits CHUNKS = new Limits(64, 1_000_000, 64, 1_024, UnframedPassage.HOLD_LIMIT_BYTES);
    private static final Limits EVENTS = new Limits(64, 1_000_000, 1_024, 1_024, 64);

    private final Scan chunk = new Scan(CHUNK, CHUNKS, false, this);
    private final Scan event = new Scan(EVENT, EVENTS, false, this);
    private String found = "";

    /**
     * The event in a chunk, on one line.
     *
     * @throws JsonError if the chunk is no JSON
     * @throws IllegalArgumentException if it holds no base64
     */
    byte[] event(byte[] payload, int length) {
        byte[] json = Base64.getDecoder().decode(read(chunk, payload, length));
        for (int i = 0; i < json.length; i++) {
            // Between tokens of JSON a line's end is a blank; within them there is none.
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }

    /**
     * What an event is called.
     *
     * @throws JsonError if it is no JSON
     * @throws IllegalArgumentException if nothing calls it
     */
    String type(byte[] json) {
        return read(event, json, json.length);
    }

    private String read(Scan scan, byte[] bytes, int length) {
        found = "";
        scan.reset();
        scan.feed(bytes, 0, length);
        scan.finish();
        if (found.isEmpty() || found.indexOf('\n') >= 0 || found.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("nothing that can be read");
        }
        return found;
    }

    @Override
    public void value(Scan scan, int node) {
        found = scan.kind() == Kind.STRING && !scan.truncated() ? scan.string() : "";
    }
}
