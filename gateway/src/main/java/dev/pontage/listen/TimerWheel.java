package dev.pontage.listen;

import dev.pontage.base.Ticker;
import dev.pontage.exchange.Loop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a ring of lists in ticks of 10 ms, with one alarm for the next list that is not empty.
 *
 * <p>Nearly every timer of an exchange is stopped long before it is due, so starting and stopping must be cheap and due
 * times need not be exact: both are a link in a list, and a wheel that holds nothing sleeps. A timer never fires early
 * and at most one tick late.
 */
final class TimerWheel {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** 41 s a turn: what an exchange waits for most is due within one, so that its list is visited once. */
    private static final int SLOTS = 4_096;

    private static final long NEVER = Long.MAX_VALUE;

    private final Ticker ticker;
    private final Alarm alarm;
    private final Consumer<RuntimeException> broken;
    private final long startNanos;
    private final @Nullable Entry[] heads = new @Nullable Entry[SLOTS];
    private final long[] filled = new long[SLOTS / Long.SIZE];
    private long doneTick;
    private long alarmTick = NEVER;

    /** @param broken hears of a task that threw; the others run all the same */
    TimerWheel(Ticker ticker, Alarm alarm, Consumer<RuntimeException> broken) {
        this.ticker = ticker;
        this.alarm = alarm;
        this.broken = broken;
        startNanos = ticker.nanos();
    }

    /** Runs {@code task} when {@code millis} are over, unless stopped before. */
    Loop.Timer after(long millis, Runnable task) {
        long due = elapsed() + TimeUnit.MILLISECONDS.toNanos(Math.max(millis, 0));
        Entry entry = new Entry(Math.max((due + TICK_NANOS - 1) / TICK_NANOS, doneTick + 1), task);
        link(entry);
        if (entry.dueTick < alarmTick) {
            ring(entry.dueTick);
        }
        return entry;
    }

    /** Runs what is due; called by the alarm. */
    void advance() {
        long now = elapsed() / TICK_NANOS;
        alarmTick = NEVER;
        try {
            for (long tick = nextFilled(doneTick + 1); tick <= now; tick = nextFilled(tick + 1)) {
                fire(tick, now);
            }
            doneTick = Math.max(doneTick, now);
        } finally {
            long next = nextFilled(doneTick + 1);
            if (next < alarmTick) {
                ring(next);
            }
        }
    }

    /** An error that nobody catches ends the turn, but no timer: what is left of the tick is due again at once. */
    private void fire(long tick, long now) {
        doneTick = tick;
        boolean all = false;
        try {
            fire((int) (tick & (SLOTS - 1)), now);
            all = true;
        } finally {
            doneTick = all ? tick : tick - 1;
        }
    }

    private void ring(long tick) {
        alarmTick = tick;
        alarm.wakeIn(Math.max(tick * TICK_NANOS - elapsed(), 0));
    }

    /** A list may hold timers of later turns, and its tasks may start and stop others. */
    private void fire(int slot, long now) {
        Entry entry = heads[slot];
        while (entry != null) {
            Entry following = entry.next;
            if (entry.dueTick <= now) {
                unlink(entry);
                run(entry.task);
                // The task may have stopped the following one: then the list is read again from its head.
                following = following != null && !following.linked ? heads[slot] : following;
            }
            entry = following;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            broken.accept(failed);
        }
    }

    /** The first tick from {@code tick} on whose list is not empty, within one turn; else never. */
    private long nextFilled(long tick) {
        int start = (int) (tick & (SLOTS - 1));
        for (int passed = 0; passed < SLOTS; ) {
            int slot = (start + passed) & (SLOTS - 1);
            long word = filled[slot / Long.SIZE] >>> slot;
            if (word != 0) {
                int found = passed + Long.numberOfTrailingZeros(word);
                return found < SLOTS ? tick + found : NEVER;
            }
            passed += Long.SIZE - (slot & (Long.SIZE - 1));
        }
        return NEVER;
    }

    private void link(Entry entry) {
        int slot = entry.slot();
        Entry head = heads[slot];
        entry.next = head;
        if (head != null) {
            head.previous = entry;
        } else {
            filled[slot / Long.SIZE] |= 1L << slot;
        }
        heads[slot] = entry;
        entry.linked = true;
    }

    private void unlink(Entry entry) {
        int slot = entry.slot();
        Entry previous = entry.previous;
        Entry next = entry.next;
        if (previous != null) {
            previous.next = next;
        } else {
            heads[slot] = next;
            if (next == null) {
                filled[slot / Long.SIZE] &= ~(1L << slot);
            }
        }
        if (next != null) {
            next.previous = previous;
        }
        entry.previous = null;
        entry.next = null;
        entry.linked = false;
    }

    private long elapsed() {
        return ticker.nanos() - startNanos;
    }

    /** What wakes the wheel. A new call replaces the one before. */
    interface Alarm {
        /** Calls {@link #advance} in so many nanoseconds, on the loop. */
        void wakeIn(long nanos);
    }

    private final class Entry implements Loop.Timer {
        private final long dueTick;
        private final Runnable task;
        private @Nullable Entry previous;
        private @Nullable Entry next;
        private boolean linked;

        Entry(long dueTick, Runnable task) {
            this.dueTick = dueTick;
            this.task = task;
        }

        private int slot() {
            return (int) (dueTick & (SLOTS - 1));
        }

        @Override
        public void stop() {
            if (linked) {
                unlink(this);
            }
        }
    }
}
