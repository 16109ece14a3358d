package dev.pontage.egress.fetch;

/**
 * The memory that a request's media may take. Used on many threads; once it is closed nothing can be taken of it, and
 * the fetches for it end.
 */
public interface Room {

    /** On whose share it counts, such as an account. */
    String holder();

    /** Takes so many bytes; false, and nothing taken, where there is no room for them. */
    boolean take(long bytes);

    /** Gives back so many of those that were taken; nothing if it was closed, which gives back all. */
    void give(long bytes);

    /** Runs {@code stop} when it is closed, at once if it is; that must not wait for anything. */
    void whenClosed(Runnable stop);
}
