package dev.pontage.resource;

import dev.pontage.price.Money;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts of USD as documents give them. */
final class Amount {
    /** A nano-USD has nine decimals. */
    static final int DECIMALS = 9;

    /** Ten million USD, and no more: what is above is a mistake, and sums of it would overflow. */
    private static final long MAX_NANO_USD = 10_000_000_000_000_000L;

    /** The same in words, for messages. */
    static final String MOST = "10,000,000";

    private static final BigDecimal MOST_USD = BigDecimal.valueOf(MAX_NANO_USD, DECIMALS);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}(\\.[0-9]{1,9})?");

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

    /** Whether the text is an amount that would be one if it were smaller. */
    static boolean isTooMuch(String text) {
        return NUMBER.matcher(text).matches() && new BigDecimal(text).compareTo(MOST_USD) > 0;
    }

    /** Whether the text is an amount of nothing. */
    static boolean isZero(String text) {
        return nanoUsd(text) == 0;
    }
}
