package dev.pontage.testkit.wire;

import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback that does to the byte what its test says, and remembers what was done to it.
 *
 * <p>Requests take the answers of {@link #answer} in the order of their heads; when none is left, {@link #otherwise}
 * says, and at first that is a 500. Requests and connections are numbered from 1. Every wait has a patience of
 * {@link Eventually#PATIENCE}. Threads are virtual: two a connection.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    private final ServerSocket listening;
    private final Options options;
    private final Eventually board = new Eventually();

    // All below is read and written under the board's lock.
    private final Deque<Answer> script = new ArrayDeque<>();
    private Function<RequestHead, Answer> otherwise =
            _ -> Answer.json(500, "{\"error\":{\"message\":\"the script of this upstream has no answer left\"}}");
    private final List<RequestHead> heads = new ArrayList<>();
    private final Map<Integer, RecordedRequest> requests = new HashMap<>();
    private final Map<Integer, Long> received = new HashMap<>();
    private final List<UpstreamConnection> connections = new ArrayList<>();
    private final Set<String> released = new HashSet<>();
    private final Map<String, Integer> atGate = new HashMap<>();
    private final List<String> malformed = new ArrayList<>();
    private boolean closed;

    private ScriptedUpstream(ServerSocket listening, Options options) {
        this.listening = listening;
        this.options = options;
    }

    /**
     * What an upstream is started with.
     *
     * @param pauses how {@link Answer#pauseMillis} waits
     * @param receiveBufferBytes SO_RCVBUF of its connections, 0 for the kernel's choice
     * @param sendBufferBytes SO_SNDBUF of its connections, 0 for the kernel's choice
     * @param tls the server's side of TLS, or none
     */
    public record Options(Pauses pauses, int receiveBufferBytes, int sendBufferBytes, Optional<SSLContext> tls) {
        /** Plain HTTP, real pauses, the kernel's buffers. */
        public static Options plain() {
            return new Options(Pauses.real(), 0, 0, Optional.empty());
        }

        /** The same with those pauses. */
        public Options withPauses(Pauses other) {
            return new Options(other, receiveBufferBytes, sendBufferBytes, tls);
        }

        /** The same with small kernel buffers, so that back-pressure shows early. */
        public Options withBuffers(int receiveBytes, int sendBytes) {
            return new Options(pauses, receiveBytes, sendBytes, tls);
        }

        /** The same behind TLS. */
        public Options withTls(SSLContext context) {
            return new Options(pauses, receiveBufferBytes, sendBufferBytes, Optional.of(context));
        }
    }

    /** Starts one on an ephemeral port of 127.0.0.1. */
    public static ScriptedUpstream start() {
        return start(Options.plain());
    }

    /** Starts one with options. */
    public static ScriptedUpstream start(Options options) {
        try {
            ServerSocket listening = new ServerSocket();
            if (options.receiveBufferBytes() > 0) {
                // Before binding: the window is settled while the connection is made.
                listening.setReceiveBufferSize(options.receiveBufferBytes());
            }
            listening.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
            ScriptedUpstream upstream = new ScriptedUpstream(listening, options);
            Thread.ofVirtual().name("upstream-accept").start(upstream::accept);
            return upstream;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Appends answers to the script, one a request. */
    public ScriptedUpstream answer(Answer... answers) {
        board.change(() -> script.addAll(List.of(answers)));
        return this;
    }

    /** What every request gets for which the script has no answer. */
    public ScriptedUpstream otherwise(Answer answer) {
        return otherwise(_ -> answer);
    }

    /** As {@link #otherwise(Answer)}, by the request's head. The function runs under a lock and must not wait. */
    public ScriptedUpstream otherwise(Function<RequestHead, Answer> answers) {
        board.change(() -> otherwise = answers);
        return this;
    }

    /** The port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}, or https. */
    public URI baseUrl() {
        return URI.create((options.tls().isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
    }

    /** Opens a gate for good: answers that wait at it go on, later ones pass. */
    public void release(String gate) {
        board.change(() -> released.add(gate));
    }

    /** Waits until an answer stands at that gate. */
    public void awaitAtGate(String gate) {
        board.awaitTrue("an answer at gate " + gate, () -> atGate.getOrDefault(gate, 0) > 0);
    }

    /** Waits for the head of the n-th request. */
    public RequestHead awaitHeadOf(int n) {
        return board.await(
                () -> "head of request " + n + "; " + summary(), () -> n <= heads.size() ? heads.get(n - 1) : null);
    }

    /** Waits until the n-th request has been read whole. */
    public RecordedRequest awaitRequest(int n) {
        return board.await(() -> "request " + n + "; " + summary(), () -> requests.get(n));
    }

    /** The requests read whole so far, in order of their heads. */
    public List<RecordedRequest> requests() {
        return board.read(() -> requests.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
    }

    /** How many heads have arrived. */
    public int headsSoFar() {
        return board.read(heads::size);
    }

    /** Body bytes of the n-th request that have been read so far. */
    public long receivedSoFar(int n) {
        return board.read(() -> received.getOrDefault(n, 0L));
    }

    /** Waits until that many body bytes of the n-th request have been read. */
    public void awaitReceived(int n, long bytes) {
        board.awaitTrue(bytes + " body bytes of request " + n, () -> received.getOrDefault(n, 0L) >= bytes);
    }

    /** Waits until the peer has closed that connection, and returns {@link System#nanoTime} when it was seen. */
    public long awaitClosed(int connection) {
        return awaitEnding(connection).nanos();
    }

    /** As {@link #awaitClosed}, with how the peer did it. */
    public Ending awaitEnding(int connection) {
        return board.await(
                () -> "the peer closes connection " + connection + "; " + summary(),
                () -> connection <= connections.size()
                        ? connections.get(connection - 1).ending()
                        : null);
    }

    /** How and when a peer ended a connection. */
    public record Ending(boolean reset, long nanos) {}

    /** Bytes that the kernel has taken from us on that connection, head and framing included. */
    public long writtenSoFar(int connection) {
        return board.read(() -> connection <= connections.size()
                ? connections.get(connection - 1).written()
                : 0L);
    }

    /** Waits until that many bytes were taken on that connection. */
    public void awaitWritten(int connection, long bytes) {
        board.awaitTrue(
                bytes + " bytes written on connection " + connection,
                () -> connection <= connections.size()
                        && connections.get(connection - 1).written() >= bytes);
    }

    /** Waits until a peer that stopped reading has taken no byte for {@code quiet}, and returns what it took. */
    public long awaitStalled(int connection, Duration quiet) {
        return Eventually.awaitStill("written on connection " + connection, () -> writtenSoFar(connection), quiet);
    }

    /** Connections that neither side has closed. */
    public int openConnections() {
        return board.read(() ->
                (int) connections.stream().filter(UpstreamConnection::open).count());
    }

    /** Waits until exactly that many connections are open. */
    public void awaitOpenConnections(int count) {
        board.awaitTrue(
                count + " open connections",
                () -> connections.stream().filter(UpstreamConnection::open).count() == count);
    }

    /** Connections accepted since the start. */
    public int connectionsEver() {
        return board.read(connections::size);
    }

    /** What arrived that is no HTTP/1.1 request, each with its reason. */
    public List<String> malformed() {
        return board.read(() -> List.copyOf(malformed));
    }

    /** Closes every open connection with a FIN, as an upstream does that drops what is idle. */
    public void closeConnections() {
        for (UpstreamConnection connection : board.read(() -> List.copyOf(connections))) {
            connection.leave();
        }
    }

    /** Stops listening; open connections stay. From here on connecting is refused. */
    public void stopListening() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        board.change(() -> closed = true);
        stopListening();
        closeConnections();
    }

    Eventually board() {
        return board;
    }

    Options options() {
        return options;
    }

    /** Numbers a head and chooses its answer. */
    Chosen arrived(UpstreamConnection connection, WireReader.Head head) {
        String[] words = head.startLine().split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("not a request line: " + head.startLine());
        }
        return board.compute(() -> {
            RequestHead known = new RequestHead(
                    heads.size() + 1,
                    connection.number(),
                    words[0],
                    words[1],
                    words[2],
                    head.fields(),
                    head.raw(),
                    System.nanoTime());
            heads.add(known);
            @Nullable Answer next = script.poll();
            return new Chosen(known, next == null ? otherwise.apply(known) : next);
        });
    }

    /** A request's head with the answer that it will get. */
    record Chosen(RequestHead head, Answer answer) {}

    void bodyBytes(int number, int count) {
        board.change(() -> received.merge(number, (long) count, Long::sum));
    }

    void complete(RecordedRequest request) {
        board.change(() -> requests.put(request.head().number(), request));
    }

    boolean isComplete(int number) {
        return requests.containsKey(number);
    }

    void malformed(String reason) {
        board.change(() -> malformed.add(reason));
    }

    void waitAt(String gate) throws InterruptedException {
        board.change(() -> atGate.merge(gate, 1, Integer::sum));
        try {
            board.hold(() -> released.contains(gate) || closed);
        } finally {
            board.change(() -> atGate.merge(gate, -1, Integer::sum));
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                board.change(() -> {
                    UpstreamConnection connection = new UpstreamConnection(this, connections.size() + 1, socket);
                    connections.add(connection);
                    connection.start();
                });
            }
        } catch (IOException stopped) {
            // The listening socket was closed, which is how this thread ends.
        }
    }

    private String summary() {
        return heads.size() + " heads, " + requests.size() + " whole requests, " + connections.size()
                + " connections, malformed: " + malformed;
    }
}
