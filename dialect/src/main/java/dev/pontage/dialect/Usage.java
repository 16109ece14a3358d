package dev.pontage.dialect;

/**
 * What one answer consumed, in disjoint classes: no token is in two of them.
 *
 * <p>{@code input} is uncached text, {@code output} visible text; where an upstream does not separate reasoning, it
 * stays in {@code output}. Totals are methods, never fields. All counts are at least 0. The reading formulas of each
 * protocol stand with that protocol.
 *
 * @param units requests, images, seconds, characters or searches, whatever the price of the model is per
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioIn,
        long audioOut,
        long imageIn,
        long imageOut,
        long cachedAudioIn,
        long cachedImageIn,
        long units) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Usage {
        if ((input
                        | cacheRead
                        | cacheWrite5m
                        | cacheWrite1h
                        | output
                        | reasoning
                        | audioIn
                        | audioOut
                        | imageIn
                        | imageOut
                        | cachedAudioIn
                        | cachedImageIn
                        | units)
                < 0) {
            throw new IllegalArgumentException("a usage count is negative");
        }
    }

    /** Only text in and out: what a count of our own can say. */
    public static Usage text(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Everything that the upstream read. */
    public long totalIn() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h + audioIn + imageIn + cachedAudioIn + cachedImageIn;
    }

    /** Everything that the upstream wrote. */
    public long totalOut() {
        return output + reasoning + audioOut + imageOut;
    }

    /** The sum of two usages, class by class; for the legs of one exchange. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output,
                reasoning + other.reasoning,
                audioIn + other.audioIn,
                audioOut + other.audioOut,
                imageIn + other.imageIn,
                imageOut + other.imageOut,
                cachedAudioIn + other.cachedAudioIn,
                cachedImageIn + other.cachedImageIn,
                units + other.units);
    }
}
