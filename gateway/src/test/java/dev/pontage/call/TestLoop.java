package dev.pontage.call;

import dev.pontage.base.Ticker;
import dev.pontage.exchange.Loop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An event loop as exchanges see it, whose timers ring when the test says that time has passed. */
final class TestLoop implements Loop {
    private static final long NANOS = 1_000_000;

    final AtomicInteger armed = new AtomicInteger();
    private final EventLoop loop;
    private final AtomicLong nanos;
    private final List<Alarm> alarms = new ArrayList<>();

    TestLoop(EventLoop loop, AtomicLong nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    /** The time that all loops of a test share. */
    static Ticker ticker(AtomicLong nanos) {
        return new Ticker() {
            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public long epochMicros() {
                return nanos.get() / 1_000;
            }
        };
    }

    @Override
    public void post(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer after(long millis, Runnable task) {
        armed.incrementAndGet();
        Alarm alarm = new Alarm(nanos.get() + millis * NANOS, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    @Override
    public boolean offload(Runnable task) {
        throw new UnsupportedOperationException();
    }

    /** Rings what is due; on the loop. */
    void ring() {
        for (Alarm alarm : List.copyOf(alarms)) {
            if (alarm.dueNanos <= nanos.get() && alarms.remove(alarm)) {
                alarm.task.run();
            }
        }
    }

    /** Timers that are armed now; on the loop. */
    int waiting() {
        return alarms.size();
    }

    private static final class Alarm {
        private final long dueNanos;
        private final Runnable task;

        Alarm(long dueNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }
    }
}
