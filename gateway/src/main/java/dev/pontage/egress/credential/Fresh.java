package dev.pontage.egress.credential;

/**
 * A value as it was just fetched.
 *
 * @param untilMicros when it ends, in epoch microseconds; {@link #LASTING} if nobody says
 * @param refreshMillis when to fetch it anew, from now; 0 to go by its end
 */
public record Fresh<T>(T value, long untilMicros, long refreshMillis) {
    /** It is used until there is a newer one. */
    public static final long LASTING = Long.MAX_VALUE;

    /** A value that ends by itself. */
    public static <T> Fresh<T> until(T value, long untilMicros) {
        return new Fresh<>(value, untilMicros, 0);
    }

    /** A value that may change at any time, so that it is looked at again and again. */
    public static <T> Fresh<T> lookedAtEvery(long refreshMillis, T value) {
        return new Fresh<>(value, LASTING, refreshMillis);
    }
}
