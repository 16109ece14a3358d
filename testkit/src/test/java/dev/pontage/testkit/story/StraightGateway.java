package dev.pontage.testkit.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway that passes every byte to the first address in its resources, and writes the receipt it was given. */
final class StraightGateway implements GatewayUnderTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)");

    private final ServerSocket listening;
    private final List<String> ledger = new CopyOnWriteArrayList<>();
    private final String receipt;
    private volatile int upstreamPort;

    /** The receipt is an entry's fields without braces; empty: none is written. */
    StraightGateway(String receipt) {
        this.receipt = receipt;
        try {
            listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void start() {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = listening.accept();
                    Socket upstream = new Socket(InetAddress.ofLiteral("127.0.0.1"), upstreamPort);
                    client.setTcpNoDelay(true);
                    upstream.setTcpNoDelay(true);
                    if (!receipt.isEmpty()) {
                        ledger.add("{\"seq\":" + (ledger.size() + 1) + "," + receipt + "}");
                    }
                    Thread.ofVirtual().start(() -> pass(client, upstream));
                    Thread.ofVirtual().start(() -> pass(upstream, client));
                }
            } catch (IOException stopped) {
                // The listening socket was closed.
            }
        });
    }

    @Override
    public void stop() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void apply(String resources) {
        Matcher address = ADDRESS.matcher(resources);
        if (!address.find()) {
            throw new IllegalArgumentException("no upstream in: " + resources);
        }
        upstreamPort = Integer.parseInt(address.group(1));
    }

    @Override
    public List<String> ledgerAfter(long seq) {
        return ledger.subList((int) seq, ledger.size());
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Either side has left, and both are closed.
        }
    }
}
