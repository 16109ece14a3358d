package dev.pontage.resource;

import dev.pontage.price.Money;

/** Amounts of USD as documents give them. */
final class Amount {
    /** A nano-USD has nine decimals. */
    static final int DECIMALS = 9;

    /** Ten million USD, and no more: what is above is a mistake, and sums of it would overflow. */
    private static final long MAX_NANO_USD = 10_000_000_000_000_000L;

    private Amount() {}

    /** Exact nano-USD; -1 where the text is no such amount. */
    static long nanoUsd(String text) {
        try {
            long nanoUsd = Money.nanoUsd(text);
            return nanoUsd > MAX_NANO_USD ? -1 : nanoUsd;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
