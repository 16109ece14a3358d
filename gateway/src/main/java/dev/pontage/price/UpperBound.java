package dev.pontage.price;

import java.math.BigInteger;

/** The most that a number of tokens can cost; rounded up, saturated at {@link Long#MAX_VALUE}. */
public final class UpperBound {
    private static final long TOKENS_PER_PRICE = 1_000_000;

    private UpperBound() {}

    /** Nano-USD for so many tokens in and out, each at its dearest class. */
    public static long of(long tokensIn, long tokensOut, Price price) {
        long in = price.dearestIn();
        long out = price.dearestOut();
        if (Math.multiplyHigh(tokensIn, in) != 0 || Math.multiplyHigh(tokensOut, out) != 0) {
            return large(tokensIn, in, tokensOut, out);
        }
        long sum = tokensIn * in + tokensOut * out;
        if (tokensIn * in < 0 || tokensOut * out < 0 || sum < 0) {
            return large(tokensIn, in, tokensOut, out);
        }
        return sum / TOKENS_PER_PRICE + (sum % TOKENS_PER_PRICE == 0 ? 0 : 1);
    }

    private static long large(long tokensIn, long in, long tokensOut, long out) {
        BigInteger sum = BigInteger.valueOf(tokensIn)
                .multiply(BigInteger.valueOf(in))
                .add(BigInteger.valueOf(tokensOut).multiply(BigInteger.valueOf(out)));
        BigInteger[] parts = sum.divideAndRemainder(BigInteger.valueOf(TOKENS_PER_PRICE));
        BigInteger rounded = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
        return rounded.bitLength() > 63 ? Long.MAX_VALUE : rounded.longValue();
    }
}
