package dev.pontage.testkit.simulator;

/**
 * What an answered request costs in tokens, each counted in one place only.
 *
 * @param input neither read from a cache nor written to one
 * @param cacheRead read from a cache
 * @param cacheWrite written to a cache
 * @param output said, tools' arguments included, thinking not
 * @param reasoning thought
 */
public record Bill(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    /** All that went in. */
    public long allInput() {
        return input + cacheRead + cacheWrite;
    }

    /** All that came out. */
    public long allOutput() {
        return output + reasoning;
    }
}
