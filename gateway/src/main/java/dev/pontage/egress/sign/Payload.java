package dev.pontage.egress.sign;

import dev.pontage.dialect.json.Splices;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A body that is about to be sent, as the pieces that its splices make of it: hashed in place, never copied whole. */
public final class Payload implements Splices.Pieces {
    private final List<Piece> pieces = new ArrayList<>(4);

    /** Without a byte; {@link #piece} adds to it. */
    public Payload() {}

    /** Of one array, which must not change. */
    public static Payload of(byte[] body) {
        Payload payload = new Payload();
        payload.piece(body, 0, body.length);
        return payload;
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
        if (from < to) {
            pieces.add(new Piece(bytes, from, to));
        }
    }

    /** A new stream over all of it. */
    InputStream stream() {
        return new Reading(pieces);
    }

    private static final class Reading extends InputStream {
        private final List<Piece> pieces;
        private int next;
        private int at;

        Reading(List<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (next == pieces.size()) {
                return -1;
            }
            Piece piece = pieces.get(next);
            int taken = Math.min(length, piece.to() - piece.from() - at);
            System.arraycopy(piece.bytes(), piece.from() + at, into, offset, taken);
            at += taken;
            if (piece.from() + at == piece.to()) {
                next++;
                at = 0;
            }
            return taken;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // A cursor into somebody else's array; nobody compares it.
    private record Piece(byte[] bytes, int from, int to) {}
}
