package dev.pontage.boot;

import dev.pontage.base.Product;
import dev.pontage.base.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks for model servers on this machine's loopback, so that the banner can say how to add them; registers nothing.
 *
 * <p>One {@code GET /v1/models} each, all at once, {@value #PATIENCE_MILLIS} ms together; a closed port costs nothing.
 */
final class LocalServers {
    static final int PATIENCE_MILLIS = 300;

    /** Lines of {@code name port}: data, so that no code names a vendor. */
    private static final String KNOWN = "/local-servers.txt";

    private LocalServers() {}

    /** Lines for the banner; none where nobody answers. */
    static List<String> hints(Ticker ticker) {
        long deadline = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        List<String> lines = new ArrayList<>();
        for (Server server : known()) {
            int rest = (int) TimeUnit.NANOSECONDS.toMillis(deadline - ticker.nanos());
            if (rest > 0 && answers(server.port(), rest)) {
                lines.add("Found " + server.name() + " on port " + server.port() + ". To add it, serve -f with:");
                lines.add("  apiVersion: " + Product.API_VERSION);
                lines.add("  kind: Provider");
                lines.add("  metadata: {name: " + server.name() + "}");
                lines.add("  spec: {dialect: openai, baseUrl: \"http://127.0.0.1:" + server.port() + "/v1\"}");
            }
        }
        return lines;
    }

    private static List<Server> known() {
        try (InputStream file = LocalServers.class.getResourceAsStream(KNOWN)) {
            if (file == null) {
                throw new IllegalStateException(KNOWN + " is missing from the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .map(words -> new Server(words[0], Integer.parseInt(words[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port, int millis) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream()
                    .write(("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private record Server(String name, int port) {}
}
