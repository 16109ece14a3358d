package dev.pontage.demo;

import java.util.List;
import java.util.Map;

/**
 * An answer as bytes in time, for a server to play.
 *
 * @param status of the answer's head, which leaves with the first frame
 * @param fields header fields of the head but for its framing
 * @param lengthBytes what the head announces as content-length; {@link #STREAMED} for a chunked answer
 * @param frames what is written, in order
 * @param ending what follows the last frame
 */
public record Play(int status, Map<String, String> fields, long lengthBytes, List<Frame> frames, Ending ending) {
    /** The length of an answer that announces none. */
    public static final long STREAMED = -1;

    /** Copies the frames and fields. */
    public Play {
        fields = Map.copyOf(fields);
        frames = List.copyOf(frames);
    }

    /**
     * Bytes that are written together.
     *
     * @param pauseMillis how long after the frame before
     * @param bytes what is written, never changed
     */
    public record Frame(long pauseMillis, byte[] bytes) {}

    /** What follows the last frame. */
    public enum Ending {
        /** The answer ends as its framing says. */
        WHOLE,
        /** The connection is closed; without frames, before any byte of the head. */
        CUT,
        /** Nothing, until the client leaves; without frames, not even a head. */
        HANG
    }
}
