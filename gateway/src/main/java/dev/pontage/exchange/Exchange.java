package dev.pontage.exchange;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Headers;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One request and its answer, from head to receipt; it belongs to one event loop and reads one snapshot.
 *
 * <p>Made by {@code listen}; all its methods are called on its loop.
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

    public Exchange(String id, Loop loop, Snapshot snapshot, Reply reply, Watcher watcher, Ticker ticker) {
        this.id = id;
        this.loop = loop;
        this.snapshot = snapshot;
        this.reply = reply;
        this.watcher = watcher;
        this.ticker = ticker;
        startedAtMicros = ticker.epochMicros();
        startedNanos = ticker.nanos();
        always(AnswerHeaders.REQUEST_ID, id);
    }

    /** 32 hexadecimal digits, unique over all nodes. */
    public String id() {
        return id;
    }

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

    /**
     * Calls {@code settled} with the answer of a port, on this loop, exactly once: at once if the answer is there, else
     * when it comes or when its patience is over. An answer that comes later than that is dropped.
     */
    public <T> void whenAnswered(Answer<T> answer, Consumer<Answer<T>> settled) {
        switch (answer) {
            case Answer.Ready<T> ready -> settled.accept(ready);
            case Answer.Failed<T> failed -> settled.accept(failed);
            case Answer.Pending<T> pending -> new Awaited<>(settled).await(loop, pending);
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
