package dev.pontage.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Loopback ports that behave in one way for as long as they are held. */
public final class Ports implements AutoCloseable {
    private static final int FILL_LIMIT = 64;
    private static final int FILL_PATIENCE_MILLIS = 200;

    private final int port;
    private final List<AutoCloseable> held;

    private Ports(int port, List<AutoCloseable> held) {
        this.port = port;
        this.held = held;
    }

    /** A port that nobody listens on now; another process may take it at any time, so prefer binding port 0. */
    public static int free() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A port that refuses every connection, and that no one else can take meanwhile: bound, never listening. */
    public static Ports refusing() {
        try {
            Socket bound = new Socket();
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new Ports(bound.getLocalPort(), List.of(bound));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A port where connecting neither succeeds nor fails: its accept queue is full, so the kernel drops further SYNs.
     * Linux only; for connect timeouts.
     */
    public static Ports unresponsive() {
        List<AutoCloseable> held = new ArrayList<>();
        try {
            ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(listening);
            for (int i = 0; i < FILL_LIMIT; i++) {
                Socket filler = new Socket();
                held.add(filler);
                try {
                    filler.connect(listening.getLocalSocketAddress(), FILL_PATIENCE_MILLIS);
                } catch (SocketTimeoutException full) {
                    return new Ports(listening.getLocalPort(), held);
                }
            }
            throw new IllegalStateException("the accept queue took " + FILL_LIMIT + " connections and is not full");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The port's number. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        for (AutoCloseable each : held) {
            try {
                each.close();
            } catch (Exception ignored) {
                // A socket that does not close is the kernel's to collect at the end of the test run.
            }
        }
    }
}
