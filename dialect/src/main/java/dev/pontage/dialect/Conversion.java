package dev.pontage.dialect;

import dev.pontage.dialect.json.Splices;
import java.util.List;
import java.util.Map;

/** How one attempt turns the client's request into the upstream's, and the answer back. */
public sealed interface Conversion {

    /** The path below the provider's base URL, with its query if it has one. */
    String path();

    /**
     * Fields of the request's head that the upstream's dialect demands, names in lower case; each gives way to one of
     * the client's that is forwarded.
     */
    Map<String, String> headers();

    /** How many bytes go up, for a client's body of {@code length}. */
    int length(int length);

    /** Hands over what goes up, in order; the client's body is the first {@code length} bytes of the array. */
    void pieces(byte[] body, int length, Splices.Pieces sink);

    /** How many calls the attempt makes. */
    default int legs() {
        return 1;
    }

    /** How many bytes this conversion holds for a body of its own. */
    long ownBytes();

    /** What the other side cannot express. */
    List<Loss> losses();

    /** How the client gets the answer, if the upstream's is framed so. */
    Framing framing(Framing answered);

    /** A fresh passage for this attempt's answer. {@code streamed}: the upstream answered with a stream. */
    Passage passage(boolean streamed);

    /**
     * Same dialect on both sides: the client's bytes, spliced (design decision D4).
     *
     * @param asked how the client wants its answer
     */
    record Same(
            Splices splices,
            String path,
            Map<String, String> headers,
            List<Loss> losses,
            Framing asked,
            Passages passages)
            implements Conversion {
        public Same {
            headers = Map.copyOf(headers);
            losses = List.copyOf(losses);
        }

        @Override
        public int length(int length) {
            return splices.length(length);
        }

        @Override
        public void pieces(byte[] body, int length, Splices.Pieces sink) {
            splices.pieces(body, length, sink);
        }

        @Override
        public long ownBytes() {
            return 0;
        }

        /** As the upstream frames it; an array is told only by what was asked, and events may have come in frames. */
        @Override
        public Framing framing(Framing answered) {
            return switch (answered) {
                case WHOLE -> asked == Framing.ARRAY ? Framing.ARRAY : Framing.WHOLE;
                case FRAMES -> asked == Framing.EVENTS ? Framing.EVENTS : Framing.FRAMES;
                case EVENTS, ARRAY -> answered;
            };
        }

        @Override
        public Passage passage(boolean streamed) {
            return passages.passage(streamed);
        }
    }

    /**
     * Another dialect on the other side: a body of our own.
     *
     * @param body is not changed after this was made
     * @param asked how the client wants its answer, and gets it
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one attempt and read once: nobody compares two of them.
    record Translated(
            byte[] body, String path, Map<String, String> headers, List<Loss> losses, Framing asked, Passages passages)
            implements Conversion {
        public Translated {
            headers = Map.copyOf(headers);
            losses = List.copyOf(losses);
        }

        @Override
        public int length(int length) {
            return body.length;
        }

        @Override
        public void pieces(byte[] clientBody, int length, Splices.Pieces sink) {
            sink.piece(body, 0, body.length);
        }

        @Override
        public long ownBytes() {
            return body.length;
        }

        @Override
        public Framing framing(Framing answered) {
            return asked;
        }

        @Override
        public Passage passage(boolean streamed) {
            return passages.passage(streamed);
        }
    }

    /**
     * Several calls whose answers become one: of an upstream that gives one answer at a time, or takes few inputs.
     *
     * <p>What is asked of it as of one call is said of the first. Its passage is fed the whole answer of each call at
     * once, in their order, each after its head was told to {@code heads}.
     *
     * @param calls at least one
     */
    record Joined(List<Translated> calls, Framing asked, Heads heads, Passages passages) implements Conversion {
        public Joined {
            calls = List.copyOf(calls);
        }

        @Override
        public int legs() {
            return calls.size();
        }

        /** Whether every call sends the same. */
        public boolean isRepeated() {
            Translated first = calls.getFirst();
            return calls.stream().allMatch(first::equals);
        }

        @Override
        public String path() {
            return calls.getFirst().path();
        }

        @Override
        public Map<String, String> headers() {
            return calls.getFirst().headers();
        }

        @Override
        public int length(int length) {
            return calls.getFirst().length(length);
        }

        @Override
        public void pieces(byte[] body, int length, Splices.Pieces sink) {
            calls.getFirst().pieces(body, length, sink);
        }

        /** A body that several calls share counts once. */
        @Override
        public long ownBytes() {
            return calls.stream()
                    .map(Translated::body)
                    .distinct()
                    .mapToLong(body -> body.length)
                    .sum();
        }

        @Override
        public List<Loss> losses() {
            return calls.getFirst().losses();
        }

        @Override
        public Framing framing(Framing answered) {
            return asked;
        }

        @Override
        public Passage passage(boolean streamed) {
            return passages.passage(streamed);
        }
    }

    /** Hears the heads of several calls' answers; some upstreams count nowhere else. */
    interface Heads {
        Heads IGNORED = (leg, head) -> {};

        void arrived(int leg, Headers head);
    }

    /** Makes passages; a dialect's tap with its edits bound. */
    interface Passages {
        Passage passage(boolean streamed);
    }
}
