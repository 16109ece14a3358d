package dev.pontage.egress.credential;

import dev.pontage.base.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clock and a schedule that a test moves by hand; work runs in the thread that moves it. */
public final class HandClock implements Ticker, Schedule {
    private long micros = 1_800_000_000_000_000L;
    private final List<Due> due = new ArrayList<>();

    @Override
    public synchronized long nanos() {
        return micros * 1_000;
    }

    @Override
    public synchronized long epochMicros() {
        return micros;
    }

    @Override
    public synchronized void after(long millis, Runnable work) {
        due.add(new Due(micros + TimeUnit.MILLISECONDS.toMicros(millis), work));
    }

    /** Runs what is due by then, in order. */
    public void pass(long millis) {
        long end;
        synchronized (this) {
            end = micros + TimeUnit.MILLISECONDS.toMicros(millis);
        }
        ArrayDeque<Due> next = new ArrayDeque<>();
        do {
            next.clear();
            synchronized (this) {
                due.stream()
                        .filter(one -> one.atMicros() <= end)
                        .min(Comparator.comparingLong(Due::atMicros))
                        .ifPresent(one -> {
                            due.remove(one);
                            micros = Math.max(micros, one.atMicros());
                            next.add(one);
                        });
            }
            next.forEach(one -> one.work().run());
        } while (!next.isEmpty());
        synchronized (this) {
            micros = Math.max(micros, end);
        }
    }

    /** Lets time pass and runs nothing, as when a machine slept. */
    public synchronized void sleep(long millis) {
        micros += TimeUnit.MILLISECONDS.toMicros(millis);
    }

    /** In how many milliseconds each scheduled work is due. */
    public synchronized List<Long> dueInMillis() {
        return due.stream()
                .map(one -> TimeUnit.MICROSECONDS.toMillis(one.atMicros() - micros))
                .toList();
    }

    private record Due(long atMicros, Runnable work) {}
}
