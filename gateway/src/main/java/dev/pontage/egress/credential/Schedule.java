package dev.pontage.egress.credential;

/** Runs work later, on a thread that may wait. */
@FunctionalInterface
public interface Schedule {

    /** @param millis from now; 0 for as soon as possible, but never inside this call */
    void after(long millis, Runnable work);
}
