package dev.pontage.egress.credential;

import dev.pontage.base.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a question's time: no peer can stretch it, however slowly it drips. */
final class Deadline {
    private final Ticker ticker;
    private final long endNanos;

    Deadline(Ticker ticker, long millis) {
        this.ticker = ticker;
        this.endNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** At least 1, so that it never means forever. */
    long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - ticker.nanos()));
    }

    /**
     * Closes the socket at the end, if nobody said before that it was done; a timeout a read would count from each
     * byte.
     */
    void closeWhenOver(Socket socket, CountDownLatch done) {
        Thread.ofVirtual().name("web-deadline").start(() -> {
            try {
                if (!done.await(leftMillis(), TimeUnit.MILLISECONDS)) {
                    socket.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException closed) {
                // Then it is closed.
            }
        });
    }
}
