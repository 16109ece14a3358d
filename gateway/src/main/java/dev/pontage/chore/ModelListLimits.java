package dev.pontage.chore;

/**
 * The bounds of asking providers what they serve.
 *
 * @param everyMillis how long an answer counts
 * @param retryMillis how long nobody is asked again after a failure; doubled with each further one, up to {@code
 *     everyMillis}
 * @param names the most names of one provider; the first ones in the order of their spelling are kept
 * @param nameChars the longest name that is kept
 */
public record ModelListLimits(long everyMillis, long retryMillis, int names, int nameChars) {

    /** With an interval of one's own. */
    public static ModelListLimits every(long millis) {
        return new ModelListLimits(millis, 60_000, 5_000, 512);
    }
}
