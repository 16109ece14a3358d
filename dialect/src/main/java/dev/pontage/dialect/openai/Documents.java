package dev.pontage.dialect.openai;

import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.frame.Sse;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import dev.pontage.dialect.tap.Reading;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The documents of an answer as trees: those of a stream's events, or the one of a whole answer. */
final class Documents {
    /** An event, or a whole answer, of more bytes is refused. */
    static final int LIMIT_BYTES = 16 << 20;

    private static final String DONE = "[DONE]";
    private static final JsonTree TREE = new JsonTree(Reading.LIMITS, false);

    private final boolean streamed;
    private final Sse sse = new Sse();
    private final Gathered document = new Gathered();

    Documents(boolean streamed) {
        this.streamed = streamed;
    }

    /**
     * Takes the next bytes, cut anywhere.
     *
     * @throws Malformed if an event is no JSON or too long
     */
    void feed(byte[] bytes, int from, int to, Consumer<Place> sink) {
        if (!streamed) {
            keep(bytes, from, to);
            return;
        }
        int at = from;
        while (at < to) {
            at = sse.next(bytes, at, to, this::keep);
            if (at < 0) {
                return;
            }
            read(sink);
        }
    }

    /** The bytes have ended; an event left open counts. */
    void end(Consumer<Place> sink) {
        if (!streamed || sse.finish()) {
            read(sink);
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        if (document.length() + to - from > LIMIT_BYTES) {
            throw new Malformed("", "is longer than " + LIMIT_BYTES + " bytes");
        }
        document.add(bytes, from, to);
    }

    private void read(Consumer<Place> sink) {
        int length = document.length();
        document.clear();
        if (length == 0 || isMarker(length)) {
            return;
        }
        try {
            sink.accept(Place.root(TREE.read(document.bytes(), 0, length)));
        } catch (JsonError error) {
            throw new Malformed("", "is no JSON");
        }
    }

    private boolean isMarker(int length) {
        return length < 16
                && new String(document.bytes(), 0, length, StandardCharsets.UTF_8)
                        .strip()
                        .equals(DONE);
    }
}
