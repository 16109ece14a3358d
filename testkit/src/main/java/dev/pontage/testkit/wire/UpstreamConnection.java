package dev.pontage.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a scripted upstream: a thread that reads, so that the peer's leaving is seen at any time, and one
 * that answers.
 */
final class UpstreamConnection {
    private static final long BODY_LIMIT_BYTES = 256L * 1024 * 1024;

    private final ScriptedUpstream upstream;
    private final int number;
    private final Socket socket;
    private volatile Socket secured;
    private final BlockingQueue<ScriptedUpstream.Chosen> toAnswer = new LinkedBlockingQueue<>();

    private ScriptedUpstream.@Nullable Ending ending;
    private boolean left;
    private long written;
    private @Nullable Thread writer;

    UpstreamConnection(ScriptedUpstream upstream, int number, Socket socket) {
        this.upstream = upstream;
        this.number = number;
        this.socket = socket;
        this.secured = socket;
    }

    void start() {
        Thread.ofVirtual().name("upstream-read-" + number).start(this::serve);
    }

    int number() {
        return number;
    }

    ScriptedUpstream.@Nullable Ending ending() {
        return ending;
    }

    long written() {
        return written;
    }

    boolean open() {
        return ending == null && !left;
    }

    /** Closes our side with a FIN, unless it is closed. */
    void leave() {
        upstream.board().change(() -> left = true);
        close();
    }

    /** Closes our side with an RST. */
    void abort() throws IOException {
        upstream.board().change(() -> left = true);
        // On the plain socket under any TLS: an alert before the RST would be a polite end.
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Shuts our output and goes on reading. */
    void halfClose() throws IOException {
        secured.shutdownOutput();
    }

    void wrote(int count) {
        upstream.board().change(() -> written += count);
    }

    private void serve() {
        try {
            socket.setTcpNoDelay(true);
            if (upstream.options().sendBufferBytes() > 0) {
                socket.setSendBufferSize(upstream.options().sendBufferBytes());
            }
            secured = secure();
            WireReader reader = new WireReader(secured.getInputStream());
            OutputStream out = secured.getOutputStream();
            Thread answering = Thread.ofVirtual()
                    .name("upstream-write-" + number)
                    .unstarted(() -> new AnswerWriter(upstream, this, out).run(toAnswer));
            writer = answering;
            answering.start();
            read(reader);
            ended(false);
        } catch (SocketException reset) {
            ended(true);
        } catch (EOFException cut) {
            ended(false);
        } catch (IOException malformed) {
            upstream.malformed(String.valueOf(malformed.getMessage()));
            leave();
        } catch (InterruptedException stopped) {
            leave();
        }
    }

    private Socket secure() throws IOException {
        if (upstream.options().tls().isEmpty()) {
            return socket;
        }
        SSLSocket server =
                (SSLSocket) upstream.options().tls().get().getSocketFactory().createSocket(socket, null, true);
        server.setUseClientMode(false);
        server.startHandshake();
        return server;
    }

    private void read(WireReader reader) throws IOException, InterruptedException {
        while (true) {
            Optional<WireReader.Head> head = reader.head();
            if (head.isEmpty()) {
                return;
            }
            ScriptedUpstream.Chosen chosen;
            try {
                chosen = upstream.arrived(this, head.get());
            } catch (IllegalArgumentException noRequest) {
                throw new IOException(noRequest.getMessage(), noRequest);
            }
            toAnswer.add(chosen);
            byte[] body = body(reader, chosen);
            upstream.complete(new RecordedRequest(chosen.head(), body, System.nanoTime()));
        }
    }

    private byte[] body(WireReader reader, ScriptedUpstream.Chosen chosen) throws IOException, InterruptedException {
        Fields fields = chosen.head().fields();
        WireReader.Framing framing = fields.chunked()
                ? new WireReader.Framing.Chunked()
                : new WireReader.Framing.Length(
                        Long.parseLong(fields.first("content-length").orElse("0")));
        InputStream in = reader.body(framing);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[WireReader.BUFFER_BYTES];
        boolean held = chosen.answer().readBytes() < Long.MAX_VALUE;
        while (true) {
            long room = held ? chosen.answer().readBytes() - body.size() : Long.MAX_VALUE;
            if (room <= 0) {
                upstream.waitAt(chosen.answer().readGate());
                held = false;
                continue;
            }
            int count = in.read(piece, 0, (int) Math.min(piece.length, room));
            if (count < 0) {
                return body.toByteArray();
            }
            body.write(piece, 0, count);
            upstream.bodyBytes(chosen.head().number(), count);
            if (body.size() > BODY_LIMIT_BYTES) {
                throw new IOException("a body over " + BODY_LIMIT_BYTES + " bytes");
            }
        }
    }

    /** The peer has gone, or sent what is no HTTP, or we closed. */
    void ended(boolean reset) {
        long now = System.nanoTime();
        boolean byPeer = upstream.board().compute(() -> {
            if (!left && ending == null) {
                ending = new ScriptedUpstream.Ending(reset, now);
                return true;
            }
            return false;
        });
        Thread answering = writer;
        if (byPeer && answering != null) {
            answering.interrupt();
        }
        close();
    }

    private void close() {
        try {
            secured.close();
        } catch (IOException ignored) {
            // Nothing more can be done with it.
        }
    }
}
