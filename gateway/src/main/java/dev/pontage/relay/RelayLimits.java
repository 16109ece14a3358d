package dev.pontage.relay;

/**
 * The bounds of relaying.
 *
 * @param holdBytes how much of an answer is held before it is committed ({@code answer.holdBytes})
 * @param holdFreeBytes how much of that every exchange has for itself; more is taken from the memory that bodies share
 * @param errorBytes how much of an upstream's error answer is read
 * @param errorMillis how long an upstream's error answer is waited for after its head
 * @param heartbeatMillis silence towards the client of a stream after which a sign of life is sent, and then again
 * @param lingerMillis how long an upstream may take to end its body after the terminal event, before its connection is
 *     given up
 * @param translateOnLoopBytes bodies longer than this are not translated on the event loop
 * @param translationPatienceMillis how long such a body waits for the pool and its translation
 * @param legs how many calls one attempt may make, where several answers need one each
 * @param embeddingLegs the same, where an upstream takes only a few inputs at a time
 * @param legsAtOnce how many of them run side by side
 * @param legBytes how much of one call's answer is held until all are there
 * @param maxAttempts attempts for one request, over all candidates (F-31)
 */
public record RelayLimits(
        int holdBytes,
        int holdFreeBytes,
        int errorBytes,
        long errorMillis,
        long heartbeatMillis,
        long lingerMillis,
        int translateOnLoopBytes,
        long translationPatienceMillis,
        int legs,
        int embeddingLegs,
        int legsAtOnce,
        int legBytes,
        int maxAttempts) {

    public static final RelayLimits DEFAULT = new RelayLimits(
            1 << 20, 256 << 10, 64 << 10, 2_000, 15_000, 1_000, 256 << 10, 10_000, 16, 2_048, 8, 16 << 20, 2);

    /** The same with another silence before a sign of life. */
    public RelayLimits withHeartbeatMillis(long millis) {
        return new RelayLimits(
                holdBytes,
                holdFreeBytes,
                errorBytes,
                errorMillis,
                millis,
                lingerMillis,
                translateOnLoopBytes,
                translationPatienceMillis,
                legs,
                embeddingLegs,
                legsAtOnce,
                legBytes,
                maxAttempts);
    }
}
