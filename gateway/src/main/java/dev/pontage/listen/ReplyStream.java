package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.AnswerHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that a virtual thread writes an answer into, and that waits while its client is slow.
 *
 * <p>What fits into one piece goes out whole with its length. At most {@value #PIECES} pieces are on their way at once.
 */
final class ReplyStream extends OutputStream {
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int PIECES = 4;

    private final ControlPlane.Call call;
    private final Semaphore pieces = new Semaphore(PIECES);
    private final AtomicBoolean gone = new AtomicBoolean();
    private byte[] piece = new byte[1024];
    private int length;
    private int status;
    private Headers headers = Headers.NONE;
    private boolean begun;
    private boolean sent;
    private boolean closed;

    /** Touched on the loop only: pieces that were written while the client was slow. */
    private int unanswered;

    /** Called on the loop. */
    ReplyStream(ControlPlane.Call call) {
        this.call = call;
        call.reply().onGone(() -> {
            gone.set(true);
            pieces.release(PIECES);
        });
        call.reply().onDrain(() -> {
            pieces.release(unanswered);
            unanswered = 0;
        });
    }

    /** The head; sent with the first piece. */
    void begin(int newStatus, Headers own) {
        status = newStatus;
        Headers.Builder all = new Headers.Builder().add(AnswerHeaders.REQUEST_ID, call.id());
        own.forEach(all::add);
        headers = all.build();
        begun = true;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == PIECE_BYTES) {
                send(-1, false);
            }
            int room = Math.min(PIECE_BYTES - length, left);
            if (piece.length < length + room) {
                piece = java.util.Arrays.copyOf(
                        piece, Math.min(PIECE_BYTES, Math.max(length + room, 2 * piece.length)));
            }
            System.arraycopy(bytes, from, piece, length, room);
            length += room;
            from += room;
            left -= room;
        }
    }

    @Override
    public void flush() throws IOException {
        if (length > 0) {
            send(-1, false);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            send(length, true);
        }
    }

    /** The action failed: an answer that has not begun becomes our fault, one that has begun is broken off. */
    void giveUp() {
        closed = true;
        boolean late = sent;
        call.loop().post(() -> {
            if (late) {
                call.reply().cut();
            } else {
                call.refuse(new Refusal(500, "internal_error", "The gateway failed."), Headers.NONE);
            }
        });
    }

    private void send(int wholeLength, boolean last) throws IOException {
        if (!begun) {
            throw new IllegalStateException("a body before its head");
        }
        pieces.acquireUninterruptibly();
        if (gone.get()) {
            throw new IOException("the client left");
        }
        byte[] bytes = piece;
        int count = length;
        boolean first = !sent;
        piece = new byte[last ? 0 : PIECE_BYTES];
        length = 0;
        sent = true;
        call.loop().post(() -> pass(bytes, count, first, first ? wholeLength : -1, last));
    }

    private void pass(byte[] bytes, int count, boolean first, int wholeLength, boolean last) {
        if (first) {
            call.reply().head(status, headers, wholeLength);
        }
        boolean more = call.reply().write(bytes, 0, count);
        if (last) {
            call.reply().end();
        } else if (more) {
            pieces.release();
        } else {
            unanswered++;
        }
    }
}
