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

    /** How many calls the attempt makes, side by side; the passage joins their answers. */
    int legs();

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
        public int legs() {
            return 1;
        }

        @Override
        public long ownBytes() {
            return 0;
        }

        /** As the upstream frames it; an array is told only by what was asked. */
        @Override
        public Framing framing(Framing answered) {
            return answered == Framing.WHOLE && asked == Framing.ARRAY ? Framing.ARRAY : answered;
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
     * @param legs how often it is sent; the passage is fed the whole answer of each at once
     */
    @SuppressWarnings("ArrayRecordComponent") // Made for one attempt and read once: nobody compares two of them.
    record Translated(
            byte[] body,
            String path,
            Map<String, String> headers,
            List<Loss> losses,
            Framing asked,
            int legs,
            Passages passages)
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

    /** Makes passages; a dialect's tap with its edits bound. */
    interface Passages {
        Passage passage(boolean streamed);
    }
}
