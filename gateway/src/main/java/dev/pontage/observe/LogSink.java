package dev.pontage.observe;

import dev.pontage.base.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Where log lines go: a bounded buffer that one thread writes out, so that no event loop ever waits for a terminal.
 *
 * <p>The first line after a silence is written at once; those that soon follow it ({@value #LINGER_MILLIS} ms) leave
 * together, since a write and a wake-up for every line cost more than making it. When the reader of the log is so slow
 * that the buffer fills, lines are dropped and their number is logged as soon as there is room again.
 */
public final class LogSink implements AutoCloseable {
    private static final int FIRST_BYTES = 1 << 16;
    private static final long LINGER_MILLIS = 100;

    /** So much does not linger. */
    private static final int FULL_BYTES = FIRST_BYTES / 2;

    private final OutputStream out;
    private final int maxBytes;
    private final Ticker ticker;
    private final long lingerMillis;
    private final Thread writer;
    private byte[] filling = new byte[FIRST_BYTES];
    private byte[] spare = new byte[FIRST_BYTES];
    private int filled;
    private long dropped;
    private boolean idle;
    private boolean closed;

    /** @param maxBytes how much may wait to be written (8 MiB unless set otherwise) */
    public LogSink(OutputStream out, int maxBytes, Ticker ticker) {
        this(out, maxBytes, ticker, LINGER_MILLIS);
    }

    /** @param lingerMillis how long lines wait for company after others were written */
    LogSink(OutputStream out, int maxBytes, Ticker ticker, long lingerMillis) {
        this.out = out;
        this.maxBytes = maxBytes;
        this.ticker = ticker;
        this.lingerMillis = lingerMillis;
        writer = Thread.ofPlatform().name("log").daemon().start(this::writeOut);
    }

    /** Takes one line without its line end; never blocks for longer than a copy. */
    void line(CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            int needed = filled + bytes.length + 1;
            if (closed || needed > maxBytes) {
                dropped++;
                return;
            }
            if (needed > filling.length) {
                filling = Arrays.copyOf(filling, Math.max(needed, filling.length * 2));
            }
            System.arraycopy(bytes, 0, filling, filled, bytes.length);
            filling[needed - 1] = '\n';
            boolean full = filled < FULL_BYTES && needed >= FULL_BYTES;
            filled = needed;
            if (idle || full) {
                notifyAll();
            }
        }
    }

    /** Writes out what is left. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOut() {
        try {
            while (awaitLines()) {
                writeWaiting();
                linger();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once all is written and nothing more will come. */
    private synchronized boolean awaitLines() throws InterruptedException {
        while (filled == 0 && !closed) {
            idle = true;
            wait();
        }
        idle = false;
        return filled > 0;
    }

    private void writeWaiting() {
        byte[] bytes;
        int length;
        long lost;
        synchronized (this) {
            bytes = filling;
            length = filled;
            lost = dropped;
            filling = spare;
            filled = 0;
            dropped = 0;
        }
        try {
            out.write(bytes, 0, length);
            if (lost > 0) {
                out.write(("{\"level\":\"warn\",\"event\":\"log_lines_dropped\",\"count\":" + lost + "}\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException e) {
            // Nobody reads the log any more; there is no other place to say so.
        }
        spare = bytes.length <= FIRST_BYTES * 16 ? bytes : new byte[FIRST_BYTES];
    }

    private synchronized void linger() throws InterruptedException {
        long until = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(lingerMillis);
        while (filled < FULL_BYTES && !closed) {
            long left = until - ticker.nanos();
            if (left <= 0) {
                return;
            }
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }
}
