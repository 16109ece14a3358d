package dev.pontage.price;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Nano-USD as people and headers write it: an exact decimal of USD, never a double. */
public final class Money {
    private static final int NANO_DIGITS = 9;
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,9})?");

    private Money() {}

    /** 1,500,000 nano-USD is {@code 0.0015}; at least two decimals. */
    public static String usd(long nanoUsd) {
        BigDecimal exact = BigDecimal.valueOf(nanoUsd, NANO_DIGITS).stripTrailingZeros();
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }

    /**
     * {@code 2.50} is 2,500,000,000 nano-USD, and per million units that is a price.
     *
     * @throws IllegalArgumentException if the text is no plain decimal, is negative, has more digits than a nano-USD,
     *     or is above {@link Long#MAX_VALUE} nano-USD
     */
    public static long nanoUsd(String usd) {
        if (!PLAIN.matcher(usd).matches()) {
            throw new IllegalArgumentException(
                    "expected USD as a plain decimal with at most " + NANO_DIGITS + " digits after the point: " + usd);
        }
        try {
            return new BigDecimal(usd).movePointRight(NANO_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more USD than can be counted: " + usd, e);
        }
    }
}
