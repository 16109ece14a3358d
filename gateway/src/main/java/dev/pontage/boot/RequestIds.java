package dev.pontage.boot;

import dev.pontage.base.Ticker;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** Makes request ids: 32 hexadecimal digits, 48 bits of time in milliseconds and 80 of chance; they sort by time. */
final class RequestIds {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private RequestIds() {}

    /** Each thread draws from a generator of its own, split off {@code seed}. */
    static Supplier<String> random(Ticker ticker, SplittableGenerator seed) {
        ThreadLocal<RandomGenerator> own = ThreadLocal.withInitial(() -> {
            synchronized (seed) {
                return seed.split();
            }
        });
        return () -> {
            RandomGenerator random = own.get();
            long high = ((ticker.epochMicros() / 1_000) << 16) | (random.nextInt() & 0xffff);
            return hex(high, random.nextLong());
        };
    }

    private static String hex(long high, long low) {
        char[] text = new char[32];
        for (int i = 0; i < 16; i++) {
            text[15 - i] = DIGITS[(int) (high >>> (4 * i)) & 15];
            text[31 - i] = DIGITS[(int) (low >>> (4 * i)) & 15];
        }
        return new String(text);
    }
}
