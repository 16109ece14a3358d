package dev.pontage.price;

import dev.pontage.dialect.Usage;
import java.math.BigInteger;

/**
 * What a usage costs: the sum over its classes, exact in 128 bits and more, rounded once, half to even.
 *
 * <p>The common case is a dozen multiplications in {@code long}; where one of them leaves 63 bits, {@link BigInteger}
 * takes over.
 */
public final class Pricing {
    private static final long UNITS_PER_PRICE = 1_000_000;
    private static final BigInteger LARGE_UNITS_PER_PRICE = BigInteger.valueOf(UNITS_PER_PRICE);

    private Pricing() {}

    /**
     * Nano-USD for a usage; an unpriced class costs nothing, see {@link #leavesUnpriced}.
     *
     * @throws ArithmeticException if the amount is above {@link Long#MAX_VALUE} nano-USD (9.2 billion USD)
     */
    public static long charge(Usage usage, Price price) {
        Sum sum = new Sum();
        sum.add(usage.input(), price.input());
        sum.add(usage.cacheRead(), price.cacheRead());
        sum.add(usage.cacheWrite5m(), price.cacheWrite5m());
        sum.add(usage.cacheWrite1h(), price.cacheWrite1h());
        sum.add(usage.output(), price.output());
        sum.add(usage.reasoning(), price.reasoning());
        sum.add(usage.audioIn(), price.audioIn());
        sum.add(usage.audioOut(), price.audioOut());
        sum.add(usage.imageIn(), price.imageIn());
        sum.add(usage.imageOut(), price.imageOut());
        sum.add(usage.cachedAudioIn(), price.cachedAudioIn());
        sum.add(usage.cachedImageIn(), price.cachedImageIn());
        sum.add(usage.units(), price.units());
        return sum.rounded();
    }

    /** Whether the usage has units of a class that nobody priced, so that its charge says too little. */
    public static boolean leavesUnpriced(Usage usage, Price price) {
        return unpriced(usage.input(), price.input())
                || unpriced(usage.cacheRead(), price.cacheRead())
                || unpriced(usage.cacheWrite5m(), price.cacheWrite5m())
                || unpriced(usage.cacheWrite1h(), price.cacheWrite1h())
                || unpriced(usage.output(), price.output())
                || unpriced(usage.reasoning(), price.reasoning())
                || unpriced(usage.audioIn(), price.audioIn())
                || unpriced(usage.audioOut(), price.audioOut())
                || unpriced(usage.imageIn(), price.imageIn())
                || unpriced(usage.imageOut(), price.imageOut())
                || unpriced(usage.cachedAudioIn(), price.cachedAudioIn())
                || unpriced(usage.cachedImageIn(), price.cachedImageIn())
                || unpriced(usage.units(), price.units());
    }

    /** What nobody priced of a usage, as plain tokens in and out: for budgets, which count it at an assumed price. */
    public static Usage unpricedPart(Usage usage, Price price) {
        long in = unpricedCount(usage.input(), price.input())
                + unpricedCount(usage.cacheRead(), price.cacheRead())
                + unpricedCount(usage.cacheWrite5m(), price.cacheWrite5m())
                + unpricedCount(usage.cacheWrite1h(), price.cacheWrite1h())
                + unpricedCount(usage.audioIn(), price.audioIn())
                + unpricedCount(usage.imageIn(), price.imageIn())
                + unpricedCount(usage.cachedAudioIn(), price.cachedAudioIn())
                + unpricedCount(usage.cachedImageIn(), price.cachedImageIn());
        long out = unpricedCount(usage.output(), price.output())
                + unpricedCount(usage.reasoning(), price.reasoning())
                + unpricedCount(usage.audioOut(), price.audioOut())
                + unpricedCount(usage.imageOut(), price.imageOut());
        return Usage.text(in, out);
    }

    private static long unpricedCount(long count, long nanoUsdPerMillion) {
        return unpriced(count, nanoUsdPerMillion) ? count : 0;
    }

    private static boolean unpriced(long count, long nanoUsdPerMillion) {
        return count > 0 && nanoUsdPerMillion == Price.UNPRICED;
    }

    /** A sum of products, in {@code long} for as long as that is exact; a local of its caller, never on the heap. */
    private static final class Sum {
        private long small;
        private BigInteger large = BigInteger.ZERO;

        void add(long count, long nanoUsdPerMillion) {
            if (nanoUsdPerMillion < Price.UNPRICED) {
                throw new IllegalArgumentException("a price is negative"); // L-22: at use as at load
            }
            if (count == 0 || nanoUsdPerMillion <= 0) {
                return;
            }
            long product = count * nanoUsdPerMillion;
            long total = small + product;
            if (Math.multiplyHigh(count, nanoUsdPerMillion) != 0 || product < 0 || total < 0) {
                large = large.add(BigInteger.valueOf(count).multiply(BigInteger.valueOf(nanoUsdPerMillion)));
            } else {
                small = total;
            }
        }

        long rounded() {
            if (large.signum() == 0) {
                return halfEven(small / UNITS_PER_PRICE, small % UNITS_PER_PRICE);
            }
            BigInteger[] parts = large.add(BigInteger.valueOf(small)).divideAndRemainder(LARGE_UNITS_PER_PRICE);
            return halfEven(parts[0].longValueExact(), parts[1].longValue());
        }

        private static long halfEven(long whole, long rest) {
            long twice = 2 * rest;
            boolean up = twice > UNITS_PER_PRICE || (twice == UNITS_PER_PRICE && (whole & 1) == 1);
            return up ? Math.addExact(whole, 1) : whole;
        }
    }
}
