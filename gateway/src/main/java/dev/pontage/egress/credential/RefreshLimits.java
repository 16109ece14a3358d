package dev.pontage.egress.credential;

/**
 * When values are refreshed, and how long is waited for the first one.
 *
 * @param earlyMillis how long before its end a value is fetched anew; of a short life, half is used
 * @param jitterMillis at most so much earlier, so that nodes do not all ask at once
 * @param retryMillis the first wait after a failure; it doubles
 * @param maxRetryMillis the longest wait between two tries
 * @param patienceMillis how long a caller should wait for the first value
 * @param waiting the most callers that wait for one value
 */
public record RefreshLimits(
        long earlyMillis, long jitterMillis, long retryMillis, long maxRetryMillis, long patienceMillis, int waiting) {
    public static final RefreshLimits DEFAULT = new RefreshLimits(300_000, 60_000, 1_000, 60_000, 10_000, 10_000);
}
