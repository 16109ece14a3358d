package dev.pontage.testkit.wire;

import java.util.List;

/**
 * One block of a server-sent event stream: what stands between two blank lines (WHATWG HTML, 9.2.6).
 *
 * @param name the value of the field event, or empty
 * @param data the values of the fields data, joined with a line feed
 * @param comments the comments in the block, without their colon
 * @param raw the block's bytes as UTF-8, with the blank line
 * @param nanos {@link System#nanoTime} when its last byte was read
 */
public record SseEvent(String name, String data, List<String> comments, String raw, long nanos) {
    /** Copies the comments. */
    public SseEvent {
        comments = List.copyOf(comments);
    }

    /** Whether the block carries nothing but comments, or nothing at all, as a heartbeat does. */
    public boolean isHeartbeat() {
        return name.isEmpty() && data.isEmpty();
    }
}
