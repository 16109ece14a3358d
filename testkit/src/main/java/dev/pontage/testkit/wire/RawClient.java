package dev.pontage.testkit.wire;

import dev.pontage.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 client that is one socket: it sends the bytes given and reads no further than asked, but for at most
 * {@value WireReader#BUFFER_BYTES} bytes. A slow reader is one that is not told to read; see {@link Options}.
 *
 * <p>Reads wait for {@link Eventually#PATIENCE} and then fail the test.
 */
public final class RawClient implements AutoCloseable {
    private static final int PIECE_BYTES = 16 * 1024;

    private final Socket raw;
    private final Socket socket;
    private final WireReader in;
    private final OutputStream out;
    private final String host;
    private final AtomicLong written = new AtomicLong();
    private String lastMethod = "GET";

    private RawClient(Socket raw, Socket socket, String host) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.in = new WireReader(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.host = host;
    }

    /**
     * What a client connects with.
     *
     * @param receiveBufferBytes SO_RCVBUF, 0 for the kernel's choice; small for a slow reader
     * @param sendBufferBytes SO_SNDBUF, 0 for the kernel's choice
     * @param tls the trust to speak TLS with, or none
     * @param serverName the host name for SNI and the field Host
     */
    public record Options(int receiveBufferBytes, int sendBufferBytes, Optional<SSLContext> tls, String serverName) {
        /** Plain HTTP, the kernel's buffers. */
        public static Options plain() {
            return new Options(0, 0, Optional.empty(), "127.0.0.1");
        }

        /** The same with small kernel buffers. */
        public Options withBuffers(int receiveBytes, int sendBytes) {
            return new Options(receiveBytes, sendBytes, tls, serverName);
        }

        /** The same over TLS; the certificate must be for that name. */
        public Options withTls(SSLContext context, String name) {
            return new Options(receiveBufferBytes, sendBufferBytes, Optional.of(context), name);
        }
    }

    /** Connects to a port of 127.0.0.1. */
    public static RawClient connect(int port) {
        return connect(port, Options.plain());
    }

    /** Connects to the address and port of a plain URL whose host is an address. */
    public static RawClient connect(URI url) {
        return connect(new InetSocketAddress(InetAddress.ofLiteral(url.getHost()), url.getPort()), Options.plain());
    }

    /** Connects to a port of 127.0.0.1 with options. */
    public static RawClient connect(int port, Options options) {
        return connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), options);
    }

    /** Connects with options. */
    public static RawClient connect(InetSocketAddress address, Options options) {
        Socket raw = new Socket();
        try {
            if (options.receiveBufferBytes() > 0) {
                raw.setReceiveBufferSize(options.receiveBufferBytes());
            }
            if (options.sendBufferBytes() > 0) {
                raw.setSendBufferSize(options.sendBufferBytes());
            }
            int patienceMillis = (int) Eventually.PATIENCE.toMillis();
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(patienceMillis);
            raw.connect(address, patienceMillis);
            return new RawClient(raw, secure(raw, options), options.serverName() + ":" + address.getPort());
        } catch (IOException failed) {
            closeQuietly(raw);
            throw new UncheckedIOException(failed);
        }
    }

    private static Socket secure(Socket raw, Options options) throws IOException {
        if (options.tls().isEmpty()) {
            return raw;
        }
        SSLSocket secured = (SSLSocket)
                options.tls().get().getSocketFactory().createSocket(raw, options.serverName(), raw.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        // A plain SSL socket checks the chain only; the name is checked when it is told to.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Sends text as UTF-8; give each line of a head its CRLF. */
    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes; returns when the kernel has taken them all. */
    public RawClient send(byte[] bytes) {
        return sendInSegments(bytes, PIECE_BYTES);
    }

    /** Sends bytes in segments of at most that size, each written by itself with TCP_NODELAY. */
    public RawClient sendInSegments(byte[] bytes, int segmentBytes) {
        try {
            for (int at = 0; at < bytes.length; at += segmentBytes) {
                int count = Math.min(segmentBytes, bytes.length - at);
                out.write(bytes, at, count);
                out.flush();
                written.addAndGet(count);
            }
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends bytes in segments that end at the offsets given, and a last one. */
    public RawClient sendSplit(byte[] bytes, int... offsets) {
        int from = 0;
        for (int offset : offsets) {
            sendInSegments(Arrays.copyOfRange(bytes, from, offset), PIECE_BYTES);
            from = offset;
        }
        return sendInSegments(Arrays.copyOfRange(bytes, from, bytes.length), PIECE_BYTES);
    }

    /** Sends on a thread of its own, until all is taken or the connection ends. See {@link #writtenSoFar}. */
    public Thread sendInBackground(byte[] bytes) {
        return Thread.ofVirtual().name("client-send").start(() -> {
            try {
                send(bytes);
            } catch (UncheckedIOException ended) {
                // The connection's end is what the reading side of the test will see.
            }
        });
    }

    /** Bytes that the kernel has taken from us. */
    public long writtenSoFar() {
        return written.get();
    }

    /** Waits until a peer that stopped reading has taken no byte for {@code quiet}, and returns what it took. */
    public long awaitStalled(Duration quiet) {
        return Eventually.awaitStill("written by the client", written::get, quiet);
    }

    /** Sends a GET with Host and these field lines. */
    public RawClient get(String target, String... fields) {
        return request("GET", target, new byte[0], fields);
    }

    /** Sends a POST with Host, a Content-Length, {@code Content-Type: application/json} unless given, and the body. */
    public RawClient post(String target, String body, String... fields) {
        return request("POST", target, body.getBytes(StandardCharsets.UTF_8), fields);
    }

    /** Sends a request in one write. */
    public RawClient request(String method, String target, byte[] body, String... fields) {
        return send(message(method, target, body, fields));
    }

    /** The bytes that {@link #request} would send. */
    public byte[] message(String method, String target, byte[] body, String... fields) {
        lastMethod = method;
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        Fields given = Fields.of(fields);
        if (!given.has("host")) {
            head.append("host: ").append(host).append("\r\n");
        }
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        boolean mayCarryBody = body.length > 0 || method.equals("POST");
        if (mayCarryBody && !given.has("content-type")) {
            head.append("content-type: application/json\r\n");
        }
        if (mayCarryBody && !given.has("content-length") && !given.has("transfer-encoding")) {
            head.append("content-length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        message.writeBytes(body);
        return message.toByteArray();
    }

    /** Reads one head, interim or final, and nothing of its body. Fails if the connection ends before it. */
    public RawResponse readHead() {
        try {
            WireReader.Head head = in.head().orElseThrow(() -> new EOFException("closed before a status line"));
            return new RawResponse(head.startLine(), head.fields(), List.of(), new byte[0], RawResponse.End.OPEN);
        } catch (SocketTimeoutException late) {
            throw new AssertionError("no answer head within " + Eventually.PATIENCE, late);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads one final answer to the end that its framing gives it, or as far as it comes. */
    public RawResponse readResponse() {
        List<Integer> interim = new ArrayList<>();
        RawResponse head = readHead();
        while (head.status() < 200 && head.status() != 101) {
            interim.add(head.status());
            head = readHead();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        RawResponse.End end = drain(bodyStream(head), body);
        return new RawResponse(
                head.version() + " " + head.status() + " " + head.reason(),
                head.fields(),
                interim,
                body.toByteArray(),
                end);
    }

    /** The events of the body whose head was just read with {@link #readHead}. */
    public SseReader events(RawResponse head) {
        return new SseReader(bodyStream(head));
    }

    /** Reads exactly that many bytes, with any chunk framing, and fails if the connection ends before. */
    public byte[] read(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("closed after " + bytes.length + " of " + count + " bytes");
            }
            return bytes;
        } catch (SocketTimeoutException late) {
            throw new AssertionError(count + " bytes did not come within " + Eventually.PATIENCE, late);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads whatever comes until the connection ends, and says how it did. */
    public Rest readToEnd() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RawResponse.End end = drain(in, bytes);
        return new Rest(bytes.toString(StandardCharsets.UTF_8), end, System.nanoTime());
    }

    /** What came before a connection's end: WHOLE is a FIN here. */
    public record Rest(String text, RawResponse.End end, long nanos) {}

    /** Shuts our output and goes on reading. */
    public RawClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the connection with an RST (SO_LINGER 0). */
    public void reset() {
        try {
            raw.setSoLinger(true, 0);
            raw.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the connection with a FIN; with an RST, by the kernel's rule, if bytes lie unread. */
    @Override
    public void close() {
        closeQuietly(socket);
    }

    private InputStream bodyStream(RawResponse head) {
        boolean none = lastMethod.equals("HEAD") || head.status() == 204 || head.status() == 304;
        if (none) {
            return InputStream.nullInputStream();
        }
        if (head.fields().chunked()) {
            return in.body(new WireReader.Framing.Chunked());
        }
        return in.body(head.header("content-length")
                .<WireReader.Framing>map(length -> new WireReader.Framing.Length(Long.parseLong(length)))
                .orElseGet(WireReader.Framing.UntilClose::new));
    }

    private static RawResponse.End drain(InputStream from, ByteArrayOutputStream into) {
        byte[] piece = new byte[WireReader.BUFFER_BYTES];
        try {
            for (int count = from.read(piece, 0, piece.length); count >= 0; count = from.read(piece, 0, piece.length)) {
                into.write(piece, 0, count);
            }
            return RawResponse.End.WHOLE;
        } catch (SocketTimeoutException late) {
            throw new AssertionError(
                    String.format(
                            Locale.ROOT,
                            "no end within %s; so far %d bytes: %s",
                            Eventually.PATIENCE,
                            into.size(),
                            into.toString(StandardCharsets.UTF_8)),
                    late);
        } catch (EOFException cut) {
            return RawResponse.End.CUT;
        } catch (SocketException reset) {
            return RawResponse.End.RESET;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing more can be done with it.
        }
    }
}
