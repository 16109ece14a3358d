package dev.pontage.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Usage;
import dev.pontage.exchange.Closing.End;
import dev.pontage.exchange.Reach;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider's count is believed as far as it can be true (F-19)")
final class BelievedCountsTest {
    /** 400 bytes of text, so an estimate of 100 tokens and a bound of 432; two answers of at most 50 tokens each. */
    private static final Peek ASKED = new Peek("m", Framing.EVENTS, true, 50, 2, 400, 0, 0, 2, Set.of(), List.of());

    private static final Peek NO_CEILING =
            new Peek("m", Framing.EVENTS, true, -1, 1, 400, 0, 0, 2, Set.of(), List.of());

    @Test
    @DisplayName("what can be true stays as it is, however the provider's tokens compare with our estimate")
    void believed() {
        Usage fewTokens = new Usage(2, 2, 0, 0, 4, 60, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(new Counted(fewTokens, UsageSource.PROVIDER, false), count(ASKED, Outcome.SERVED, fewTokens, 500));
        Usage manyTokens = Usage.text(1_000_432, 100);
        assertEquals(
                new Counted(manyTokens, UsageSource.PROVIDER, false), count(ASKED, Outcome.SERVED, manyTokens, 100));
    }

    @Test
    @DisplayName("nothing counted of what was read and written is counted by us, and the row says so")
    void zero() {
        assertEquals(
                new Counted(Usage.text(100, 300), UsageSource.COUNTED, true),
                count(NO_CEILING, Outcome.SERVED, Usage.NONE, 1_200));
    }

    @Test
    @DisplayName("more input than the request can have, hidden prompts included, is counted by us")
    void tooMuchInput() {
        assertEquals(
                new Counted(Usage.text(100, 7), UsageSource.COUNTED, true),
                count(ASKED, Outcome.SERVED, new Usage(1, 1_000_432, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0), 20));
    }

    @Test
    @DisplayName(
            "more than the client asked for is cut to what it asked for, what nobody saw first; no answer has a million tokens")
    void tooMuchOutput() {
        assertEquals(
                new Counted(new Usage(9, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0), UsageSource.PROVIDER, true),
                count(ASKED, Outcome.SERVED, new Usage(9, 0, 0, 0, 5_000, 70, 0, 0, 0, 0, 0, 0, 0), 20));
        assertEquals(
                new Counted(new Usage(9, 0, 0, 0, 7, 93, 0, 0, 0, 0, 0, 0, 0), UsageSource.PROVIDER, true),
                count(ASKED, Outcome.SERVED, new Usage(9, 0, 0, 0, 7, 4_999_990, 0, 0, 0, 0, 0, 0, 0), 20));
        assertEquals(
                new Counted(Usage.text(9, 1_000_000), UsageSource.PROVIDER, true),
                count(NO_CEILING, Outcome.SERVED, Usage.text(9, 50_000_000), 20));
        Usage unasked = Usage.text(9, 5_000);
        assertEquals(new Counted(unasked, UsageSource.PROVIDER, false), count(NO_CEILING, Outcome.SERVED, unasked, 20));
    }

    @Test
    @DisplayName(
            "L-04: of an answer that was left or cut, an earlier count of the provider is brought up to what was seen")
    void leftInTheMiddle() {
        Usage first = Usage.text(90, 0);
        for (Outcome outcome : List.of(Outcome.GONE, Outcome.CUT)) {
            assertEquals(
                    new Counted(Usage.text(90, 15), UsageSource.COUNTED, false), count(NO_CEILING, outcome, first, 60));
        }
        Usage running = Usage.text(90, 16);
        assertEquals(new Counted(running, UsageSource.PROVIDER, false), count(NO_CEILING, Outcome.GONE, running, 60));
    }

    private static Counted count(Peek peek, Outcome outcome, @Nullable Usage usage, long textBytes) {
        return Counted.of(peek, new End(outcome, null, 1, Reach.COMMITTED, usage, false, textBytes, List.of()));
    }
}
