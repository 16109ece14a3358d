package dev.pontage.testkit.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;

/** The answering side of one upstream connection: runs the steps of one answer after the other. */
final class AnswerWriter {
    /** One write of an ordinary chunk, yet small enough that what a stalled peer took is known well. */
    private static final int PIECE_BYTES = 16 * 1024;

    private final ScriptedUpstream upstream;
    private final UpstreamConnection connection;
    private final OutputStream out;

    private Answer answer = Answer.nothing();
    private boolean headRequest;
    private boolean finalHead;
    private boolean ended;
    private long wireBytes;
    private long bodyBytes;

    AnswerWriter(ScriptedUpstream upstream, UpstreamConnection connection, OutputStream out) {
        this.upstream = upstream;
        this.connection = connection;
        this.out = out;
    }

    void run(BlockingQueue<ScriptedUpstream.Chosen> toAnswer) {
        try {
            while (answer(toAnswer.take())) {
                // The next request of the connection.
            }
        } catch (CutHere cut) {
            leave(cut.reset);
        } catch (IOException peerLeft) {
            // The writer may see it before the reader does; whoever waits for the peer to leave must hear it either
            // way.
            connection.ended(true);
        } catch (InterruptedException stopped) {
            connection.leave();
        }
    }

    /** Whether the connection can carry another answer. */
    private boolean answer(ScriptedUpstream.Chosen chosen) throws IOException, InterruptedException, CutHere {
        answer = chosen.answer();
        headRequest = chosen.head().method().equals("HEAD");
        finalHead = false;
        ended = false;
        wireBytes = 0;
        bodyBytes = 0;
        if (!answer.startsBeforeBody()) {
            awaitBody(chosen);
            answer = answer.to(upstream.awaitRequest(chosen.head().number()));
        }
        for (Step step : answer.steps()) {
            if (!run(step, chosen)) {
                return false;
            }
        }
        return end(chosen.head().fields().close());
    }

    /** Whether there is a step after this one. */
    private boolean run(Step step, ScriptedUpstream.Chosen chosen) throws IOException, InterruptedException, CutHere {
        switch (step) {
            case Step.Head head -> head(head);
            case Step.Body body -> body(body.bytes());
            case Step.Raw raw -> emit(raw.bytes(), false);
            case Step.Flood flood -> flood(flood);
            case Step.Gate gate -> upstream.waitAt(gate.name());
            case Step.Pause pause -> upstream.options().pauses().pause(pause.nanos());
            case Step.AwaitBody _ -> awaitBody(chosen);
            case Step.End _ -> endBody();
            case Step.Close _ -> {
                connection.leave();
                return false;
            }
            case Step.Reset _ -> {
                connection.abort();
                return false;
            }
            case Step.HalfClose _ -> {
                connection.halfClose();
                return false;
            }
            case Step.Hang _ -> {
                upstream.board().hold(() -> !connection.open());
                return false;
            }
        }
        return true;
    }

    private void awaitBody(ScriptedUpstream.Chosen chosen) throws InterruptedException {
        upstream.board().hold(() -> upstream.isComplete(chosen.head().number()));
    }

    private void head(Step.Head head) throws IOException, CutHere {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + head.status() + " " + Reason.of(head.status()) + "\r\n");
        for (Fields.Field field : head.fields().list()) {
            text.append(field.line()).append("\r\n");
        }
        if (head.status() >= 200) {
            switch (answer.framing()) {
                case LENGTH ->
                    text.append("content-length: ").append(answer.bodyBytes()).append("\r\n");
                case CHUNKED -> text.append("transfer-encoding: chunked\r\n");
                case UNTIL_CLOSE -> text.append("connection: close\r\n");
                case AS_GIVEN -> {}
            }
        }
        emit(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), false);
        if (head.status() >= 200) {
            finalHead = true;
            cutIfReached();
        }
    }

    private void body(byte[] bytes) throws IOException, CutHere {
        if (headRequest) {
            return;
        }
        if (answer.framing() != Answer.Framing.CHUNKED) {
            emit(bytes, true);
            return;
        }
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] lineEnd = {'\r', '\n'};
        if (answer.cut().wire()) {
            // One chunk is one write, as real servers send it.
            byte[] chunk = new byte[size.length + bytes.length + 2];
            System.arraycopy(size, 0, chunk, 0, size.length);
            System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
            System.arraycopy(lineEnd, 0, chunk, size.length + bytes.length, 2);
            emit(chunk, false);
            return;
        }
        emit(size, false);
        emit(bytes, true);
        emit(lineEnd, false);
    }

    private void flood(Step.Flood flood) throws IOException, CutHere {
        byte[] bytes = flood.bytes();
        long left = flood.limitBytes();
        while (left > 0) {
            int count = (int) Math.min(bytes.length, left);
            body(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
            left -= count;
        }
    }

    private void endBody() throws IOException, CutHere {
        if (finalHead && !ended && !headRequest && answer.framing() == Answer.Framing.CHUNKED) {
            emit("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), false);
        }
        ended = true;
    }

    private boolean end(boolean requestSaysClose) throws IOException, CutHere {
        endBody();
        if (answer.framing() == Answer.Framing.UNTIL_CLOSE || requestSaysClose) {
            connection.leave();
            return false;
        }
        return true;
    }

    private void emit(byte[] bytes, boolean body) throws IOException, CutHere {
        int pieceBytes = Math.min(PIECE_BYTES, answer.segmentBytes());
        for (int at = 0; at < bytes.length; ) {
            cutIfReached();
            int count = (int) Math.min(Math.min(pieceBytes, bytes.length - at), room(body));
            out.write(bytes, at, count);
            out.flush();
            at += count;
            wireBytes += count;
            bodyBytes += body ? count : 0;
            connection.wrote(count);
        }
        cutIfReached();
    }

    private long room(boolean body) {
        Answer.Cut cut = answer.cut();
        if (cut.wire()) {
            return cut.atByte() - wireBytes;
        }
        return body ? cut.atByte() - bodyBytes : Long.MAX_VALUE;
    }

    private void cutIfReached() throws CutHere {
        Answer.Cut cut = answer.cut();
        boolean reached = cut.wire() ? wireBytes >= cut.atByte() : finalHead && bodyBytes >= cut.atByte();
        if (reached) {
            throw new CutHere(cut.reset());
        }
    }

    private void leave(boolean reset) {
        try {
            if (reset) {
                connection.abort();
            } else {
                connection.leave();
            }
        } catch (IOException ignored) {
            // The peer was faster.
        }
    }

    /** The answer has reached the byte at which it is to be cut. */
    private static final class CutHere extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean reset;

        CutHere(boolean reset) {
            super(null, null, false, false);
            this.reset = reset;
        }
    }
}
