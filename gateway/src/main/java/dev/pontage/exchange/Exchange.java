package dev.pontage.exchange;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One request and its answer, from head to receipt; it belongs to one event loop and reads one snapshot.
 *
 * <p>Made by {@code listen}; all its methods are called on its loop.
 *
 * <p>A bug ends one exchange and nothing else. Whatever may throw runs under {@link #run}: the path itself, what a wait
 * resumes, tasks and timers of {@link #loop}, what a guarded callback hears. What is thrown reaches {@link #fail}, and
 * that calls the {@link Ending} of whoever holds most at the time.
 */
public final class Exchange {
    private final String id;
    private final Loop loop;
    private final Snapshot snapshot;
    private final Reply reply;
    private final Watcher watcher;
    private final Ticker ticker;
    private final long startedAtMicros;
    private final long startedNanos;
    private final List<String> common = new ArrayList<>(4);
    private long committedAfterNanos = -1;
    private Ending ending;
    private boolean broken;

    public Exchange(String id, Loop loop, Snapshot snapshot, Reply reply, Watcher watcher, Ticker ticker) {
        this.id = id;
        this.loop = new GuardedLoop(loop);
        this.snapshot = snapshot;
        this.reply = reply;
        this.watcher = watcher;
        this.ticker = ticker;
        ending = refusal -> reply.cut();
        startedAtMicros = ticker.epochMicros();
        startedNanos = ticker.nanos();
        always(AnswerHeaders.REQUEST_ID, id);
    }

    /** 32 hexadecimal digits, unique over all nodes. */
    public String id() {
        return id;
    }

    /** The loop it belongs to; what a task or a timer of this one throws ends this exchange. */
    public Loop loop() {
        return loop;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public Reply reply() {
        return reply;
    }

    public Watcher watcher() {
        return watcher;
    }

    public Ticker ticker() {
        return ticker;
    }

    public long startedAtMicros() {
        return startedAtMicros;
    }

    /** Nanoseconds since the exchange began. */
    public long elapsedNanos() {
        return ticker.nanos() - startedNanos;
    }

    /** Remembers when the first meaningful byte went to the client; the first call counts. */
    public void committedNow() {
        if (committedAfterNanos < 0) {
            committedAfterNanos = elapsedNanos();
        }
    }

    /** Nanoseconds from the beginning to the first meaningful byte; negative if there was none. */
    public long committedAfterNanos() {
        return committedAfterNanos;
    }

    /** Adds a field that every answer of this exchange carries, refusals included. */
    public void always(String name, String value) {
        common.add(name);
        common.add(value);
    }

    /** The fields that every answer carries, with those of one answer after them. */
    public Headers answer(Headers own) {
        Headers.Builder all = new Headers.Builder();
        for (int i = 0; i < common.size(); i += 2) {
            all.add(common.get(i), common.get(i + 1));
        }
        own.forEach(all::add);
        return all.build();
    }

    /** Names who ends this exchange should a bug stop it, in place of whoever was named before. */
    public void endsBy(Ending owner) {
        ending = owner;
    }

    /** Something was taken: should a bug stop this exchange, it is given back first. */
    public void holds(Runnable giveBack) {
        Ending before = ending;
        ending = refusal -> {
            giveBack.run();
            before.end(refusal);
        };
    }

    /** Does some work of this exchange: what it throws ends this exchange. */
    public void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable bug) {
            fail(bug);
        }
    }

    /** A callback of this exchange that {@link #run} runs. */
    public Runnable guarded(Runnable work) {
        return () -> run(work);
    }

    /** An attempt's owner whose bugs end this exchange. */
    public Upstream.Inbound guarded(Upstream.Inbound owner) {
        return new GuardedInbound(this, owner);
    }

    /** The same step; what follows it when a wait is over is run by {@link #run}. */
    public <T> Step<T> guarded(Step<T> step) {
        if (!(step instanceof Step.Wait<T>(Answer.Pending<Step<T>> answer))) {
            return step;
        }
        Answer.Pending<Step<T>> later = new Answer.Pending<>(answer.patienceMillis(), answer.lateCode());
        answer.then(settled -> run(() -> {
            switch (settled) {
                case Answer.Ready<Step<T>>(Step<T> next) -> later.complete(next);
                case Answer.Failed<Step<T>>(String code) -> later.fail(code);
                case Answer.Pending<Step<T>> never -> throw new IllegalStateException("settled as pending");
            }
        }));
        return new Step.Wait<>(later);
    }

    /**
     * A bug stopped this exchange: what it holds is given back, its client is told. A bug in that cuts the connection,
     * which nothing can stop.
     */
    public void fail(Throwable bug) {
        boolean again = broken;
        broken = true;
        watcher.broke(this, bug);
        if (again) {
            reply.cut();
        } else {
            run(() -> ending.end(new Refusal(
                    500, "internal_error", "The gateway failed at this request. Report it with its request id.")));
        }
    }

    /**
     * Does {@code work} on the bounded pool for long work, and calls {@code settled} with what it found, as
     * {@link #whenAnswered} does. False, and nothing done, if the pool is full.
     */
    public <T> boolean offload(Supplier<T> work, long patienceMillis, String lateCode, Consumer<Answer<T>> settled) {
        Answer.Pending<Supplier<T>> done = new Answer.Pending<>(patienceMillis, lateCode);
        reply.holdBody();
        boolean taken = loop.offload(() -> {
            try {
                done.complete(outcome(work));
            } finally {
                loop.post(reply::letBodyGo);
            }
        });
        if (!taken) {
            reply.letBodyGo();
        } else {
            whenAnswered(
                    done,
                    answer -> settled.accept(
                            switch (answer) {
                                case Answer.Ready<Supplier<T>>(Supplier<T> found) -> new Answer.Ready<>(found.get());
                                case Answer.Failed<Supplier<T>>(String code) -> new Answer.Failed<>(code);
                                case Answer.Pending<Supplier<T>> never ->
                                    throw new IllegalStateException("settled as pending");
                            }));
        }
        return taken;
    }

    /** A value, or what is to be thrown where it is asked for: on the loop. */
    private static <T> Supplier<T> outcome(Supplier<T> work) {
        try {
            T value = work.get();
            return () -> value;
        } catch (RuntimeException | Error bug) {
            return () -> {
                throw bug;
            };
        }
    }

    /**
     * Calls {@code settled} with the answer of a port, on this loop, exactly once: at once if the answer is there, else
     * when it comes or when its patience is over. An answer that comes later than that is dropped.
     */
    public <T> void whenAnswered(Answer<T> answer, Consumer<Answer<T>> settled) {
        switch (answer) {
            case Answer.Ready<T> ready -> settled.accept(ready);
            case Answer.Failed<T> failed -> settled.accept(failed);
            // The loop guards what it runs, and resumes nowhere else.
            case Answer.Pending<T> pending -> new Awaited<>(settled).await(loop, pending);
        }
    }

    /** Settles {@code later} with what {@code answer} comes to, as {@link #whenAnswered} hears it. */
    public <T> void pass(Answer<T> answer, Answer.Pending<T> later) {
        whenAnswered(answer, settled -> {
            switch (settled) {
                case Answer.Ready<T>(T value) -> later.complete(value);
                case Answer.Failed<T>(String code) -> later.fail(code);
                case Answer.Pending<T> never -> throw new IllegalStateException("settled as pending");
            }
        });
    }

    /** What is left to be done when a bug has stopped an exchange. */
    @FunctionalInterface
    public interface Ending {
        /** Gives back what is held, and tells the client {@code refusal} in whichever form it still can be told. */
        void end(Refusal refusal);
    }

    /** The loop as this exchange uses it. */
    private final class GuardedLoop implements Loop {
        private final Loop loop;

        GuardedLoop(Loop loop) {
            this.loop = loop;
        }

        @Override
        public void post(Runnable task) {
            loop.post(guarded(task));
        }

        @Override
        public Timer after(long millis, Runnable task) {
            return loop.after(millis, guarded(task));
        }

        @Override
        public boolean offload(Runnable task) {
            return loop.offload(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error bug) {
                    loop.post(() -> fail(bug));
                }
            });
        }
    }

    /** One wait: the answer and the clock race for it, the loser is ignored. */
    private static final class Awaited<T> {
        private final Consumer<Answer<T>> settled;
        private boolean over;

        Awaited(Consumer<Answer<T>> settled) {
            this.settled = settled;
        }

        void await(Loop loop, Answer.Pending<T> pending) {
            if (pending.patienceMillis() == Answer.Pending.UNBOUNDED) {
                pending.then(answer -> loop.post(() -> resume(answer)));
                return;
            }
            Loop.Timer patience =
                    loop.after(pending.patienceMillis(), () -> resume(new Answer.Failed<>(pending.lateCode())));
            pending.then(answer -> loop.post(() -> {
                patience.stop();
                resume(answer);
            }));
        }

        private void resume(Answer<T> answer) {
            if (!over) {
                over = true;
                settled.accept(answer);
            }
        }
    }
}
