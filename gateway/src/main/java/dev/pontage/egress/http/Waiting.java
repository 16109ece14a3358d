package dev.pontage.egress.http;

import dev.pontage.base.Answer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for an answer of a port, on threads that may. */
public final class Waiting {
    private Waiting() {}

    /**
     * The answer when it is there, still pending if it does not come in time.
     *
     * @throws IOException if the thread is interrupted
     */
    public static <T> Answer<T> settled(Answer<T> answer, long mostMillis) throws IOException {
        if (!(answer instanceof Answer.Pending<T> pending)) {
            return answer;
        }
        AtomicReference<Answer<T>> settled = new AtomicReference<>(pending);
        CountDownLatch done = new CountDownLatch(1);
        pending.then(value -> {
            settled.set(value);
            done.countDown();
        });
        try {
            // Whether it came is seen in what is settled.
            boolean _ = done.await(Math.min(mostMillis, pending.patienceMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return settled.get();
    }
}
