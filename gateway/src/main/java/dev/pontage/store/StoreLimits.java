package dev.pontage.store;

/**
 * Sizes and times of the store.
 *
 * @param capacityRows places for exchanges that are open or not yet in the file; about 1 KB each when used
 * @param batchRows the most rows of a transaction
 * @param flushMillis the longest that a receipt waits for the file
 * @param illAfterMillis for how long the file may refuse before the store calls itself ill
 */
public record StoreLimits(int capacityRows, int batchRows, long flushMillis, long illAfterMillis) {
    public static final StoreLimits DEFAULT = new StoreLimits(50_000, 1_000, 1_000, 10_000);

    public StoreLimits {
        if (capacityRows < 1 || batchRows < 1 || flushMillis < 1 || illAfterMillis < 1) {
            throw new IllegalArgumentException("sizes and times of the store start at 1");
        }
    }
}
