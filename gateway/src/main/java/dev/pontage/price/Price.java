package dev.pontage.price;

/**
 * The price of one model, in nano-USD per million units of each class.
 *
 * <p>0.15 USD per million tokens is 150,000,000. {@link #UNPRICED} marks a class nobody priced; the fallbacks (cache
 * to input, reasoning to output) are filled in when the book is compiled.
 *
 * @param version which version of which book, for the ledger
 * @param maxOutputTokens the most output tokens of one answer of this model; 0 where nobody said
 */
public record Price(
        String version,
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
        long units,
        long maxOutputTokens) {

    public static final long UNPRICED = -1;

    /**
     * The highest price of a million tokens in nano-USD, 10,000 USD: with it no request that fits into a body of 32 MiB
     * costs more than a {@code long} holds, were it full of documents by URL at 262,144 tokens each.
     */
    public static final long MAX_PER_MILLION_TOKENS = 10_000_000_000_000L;

    /** 5 and 25 USD per million tokens in and out: what budgets count where nobody named a price. */
    public static final Price ASSUMED = text("assumed", 5_000_000_000L, 25_000_000_000L);

    /** A price for text alone; cache and reasoning cost what input and output cost. */
    public static Price text(String version, long input, long output) {
        return new Price(
                version, input, input, input, input, output, output, UNPRICED, UNPRICED, UNPRICED, UNPRICED, UNPRICED,
                UNPRICED, UNPRICED, 0);
    }

    /** The same price, as the books know it. */
    public Price withVersion(String name) {
        return new Price(
                name,
                input,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output,
                reasoning,
                audioIn,
                audioOut,
                imageIn,
                imageOut,
                cachedAudioIn,
                cachedImageIn,
                units,
                maxOutputTokens);
    }

    /** The dearest class of what the upstream reads; media without a price of their own count as text here. */
    public long dearestIn() {
        long cache = Math.max(cacheRead, Math.max(cacheWrite5m, cacheWrite1h));
        long media = Math.max(audioIn, Math.max(imageIn, Math.max(cachedAudioIn, cachedImageIn)));
        return Math.max(0, Math.max(input, Math.max(cache, media)));
    }

    /** The dearest class of what the upstream writes. */
    public long dearestOut() {
        return Math.max(0, Math.max(Math.max(output, reasoning), Math.max(audioOut, imageOut)));
    }
}
