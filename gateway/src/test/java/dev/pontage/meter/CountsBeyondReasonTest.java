package dev.pontage.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Splices;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Closing.End;
import dev.pontage.exchange.Closing.Lost;
import dev.pontage.exchange.Reach;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Flag;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import dev.pontage.price.Price;
import dev.pontage.price.Pricing;
import dev.pontage.relay.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A receipt is made whatever was counted")
final class CountsBeyondReasonTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final Usage HUGE = Usage.text(Long.MAX_VALUE, Long.MAX_VALUE);

    @Test
    @DisplayName(
            "L-23: a provider's count beyond reason gives way to our own, or to the most that can be, and the row says so")
    void hugeCount() {
        Receipt receipt = receipt(1_000_000_000L, HUGE, 40);
        assertTrue(receipt.flags().contains(Flag.CLAMPED), receipt.flags().toString());
        assertEquals(UsageSource.COUNTED, receipt.usageSource());
        assertEquals(2, receipt.usage().input());
        assertEquals(1_000_000, receipt.usage().output());
        assertEquals(1_000_002_000, receipt.chargeNanoUsd());
    }

    @Test
    @DisplayName("L-23: where even that is above all money, the row has no price and no attempt that was lost has one")
    void hugePrice() {
        Receipt receipt = receipt(Long.MAX_VALUE, HUGE, 40_000_000);
        assertTrue(
                receipt.flags().containsAll(List.of(Flag.CLAMPED, Flag.UNPRICED)),
                receipt.flags().toString());
        assertEquals(0, receipt.chargeNanoUsd());
        assertEquals(0, receipt.abandoned().getFirst().costNanoUsd());
    }

    @Test
    @DisplayName("L-23: at the highest price that a book may have, a body full of media and all output can be charged")
    void highestPrice() {
        long media = (32L << 20) / 20 * 16_384;
        Usage most = Usage.text(media, 100_000_000);
        Price price = scene(Price.MAX_PER_MILLION_TOKENS)
                .exchange()
                .snapshot()
                .prices()
                .charge("m")
                .orElseThrow();
        assertEquals((media + 100_000_000) * (Price.MAX_PER_MILLION_TOKENS / 1_000_000), Pricing.charge(most, price));
    }

    @Test
    @DisplayName("L-05: what was never sent is nothing, whoever left")
    void neverSent() {
        Scene scene = scene(1_000_000_000L);
        Receipt receipt = Receipts.of(
                scene.exchange(), scene.admitted(), end(scene, Outcome.GONE, Reach.NOT_SENT, null, 0, List.of()));
        assertEquals(Usage.NONE, receipt.usage());
        assertEquals(0, receipt.chargeNanoUsd());
    }

    private static Receipt receipt(long price, Usage usage, long textBytes) {
        Scene scene = scene(price);
        // Enough text for a lost attempt to be beyond all money too.
        return Receipts.of(
                scene.exchange(),
                scene.admitted(),
                end(scene, Outcome.SERVED, Reach.COMMITTED, usage, textBytes, List.of(lost(scene))));
    }

    private static Scene scene(long price) {
        String ask = price == Long.MAX_VALUE ? ASK.replace("Hi there", "x".repeat(8_000_000)) : ASK;
        return new Scene(ask, TestGateway.plan().price("m", price, price));
    }

    private static End end(
            Scene scene,
            Outcome how,
            Reach reach,
            @org.jspecify.annotations.Nullable Usage usage,
            long textBytes,
            List<Lost> lost) {
        return new End(how, attempt(scene), 1, reach, usage, false, textBytes, lost);
    }

    private static Lost lost(Scene scene) {
        return new Lost(attempt(scene), new Failure.Cut());
    }

    private static Attempt attempt(Scene scene) {
        return new Attempt(
                1,
                scene.admitted().planned().plan().first(),
                new Conversion.Same(Splices.NONE, "/", Map.of(), List.of(), Framing.WHOLE, streamed -> {
                    throw new UnsupportedOperationException();
                }));
    }
}
