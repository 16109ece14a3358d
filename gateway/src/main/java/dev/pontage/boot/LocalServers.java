package dev.pontage.boot;

import dev.pontage.base.Product;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import dev.pontage.vendor.Vendors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Looks for model servers on this machine's loopback, so that the banner can say how to add them; registers nothing.
 *
 * <p>One {@code GET /v1/models} each, all at once, {@value #PATIENCE_MILLIS} ms each; a closed port costs nothing. Many
 * programs answer 200 to any path on these ports, so only the beginning of a model list counts as a find.
 */
final class LocalServers {
    static final int PATIENCE_MILLIS = 300;

    /** Lines of {@code name port}: data, so that no code names a vendor. */
    private static final String KNOWN = "/local-servers.txt";

    /** How much is read of an answer: its head and the beginning of its list. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final Shape LIST = Shape.of(paths -> paths.at("data", 1));

    private LocalServers() {}

    /** Lines for the banner; none where nobody answers. */
    static List<String> hints(Vendors vendors) {
        return hints(known(), vendors, PATIENCE_MILLIS);
    }

    static List<String> hints(List<Server> servers, Vendors vendors, int patienceMillis) {
        List<String> lines = new ArrayList<>();
        for (Server server : answering(servers, patienceMillis)) {
            lines.addAll(hint(server, vendors));
        }
        return lines;
    }

    /**
     * A sentence and the document for {@code -f}.
     *
     * <p>A server of a vendor that we know, on its usual port, needs no more than the vendor's name.
     */
    static List<String> hint(Server server, Vendors vendors) {
        boolean isPreset = vendors.find(server.name())
                .filter(vendor -> vendor.places().isEmpty() && vendor.origin().getPort() == server.port())
                .isPresent();
        return List.of(
                "Found " + server.name() + " on port " + server.port() + ". To add it, serve -f with:",
                "  apiVersion: " + Product.API_VERSION,
                "  kind: Provider",
                "  metadata: {name: " + server.name() + "}",
                isPreset
                        ? "  spec: {vendor: " + server.name() + ", auth: none}"
                        : "  spec: {dialect: openai, baseUrl: \"http://127.0.0.1:" + server.port()
                                + "/v1\", auth: none}");
    }

    private static List<Server> answering(List<Server> servers, int patienceMillis) {
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (Server server : servers) {
            questions.add(() -> listsModels(server.port(), patienceMillis));
        }
        List<Server> found = new ArrayList<>();
        ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
        try {
            // Who has not answered then is interrupted, which closes its socket.
            List<Future<Boolean>> answers = asking.invokeAll(questions, patienceMillis, TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++) {
                Future<Boolean> answer = answers.get(i);
                if (answer.state() == Future.State.SUCCESS && answer.get()) {
                    found.add(servers.get(i));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            asking.shutdown();
        }
        return found;
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

    /** Asked in HTTP/1.0, whose answers are not chunked. */
    private static boolean listsModels(int port, int patienceMillis) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMillis);
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream()
                    .write(("GET /v1/models HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[MAX_BYTES];
            int length = 0;
            boolean found = false;
            for (int read = 0; read >= 0 && length < MAX_BYTES && !found; ) {
                read = in.read(answer, length, MAX_BYTES - length);
                length += Math.max(0, read);
                found = beginsAList(answer, length);
            }
            return found;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it is a JSON object with an array {@code data}, as far as it was read. */
    private static boolean beginsAList(byte[] answer, int length) {
        String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4 || !text.matches("(?s)HTTP/1\\.[01] 200\\b.*")) {
            return false;
        }
        ListSeen seen = new ListSeen();
        try {
            new Scan(LIST, Limits.DEFAULT, false, seen).feed(answer, body, length);
        } catch (JsonError e) {
            return false;
        }
        return seen.list;
    }

    /** A program and the port where it usually listens. */
    record Server(String name, int port) {}

    private static final class ListSeen implements Visitor {
        private boolean list;

        @Override
        public void value(Scan scan, int node) {}

        @Override
        public void open(Scan scan, int node) {
            list |= scan.kind() == Kind.ARRAY;
        }
    }
}
