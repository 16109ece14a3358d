package dev.pontage.exchange;

/** The event loop that an exchange belongs to: the only way back onto it. */
public interface Loop {

    /** Runs {@code task} on the loop, after what it is doing now. Callable from any thread. */
    void post(Runnable task);

    /** Runs {@code task} on the loop after {@code millis}, unless stopped before. Callable on the loop only. */
    Timer after(long millis, Runnable task);

    /**
     * Runs {@code task} on the bounded pool for long work; it gets back by {@link #post}. False if the pool is full.
     */
    boolean offload(Runnable task);

    /** A timer that can be stopped. */
    interface Timer {
        /** After this the task does not run; harmless when it has run. */
        void stop();
    }
}
