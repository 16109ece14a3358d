package dev.pontage.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PricingIsExactTest {
    private static final int CLASSES = 13;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    @Property
    @Label(
            "L-18: any usage at any price costs what BigDecimal says, rounded once, half to even; above a long it is refused")
    void equalsTheReference(@ForAll("counts") List<Long> counts, @ForAll("prices") List<Long> prices) {
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < CLASSES; i++) {
            if (prices.get(i) != Price.UNPRICED) {
                exact = exact.add(BigDecimal.valueOf(counts.get(i)).multiply(BigDecimal.valueOf(prices.get(i))));
            }
        }
        BigDecimal expected = exact.movePointLeft(6).setScale(0, RoundingMode.HALF_EVEN);
        if (expected.compareTo(LARGEST) > 0) {
            assertThrows(ArithmeticException.class, () -> Pricing.charge(usage(counts), price(prices)));
        } else {
            assertEquals(expected.longValueExact(), Pricing.charge(usage(counts), price(prices)));
        }
    }

    @Property
    @Label("L-18: a usage cut in two costs the whole within one nano-USD, and never less than its larger part")
    void splits(
            @ForAll("small") List<Long> a, @ForAll("small") List<Long> b, @ForAll("smallPrices") List<Long> prices) {
        Price price = price(prices);
        long whole = Pricing.charge(usage(a).plus(usage(b)), price);
        long first = Pricing.charge(usage(a), price);
        long second = Pricing.charge(usage(b), price);
        assertTrue(Math.abs(whole - first - second) <= 1, () -> whole + " is not " + first + " + " + second);
        assertTrue(whole >= Math.max(first, second));
    }

    @Property
    @Label("L-21: tokens of an unpriced class cost nothing and are told")
    void tellsUnpriced(@ForAll("small") List<Long> counts, @ForAll("prices") List<Long> prices) {
        boolean expected = false;
        for (int i = 0; i < CLASSES; i++) {
            expected |= counts.get(i) > 0 && prices.get(i) == Price.UNPRICED;
        }
        assertEquals(expected, Pricing.leavesUnpriced(usage(counts), price(prices)));
    }

    @Test
    @DisplayName("L-18: halves go to the even neighbour")
    void roundsHalfToEven() {
        assertEquals(0, Pricing.charge(Usage.text(1, 0), Price.text("", 500_000, 0)));
        assertEquals(1, Pricing.charge(Usage.text(1, 0), Price.text("", 500_001, 0)));
        assertEquals(2, Pricing.charge(Usage.text(3, 0), Price.text("", 500_000, 0)));
        assertEquals(2, Pricing.charge(Usage.text(5, 0), Price.text("", 500_000, 0)));
        assertEquals(2_500, Pricing.charge(Usage.text(1, 0), Price.text("", 2_500_000_000L, 0)));
    }

    @Test
    @DisplayName(
            "L-23: the largest amount is exact, one more is refused, and a long that wrapped around is not taken for small")
    void refusesOverflow() {
        assertEquals(Long.MAX_VALUE, Pricing.charge(Usage.text(Long.MAX_VALUE, 0), Price.text("", 1_000_000, 0)));
        assertThrows(
                ArithmeticException.class,
                () -> Pricing.charge(Usage.text(Long.MAX_VALUE, 1), Price.text("", 1_000_000, 1_000_000)));
        assertThrows(
                ArithmeticException.class,
                () -> Pricing.charge(Usage.text(1L << 32, 0), Price.text("", (1L << 62) | 1, 0)));
    }

    @Test
    @DisplayName("L-22: a negative price is refused at use too")
    void refusesNegativePrices() {
        assertThrows(IllegalArgumentException.class, () -> Pricing.charge(Usage.text(1, 1), Price.text("", -2, 1)));
    }

    @Test
    @DisplayName(
            "L-22: decimals of USD are read exactly; more digits than a nano, signs, exponents and blanks are refused")
    void readsDecimals() {
        assertEquals(2_500_000_000L, Money.nanoUsd("2.50"));
        assertEquals(1, Money.nanoUsd("0.000000001"));
        assertEquals(0, Money.nanoUsd("0"));
        assertEquals(Long.MAX_VALUE, Money.nanoUsd("9223372036.854775807"));
        for (String wrong : List.of(
                "", ".5", "1.", "-1", "+1", "1e3", "0.0000000001", " 1", "1,5", "NaN", "9223372036.854775808")) {
            assertThrows(IllegalArgumentException.class, () -> Money.nanoUsd(wrong), wrong);
        }
    }

    @Test
    @DisplayName(
            "D7: the shipped prices load; cache and reasoning fall back, audio does not; an unlisted model is unpriced")
    void starterPricesLoad() {
        PriceBook book = StarterPrices.load().book();
        Price turbo = book.charge("gpt-4-turbo").orElseThrow();
        assertEquals(10_000_000_000L, turbo.cacheRead());
        assertEquals(30_000_000_000L, turbo.reasoning());
        assertEquals(Price.UNPRICED, turbo.audioIn());
        assertEquals(1_250_000_000L, book.charge("gpt-4o").orElseThrow().cacheRead());
        assertTrue(book.version().startsWith("starter-"));
        assertEquals(book.version(), turbo.version());
        assertFalse(book.charge("nobody-knows").isPresent());
        book.byModel().forEach((model, price) -> assertTrue(price.input() > 0, model));
    }

    @Test
    @DisplayName("D7: what is read from a cache and written to it costs its own shipped price, and is counted once")
    void cachedTokensCostTheirOwn() {
        Price sonnet = StarterPrices.load().book().charge("claude-sonnet-4-5").orElseThrow();
        Usage usage = new Usage(1_000, 10_000, 100, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        long nanoUsd = 1_000 * 3_000 + 10_000 * 300 + 100 * 3_750 + 10 * 6_000 + 15_000;
        assertEquals(nanoUsd, Pricing.charge(usage, sonnet));
    }

    @Provide
    Arbitrary<List<Long>> counts() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 2_000_000),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .list()
                .ofSize(CLASSES);
    }

    @Provide
    Arbitrary<List<Long>> prices() {
        return Arbitraries.oneOf(
                        Arbitraries.just(Price.UNPRICED),
                        Arbitraries.longs().between(0, 100_000_000_000L),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .list()
                .ofSize(CLASSES);
    }

    @Provide
    Arbitrary<List<Long>> small() {
        return Arbitraries.longs().between(0, 2_000_000).list().ofSize(CLASSES);
    }

    @Provide
    Arbitrary<List<Long>> smallPrices() {
        return Arbitraries.longs().between(0, 100_000_000_000L).list().ofSize(CLASSES);
    }

    private static Usage usage(List<Long> n) {
        return new Usage(
                n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7), n.get(8), n.get(9),
                n.get(10), n.get(11), n.get(12));
    }

    private static Price price(List<Long> n) {
        return new Price(
                "", n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7), n.get(8), n.get(9),
                n.get(10), n.get(11), n.get(12), 0);
    }

    @Test
    @DisplayName("D7: what nobody priced of a usage counts for budgets, as plain tokens in and out")
    void unpricedParts() {
        Price text = Price.text("v", 1_000, 2_000);
        Usage usage = new Usage(5, 6, 0, 0, 7, 8, 10, 20, 30, 40, 50, 60, 0);
        assertEquals(Usage.text(10 + 30 + 50 + 60, 20 + 40), Pricing.unpricedPart(usage, text));
        assertEquals(Usage.NONE, Pricing.unpricedPart(Usage.text(5, 7), text));
    }
}
