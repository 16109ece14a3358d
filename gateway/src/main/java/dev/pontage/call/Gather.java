package dev.pontage.call;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body bytes that one read of a socket brought, so that ten short chunks are handed on as one.
 *
 * <p>One a loop: it is empty whenever the loop turns to another connection.
 */
final class Gather {
    private final byte[] bytes;
    private int length;
    private @Nullable OneFlight owner;

    Gather(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    void add(OneFlight flight, ByteBuf content) {
        if (owner != flight) {
            flush();
            owner = flight;
        }
        int left = content.readableBytes();
        int from = content.readerIndex();
        while (left > 0) {
            if (length == bytes.length) {
                flush();
                owner = flight;
            }
            int taken = Math.min(left, bytes.length - length);
            content.getBytes(from, bytes, length, taken);
            length += taken;
            from += taken;
            left -= taken;
        }
    }

    void flush() {
        OneFlight flight = owner;
        int filled = length;
        owner = null;
        length = 0;
        if (flight != null && filled > 0) {
            flight.bytes(bytes, 0, filled);
        }
    }
}
