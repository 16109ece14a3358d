package dev.pontage.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.exchange.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The timers of a loop")
final class TimerWheelTest {
    private static final long MILLI = 1_000_000;

    private final List<String> fired = new ArrayList<>();
    private final List<RuntimeException> broken = new ArrayList<>();
    private long now = 1_234_567;
    private long wakeAt = Long.MAX_VALUE;
    private int alarms;
    private final TimerWheel wheel = new TimerWheel(
            new Ticker() {
                @Override
                public long nanos() {
                    return now;
                }

                @Override
                public long epochMicros() {
                    throw new UnsupportedOperationException();
                }
            },
            nanos -> {
                wakeAt = now + nanos;
                alarms++;
            },
            broken::add);

    /** Lets time pass, and the alarm ring when it is due. */
    private void pass(long millis) {
        long until = now + millis * MILLI;
        while (wakeAt <= until) {
            now = Math.max(now, wakeAt);
            wakeAt = Long.MAX_VALUE;
            wheel.advance();
        }
        now = until;
    }

    @Test
    @DisplayName("Never fire early, and at most one tick late")
    void onTime() {
        wheel.after(100, () -> fired.add("a"));
        pass(99);
        assertEquals(List.of(), fired);
        pass(11);
        assertEquals(List.of("a"), fired);
    }

    @Test
    @DisplayName("Do not fire when stopped, also by a task of the same tick")
    void stopped() {
        Loop.Timer first = wheel.after(50, () -> fired.add("first"));
        first.stop();
        List<Loop.Timer> pair = new ArrayList<>();
        pair.add(wheel.after(60, () -> stopOther(pair, 1)));
        pair.add(wheel.after(60, () -> stopOther(pair, 0)));
        pass(100);
        assertEquals(List.of("one of the pair"), fired);
        pair.forEach(Loop.Timer::stop);
        assertEquals(1, fired.size());
    }

    @Test
    @DisplayName("Fire all the same where a task of their tick, or of an earlier one, ends in an error")
    void errors() {
        wheel.after(70, () -> fired.add("later"));
        wheel.after(50, () -> fired.add("same tick, linked first"));
        wheel.after(50, () -> {
            throw new StackOverflowError();
        });
        wheel.after(50, () -> fired.add("same tick, linked last"));
        assertThrows(StackOverflowError.class, () -> pass(60));
        pass(60);
        assertEquals(List.of("same tick, linked last", "same tick, linked first", "later"), fired);
    }

    private void stopOther(List<Loop.Timer> pair, int other) {
        fired.add("one of the pair");
        pair.get(other).stop();
    }

    @Test
    @DisplayName("May start others, which come later")
    void nested() {
        wheel.after(0, () -> wheel.after(0, () -> wheel.after(20, () -> fired.add("third"))));
        pass(39);
        assertEquals(List.of(), fired);
        pass(10);
        assertEquals(List.of("third"), fired);
    }

    @Test
    @DisplayName("Run all the same when one of them throws")
    void throwing() {
        wheel.after(10, () -> {
            throw new IllegalStateException("meant to fail");
        });
        wheel.after(10, () -> fired.add("other"));
        pass(30);
        assertEquals(List.of("other"), fired);
        assertEquals(1, broken.size());
    }

    @Test
    @DisplayName("Let a wheel sleep that has none, and one whose timers are all stopped but for one alarm")
    void sleeps() {
        pass(100_000);
        assertEquals(0, alarms);
        for (int i = 0; i < 10_000; i++) {
            wheel.after(15_000, () -> fired.add("never")).stop();
            pass(1);
        }
        pass(1_000_000);
        assertEquals(List.of(), fired);
        assertTrue(alarms < 5, () -> "alarms: " + alarms);
    }

    @Test
    @DisplayName("Agree with a sorted list, over many turns of the wheel, far and near, with long sleeps")
    void agreesWithAModel() {
        Random random = new Random(7);
        TreeMap<Long, Integer> due = new TreeMap<>();
        List<Loop.Timer> timers = new ArrayList<>();
        List<Long> dues = new ArrayList<>();
        List<Boolean> done = new ArrayList<>();
        for (int round = 0; round < 3_000; round++) {
            long millis = switch (random.nextInt(3)) {
                case 0 -> random.nextInt(50);
                case 1 -> random.nextInt(40_000);
                default -> random.nextInt(900_000);
            };
            int id = timers.size();
            done.add(false);
            dues.add(now + millis * MILLI);
            timers.add(wheel.after(millis, () -> {
                assertTrue(!done.get(id), "fired twice, or after it was stopped");
                done.set(id, true);
                assertTrue(now >= dues.get(id), "early");
                assertTrue(now <= dues.get(id) + 10 * MILLI, () -> "late by " + (now - dues.get(id)));
                due.merge(dues.get(id), 1, Integer::sum);
            }));
            if (random.nextBoolean()) {
                int other = random.nextInt(timers.size());
                timers.get(other).stop();
                done.set(other, true);
            }
            pass(random.nextInt(200));
        }
        pass(1_000_000);
        assertTrue(broken.isEmpty());
        assertEquals(0, done.stream().filter(each -> !each).count());
        assertTrue(due.size() > 1_000);
    }
}
