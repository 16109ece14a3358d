package dev.pontage.provider;

/**
 * How long each phase of an attempt may take, in milliseconds (F-07; defaults of design.md section 2).
 *
 * @param connectMillis from asking for a connection to having one, waiting for a pooled one included
 * @param streamHeaderMillis from the last byte up to the head of a streamed answer
 * @param wholeHeaderMillis the same for a whole answer
 * @param idleMillis between two bytes of the answer; comments count
 * @param totalMillis the whole attempt
 */
public record Timeouts(
        long connectMillis, long streamHeaderMillis, long wholeHeaderMillis, long idleMillis, long totalMillis) {

    public static final Timeouts DEFAULT = new Timeouts(3_000, 300_000, 600_000, 120_000, 900_000);
}
