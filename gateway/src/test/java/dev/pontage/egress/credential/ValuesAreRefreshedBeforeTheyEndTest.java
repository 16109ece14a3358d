package dev.pontage.egress.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ValuesAreRefreshedBeforeTheyEndTest {
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final long FIVE_MINUTES = TimeUnit.MINUTES.toMillis(5);

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();
    private final List<Supplier<Fresh<String>>> script = new ArrayList<>();
    private int fetches;

    private final Witness witness = new Witness() {
        @Override
        public void refreshed(String name, boolean changed) {
            told.add(changed ? "changed" : "same");
        }

        @Override
        public void failed(String name, String reason, boolean held) {
            told.add("failed " + reason + (held ? ", held" : ""));
        }
    };

    private final Source<String> source = new Source<>() {
        @Override
        public String name() {
            return "a value";
        }

        @Override
        public Fresh<String> fetch() throws IOException {
            fetches++;
            if (script.isEmpty()) {
                throw new IOException("no more");
            }
            return script.removeFirst().get();
        }
    };

    private Refreshed<String> begun() {
        return Refreshed.from(
                source, new Refreshed.Means(clock, clock, new SplittableRandom(7), witness, RefreshLimits.DEFAULT));
    }

    private void hourOf(String value) {
        script.add(() -> Fresh.until(value, clock.epochMicros() + HOUR * 1_000));
    }

    private static String read(Refreshed<String> refreshed) {
        return switch (refreshed.current()) {
            case Answer.Ready<String>(String value) -> value;
            case Answer.Failed<String>(String code) -> code;
            case Answer.Pending<String> pending -> "pending";
        };
    }

    private static Answer.Pending<String> pending(Refreshed<String> refreshed) {
        if (refreshed.current() instanceof Answer.Pending<String> pending) {
            return pending;
        }
        throw new AssertionError("there is nothing to wait for");
    }

    @Test
    @DisplayName("S1.13: before the first value there is one to wait for, with a patience; then it is read at once")
    void firstValueIsAwaited() {
        hourOf("one");
        Refreshed<String> refreshed = begun();
        Answer.Pending<String> pending = pending(refreshed);
        assertEquals(RefreshLimits.DEFAULT.patienceMillis(), pending.patienceMillis());
        assertEquals(Refreshed.LATE, pending.lateCode());
        List<Answer<String>> settled = new ArrayList<>();
        pending.then(settled::add);
        clock.pass(0);
        assertEquals(List.of(new Answer.Ready<>("one")), settled);
        assertEquals("one", read(refreshed));
        assertEquals(1, fetches);
    }

    @Test
    @DisplayName("S1.13: a value is fetched anew five minutes before it ends, and up to one minute earlier")
    void valuesAreReplacedEarly() {
        hourOf("one");
        hourOf("two");
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        clock.pass(HOUR - FIVE_MINUTES - RefreshLimits.DEFAULT.jitterMillis() - 1);
        assertEquals("one", read(refreshed));
        assertEquals(1, fetches);
        clock.pass(RefreshLimits.DEFAULT.jitterMillis() + 1);
        assertEquals("two", read(refreshed));
        assertEquals(2, fetches);
        assertEquals(List.of("changed", "changed"), told);
    }

    @Test
    @DisplayName("Of a short life, half is used: nothing is fetched again and again")
    void shortLivesAreHalved() {
        script.add(() -> Fresh.until("short", clock.epochMicros() + TimeUnit.MINUTES.toMicros(4)));
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        assertEquals(List.of(TimeUnit.MINUTES.toMillis(2)), clock.dueInMillis());
        assertEquals("short", read(refreshed));
    }

    @Test
    @DisplayName("A failed refresh is told and tried again, less and less often; the old value is used until it ends")
    void oldValueIsUsedWhileRefreshFails() {
        hourOf("one");
        Refreshed<String> refreshed = begun();
        clock.pass(HOUR - 1_000);
        assertEquals("one", read(refreshed));
        assertEquals("failed no more, held", told.getLast());
        assertTrue(fetches > 5 && fetches < 20, fetches + " fetches in six minutes");
        clock.pass(2_000);
        assertEquals(Refreshed.UNAVAILABLE, read(refreshed));
        hourOf("two");
        clock.pass(RefreshLimits.DEFAULT.maxRetryMillis());
        assertEquals("two", read(refreshed));
    }

    @Test
    @DisplayName("Who waits for a first value that cannot be had is told so; who asks before the next try, at once")
    void failuresAreToldToWhoWaits() {
        Refreshed<String> refreshed = begun();
        List<Answer<String>> settled = new ArrayList<>();
        Answer.Pending<String> pending = pending(refreshed);
        pending.then(settled::add);
        clock.pass(0);
        assertEquals(List.of(new Answer.Failed<>(Refreshed.UNAVAILABLE)), settled);
        assertEquals(Refreshed.UNAVAILABLE, read(refreshed));
        assertEquals(1, fetches);
        assertEquals(List.of("failed no more"), told);
    }

    @Test
    @DisplayName("After a sleep past its end a value is fetched by whoever reads it first, once for all")
    void oneFetchForAll() {
        hourOf("one");
        hourOf("two");
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        clock.sleep(2 * HOUR);
        assertEquals("pending", read(refreshed));
        assertEquals("pending", read(refreshed));
        clock.pass(0);
        assertEquals("two", read(refreshed));
        assertEquals(2, fetches);
        clock.pass(FIVE_MINUTES);
        assertEquals(2, fetches, "the timer from before counts no more");
    }

    @Test
    @DisplayName("What comes and has ended already is not taken: the clock is wrong, or theirs is")
    void endedValuesAreRefused() {
        script.add(() -> Fresh.until("old", clock.epochMicros() - 1));
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        assertEquals(Refreshed.UNAVAILABLE, read(refreshed));
        assertTrue(told.getFirst().startsWith("failed what came had ended"), told.toString());
    }

    @Test
    @DisplayName("A bug in a source is told by its kind alone and tried again")
    void bugsAreTriedAgain() {
        script.add(() -> {
            throw new IllegalStateException("sk-secret");
        });
        hourOf("one");
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        assertEquals(List.of("failed IllegalStateException"), told);
        clock.pass(RefreshLimits.DEFAULT.retryMillis());
        assertEquals("one", read(refreshed));
    }

    @Test
    @DisplayName("S1.13: what may change at any time is looked at again and again; only a change is told as one")
    void lastingValuesAreLookedAtAgain() {
        for (String value : List.of("one", "one", "two")) {
            script.add(() -> Fresh.lookedAtEvery(FIVE_MINUTES, value));
        }
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        clock.pass(FIVE_MINUTES);
        assertEquals("one", read(refreshed));
        clock.pass(FIVE_MINUTES);
        assertEquals("two", read(refreshed));
        assertEquals(List.of("changed", "same", "changed"), told);
        clock.pass(FIVE_MINUTES);
        assertEquals("two", read(refreshed), "the manager is away, and the secret goes on");
    }

    @Test
    @DisplayName("A refused value is fetched anew at once, but not for every refusal")
    void refusalsRefresh() {
        for (String value : List.of("one", "two", "three")) {
            hourOf(value);
        }
        Refreshed<String> refreshed = begun();
        clock.pass(0);
        refreshed.refreshSoon();
        clock.pass(0);
        assertEquals("one", read(refreshed));
        clock.sleep(RefreshLimits.DEFAULT.maxRetryMillis());
        refreshed.refreshSoon();
        refreshed.refreshSoon();
        clock.pass(0);
        assertEquals("two", read(refreshed));
        assertEquals(2, fetches);
        assertEquals(2, clock.dueInMillis().size(), "the old timer and the new one");
        clock.pass(HOUR - FIVE_MINUTES);
        assertEquals(3, fetches, "only the new timer counts");
    }

    @Test
    @DisplayName("No more than so many wait for one value; who comes after is told that there is none")
    void waitingIsBounded() {
        RefreshLimits one = new RefreshLimits(300_000, 60_000, 1_000, 60_000, 10_000, 1);
        Refreshed<String> refreshed =
                Refreshed.from(source, new Refreshed.Means(clock, clock, new SplittableRandom(7), witness, one));
        assertEquals("pending", read(refreshed));
        assertEquals(Refreshed.UNAVAILABLE, read(refreshed));
    }

    @Test
    @DisplayName("What nobody holds is not refreshed any more")
    void unheldValuesEnd() {
        for (int i = 0; i < 100; i++) {
            hourOf("value");
        }
        beginAndForget();
        Eventually.poll("collected", () -> {
            System.gc();
            clock.pass(HOUR);
            int before = fetches;
            clock.pass(HOUR);
            return fetches == before;
        });
    }

    /** In a frame of its own, which holds nothing when it is left. */
    private void beginAndForget() {
        assertEquals("pending", read(begun()));
        clock.pass(0);
    }
}
