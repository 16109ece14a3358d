package dev.pontage.boot;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes what the books owe at a stop: tries until all of it is written or nobody waits any more.
 *
 * <p>A file that refuses now may take it a little later, and so may books that did not take a receipt in time: the
 * loops enter that again, and they run until the books are closed.
 *
 * @param owing whether there are receipts that the books have not taken yet
 */
record LastFlush(BooleanSupplier owing, Flush flush) {
    /** How soon it is tried again. */
    private static final long AGAIN_MILLIS = 50;

    /** False if {@code givenUp} came first. */
    boolean until(CountDownLatch givenUp) throws InterruptedException {
        while (!written()) {
            if (givenUp.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** What is owed is asked first: a receipt that comes after the flush is not written by it. */
    private boolean written() {
        boolean all = !owing.getAsBoolean();
        try {
            flush.write();
            return all;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Writes what the books have taken. */
    @FunctionalInterface
    interface Flush {
        void write() throws IOException;
    }
}
