package dev.pontage.testkit.wire;

import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An egress proxy on loopback that tunnels (CONNECT, RFC 9110, 9.3.6), forwards absolute-form requests, and remembers
 * every target. It connects to nothing but loopback: a target's name counts only in {@link #resolve}.
 */
public final class ScriptedProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final Eventually board = new Eventually();
    private final List<RequestHead> heads = new ArrayList<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final ReentrantLock socketsLock = new ReentrantLock();
    private int refusal;

    private ScriptedProxy(ServerSocket listening) {
        this.listening = listening;
    }

    /** Starts one on an ephemeral port of 127.0.0.1. */
    public static ScriptedProxy start() {
        try {
            ScriptedProxy proxy = new ScriptedProxy(new ServerSocket(0, 128, InetAddress.ofLiteral("127.0.0.1")));
            Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tunnels to {@code host:port} go to that port of 127.0.0.1. */
    public ScriptedProxy resolve(String target, int port) {
        board.change(() -> ports.put(target, port));
        return this;
    }

    /** From now on every request is refused with that status, such as 407; 0 ends it. */
    public ScriptedProxy refuseWith(int status) {
        board.change(() -> refusal = status);
        return this;
    }

    /** The port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The targets asked for so far, as spelled. */
    public List<String> targets() {
        return board.read(() -> heads.stream().map(RequestHead::target).toList());
    }

    /** Waits for the n-th request to the proxy. */
    public RequestHead awaitHeadOf(int n) {
        return board.await(() -> "proxy request " + n, () -> n <= heads.size() ? heads.get(n - 1) : null);
    }

    @Override
    public void close() {
        closeQuietly(listening);
        socketsLock.lock();
        try {
            sockets.forEach(ScriptedProxy::closeQuietly);
        } finally {
            socketsLock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = kept(listening.accept());
                Thread.ofVirtual().name("proxy-serve").start(() -> serve(socket));
            }
        } catch (IOException stopped) {
            // The listening socket was closed, which is how this thread ends.
        }
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            WireReader in = new WireReader(client.getInputStream());
            Optional<WireReader.Head> head = in.head();
            if (head.isEmpty()) {
                return;
            }
            RequestHead request = record(head.get());
            OutputStream out = client.getOutputStream();
            Optional<Integer> port = target(request);
            if (port.isEmpty()) {
                int asked = board.read(() -> refusal);
                int status = asked > 0 ? asked : 502;
                out.write(("HTTP/1.1 " + status + " " + Reason.of(status) + "\r\ncontent-length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            Socket server = kept(new Socket());
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port.get()));
            if (request.method().equals("CONNECT")) {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                server.getOutputStream().write(request.raw().getBytes(StandardCharsets.ISO_8859_1));
            }
            Thread.ofVirtual().name("proxy-back").start(() -> pass(server, client));
            pass(in, server);
        } catch (IOException broken) {
            // Either side has left; both are closed below.
        } finally {
            closeQuietly(client);
        }
    }

    private RequestHead record(WireReader.Head head) throws IOException {
        String[] words = head.startLine().split(" ", -1);
        if (words.length != 3) {
            throw new IOException("not a request line: " + head.startLine());
        }
        return board.compute(() -> {
            RequestHead request = new RequestHead(
                    heads.size() + 1,
                    heads.size() + 1,
                    words[0],
                    words[1],
                    words[2],
                    head.fields(),
                    head.raw(),
                    System.nanoTime());
            heads.add(request);
            return request;
        });
    }

    /** The loopback port behind a target; empty where the proxy refuses. */
    private Optional<Integer> target(RequestHead request) {
        String authority = request.method().equals("CONNECT")
                ? request.target()
                : URI.create(request.target()).getAuthority();
        return board.read(() -> {
            if (refusal > 0) {
                return Optional.empty();
            }
            Integer known = ports.get(authority);
            if (known != null) {
                return Optional.of(known);
            }
            return authority.startsWith("127.0.0.1:")
                    ? Optional.of(Integer.parseInt(authority.substring(authority.indexOf(':') + 1)))
                    : Optional.empty();
        });
    }

    private void pass(Socket from, Socket to) {
        try {
            pass(from.getInputStream(), to);
        } catch (IOException broken) {
            closeQuietly(to);
        }
    }

    /** Passes bytes on until the end, and the end too. */
    private static void pass(InputStream from, Socket to) throws IOException {
        try {
            from.transferTo(to.getOutputStream());
        } finally {
            closeQuietly(to);
        }
    }

    private Socket kept(Socket socket) {
        socketsLock.lock();
        try {
            sockets.add(socket);
            return socket;
        } finally {
            socketsLock.unlock();
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception ignored) {
            // Nothing more can be done with it.
        }
    }
}
