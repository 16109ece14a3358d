package dev.pontage.call;

import dev.pontage.dialect.json.Splices;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way into a socket: written as fast as the socket takes it, so that a body of many megabytes is never
 * copied whole.
 *
 * <p>Takes the pieces of a spliced body first; small ones go straight behind the head, into the same write.
 */
final class Upload implements Splices.Pieces {
    private static final int STEP_BYTES = 64 * 1024;

    private final OneFlight flight;
    // The largest part of all requests never needs it.
    private @Nullable Deque<Piece> rest;
    private @Nullable ByteBuf inline;
    private @Nullable Channel channel;
    private @Nullable ChannelFuture last;

    Upload(OneFlight flight) {
        this.flight = flight;
    }

    /** The pieces that come from now on are copied behind the head. */
    void into(ByteBuf head) {
        inline = head;
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        if (inline != null) {
            inline.writeBytes(bytes, from, to - from);
        } else {
            if (rest == null) {
                rest = new ArrayDeque<>();
            }
            rest.addLast(new Piece(bytes, from, to));
        }
    }

    void begin(Channel to, ByteBuf first) {
        inline = null;
        channel = to;
        last = to.writeAndFlush(first);
        if (rest != null) {
            more();
        } else if (!last.isDone()) {
            whenDone(last);
        }
    }

    /** Writes on while the socket takes it. */
    void more() {
        Channel to = channel;
        Deque<Piece> left = rest;
        if (to == null || left == null || left.isEmpty()) {
            return;
        }
        while (to.isWritable() && to.isActive() && !left.isEmpty()) {
            Piece piece = left.removeFirst();
            int end = Math.min(piece.to(), piece.from() + STEP_BYTES);
            ByteBuf step = to.alloc().ioBuffer(end - piece.from());
            step.writeBytes(piece.bytes(), piece.from(), end - piece.from());
            if (end < piece.to()) {
                left.addFirst(new Piece(piece.bytes(), end, piece.to()));
            }
            last = to.writeAndFlush(step);
        }
        if (left.isEmpty() && last != null) {
            whenDone(last);
        }
    }

    /** What the socket has not taken yet. */
    long leftBytes() {
        Channel to = channel;
        ChannelOutboundBuffer sending = to == null ? null : to.unsafe().outboundBuffer();
        long left = sending == null ? 0 : sending.totalPendingWriteBytes();
        if (rest != null) {
            for (Piece piece : rest) {
                left += piece.to() - piece.from();
            }
        }
        return left;
    }

    /** Whether the socket has taken all of it. */
    boolean done() {
        return (rest == null || rest.isEmpty()) && last != null && last.isSuccess();
    }

    private void whenDone(ChannelFuture written) {
        written.addListener(done -> {
            if (done.isSuccess()) {
                flight.uploaded();
            }
        });
    }

    @SuppressWarnings("ArrayRecordComponent") // A cursor into somebody else's array; nobody compares it.
    private record Piece(byte[] bytes, int from, int to) {}
}
