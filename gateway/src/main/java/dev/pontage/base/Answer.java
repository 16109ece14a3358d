package dev.pontage.base;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What a port gives back: a value, a failure, or a value still to come.
 *
 * <p>The common case is {@link Ready} and allocates nothing but itself. A {@link Pending} says how long its caller
 * should wait and what to answer when that time is over; the caller keeps the clock.
 */
public sealed interface Answer<T> {

    /** The value is here. */
    record Ready<T>(T value) implements Answer<T> {}

    /** There will be no value. {@code code} names why, in lower case with underscores. */
    record Failed<T>(String code) implements Answer<T> {}

    /** The value comes later, on whichever thread completes it; it settles once, later settlements are dropped. */
    final class Pending<T> implements Answer<T> {
        /** A patience for answers that something else bounds. */
        public static final long UNBOUNDED = Long.MAX_VALUE;

        private static final Object OPEN = new Object();
        private static final Object TAKEN = new Object();

        private final long patienceMillis;
        private final String lateCode;
        private final AtomicReference<Object> state = new AtomicReference<>(OPEN);

        /**
         * @param patienceMillis how long a caller should wait
         * @param lateCode what the failure is called if it did not wait long enough
         */
        public Pending(long patienceMillis, String lateCode) {
            this.patienceMillis = patienceMillis;
            this.lateCode = lateCode;
        }

        public long patienceMillis() {
            return patienceMillis;
        }

        public String lateCode() {
            return lateCode;
        }

        /** Settles with a value; false if it was settled before. */
        public boolean complete(T value) {
            return settle(new Ready<>(value));
        }

        /** Settles with a failure; false if it was settled before. */
        public boolean fail(String code) {
            return settle(new Failed<>(code));
        }

        /** The same answer for a caller with another patience. Takes this one's callback. */
        public Pending<T> within(long millis, String code) {
            Pending<T> bounded = new Pending<>(millis, code);
            then(bounded::settle);
            return bounded;
        }

        /** Registers the one callback; called at once if the answer is there, else on the thread that settles. */
        @SuppressWarnings("unchecked")
        public void then(Consumer<? super Answer<T>> callback) {
            if (state.compareAndSet(OPEN, callback)) {
                return;
            }
            Object settled = state.getAndSet(TAKEN);
            if (!(settled instanceof Answer<?> answer)) {
                throw new IllegalStateException("an answer takes one callback");
            }
            callback.accept((Answer<T>) answer);
        }

        @SuppressWarnings("unchecked")
        private boolean settle(Answer<T> answer) {
            if (state.compareAndSet(OPEN, answer)) {
                return true;
            }
            Object waiting = state.get();
            if (waiting instanceof Consumer<?> callback && state.compareAndSet(waiting, TAKEN)) {
                ((Consumer<Answer<T>>) callback).accept(answer);
                return true;
            }
            return false;
        }
    }
}
