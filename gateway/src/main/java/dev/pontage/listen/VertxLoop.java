package dev.pontage.listen;

import dev.pontage.base.Ticker;
import dev.pontage.exchange.Loop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop as the stages see it. Whatever it runs has the loop's own Vert.x context as current context. */
public final class VertxLoop implements Loop {
    private final ContextInternal context;
    private final EventLoop eventLoop;
    private final Executor pool;
    private final Ticker ticker;
    private final TimerWheel timers;
    private @Nullable ScheduledFuture<?> alarm;

    /** @param pool bounded; it throws {@link RejectedExecutionException} when it is full */
    VertxLoop(ContextInternal context, Executor pool, Ticker ticker) {
        this.context = context;
        this.eventLoop = context.nettyEventLoop();
        this.pool = pool;
        this.ticker = ticker;
        this.timers = new TimerWheel(ticker, this::wakeIn, context::reportException);
    }

    @Override
    public void post(Runnable task) {
        context.runOnContext(turn -> task.run());
    }

    @Override
    public Timer after(long millis, Runnable task) {
        return timers.after(millis, task);
    }

    @Override
    public boolean offload(Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** The context that clients of this loop are made on. */
    public ContextInternal context() {
        return context;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    long nanos() {
        return ticker.nanos();
    }

    private void wakeIn(long nanos) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = eventLoop.schedule(() -> context.dispatch(timers::advance), nanos, TimeUnit.NANOSECONDS);
    }
}
