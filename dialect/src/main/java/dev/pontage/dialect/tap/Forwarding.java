package dev.pontage.dialect.tap;

import dev.pontage.dialect.Passage.Sink;
import java.util.Arrays;

/**
 * The bytes of an answer that have not been forwarded: keeps them over the pieces in which they come, and splices the
 * model's name when they go.
 *
 * <p>Offsets count bytes of the upstream's answer. What has not been forwarded when a piece is used up is copied into a
 * buffer of our own; all else goes on from the piece itself, uncopied.
 */
public sealed class Forwarding permits Tap {
    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY_BYTES = 1_024;

    /** The piece at hand. */
    public byte[] piece = NOTHING;

    /** What to add to an index of the piece to make it an offset in the answer. */
    public long base;

    /** How many bytes came in pieces before the one at hand. */
    public long position;

    private final Names names;
    private final byte[] shownModel;

    /** Bytes of earlier pieces that are still here, the last ones before the piece at hand. */
    private byte[] kept = NOTHING;

    private int keptLength;

    /** {@code shownModel}: the JSON literal that replaces the upstream's name of the model. */
    public Forwarding(Names names, byte[] shownModel) {
        this.names = names;
        this.shownModel = shownModel;
    }

    /** Begins a piece of which the bytes from {@code from} on are new. */
    public final void beginPiece(byte[] bytes, int from) {
        piece = bytes;
        base = position - from;
    }

    /**
     * Forwards the bytes {@code [from, to)} of the answer, the model's name spliced; kept bytes before {@code to} go.
     */
    public final void forward(long from, long to, Sink client) {
        long at = from;
        for (int span = 0; span < names.modelSpans(); span++) {
            long modelFrom = names.modelFrom(span);
            if (modelFrom >= at && names.modelTo(span) <= to) {
                plain(at, modelFrom, client);
                client.pass(shownModel, 0, shownModel.length);
                at = names.modelTo(span);
            }
        }
        plain(at, to, client);
    }

    private void plain(long from, long to, Sink client) {
        long keptFrom = position - keptLength;
        if (from < position && from < to) {
            int end = (int) (Math.min(to, position) - keptFrom);
            client.pass(kept, (int) (from - keptFrom), end);
        }
        long start = Math.max(from, position);
        if (start < to) {
            client.pass(piece, (int) (start - base), (int) (to - base));
        }
    }

    /** Ends the piece at hand, which reaches up to index {@code to}; what begins at offset {@code from} is kept. */
    public final void endPiece(int to, long from) {
        long end = base + to;
        int wanted = (int) (end - from);
        int old = (int) Math.max(0, position - from);
        if (wanted > 0) {
            byte[] target = wanted <= kept.length ? kept : new byte[capacity(wanted)];
            System.arraycopy(kept, keptLength - old, target, 0, old);
            System.arraycopy(piece, (int) (from + old - base), target, old, wanted - old);
            kept = target;
        }
        keptLength = wanted;
        position = end;
        piece = NOTHING;
    }

    /** The byte of the answer at this offset, which has not been forwarded yet. */
    public final byte at(long offset) {
        return offset >= position ? piece[(int) (offset - base)] : kept[(int) (offset - position + keptLength)];
    }

    /** A copy of the bytes {@code [from, to)} of the answer, the model's name spliced. */
    public final byte[] copy(long from, long to) {
        Copy copy = new Copy();
        forward(from, to, copy);
        return copy.bytes();
    }

    private static int capacity(int wanted) {
        return Math.max(FIRST_CAPACITY_BYTES, Integer.highestOneBit(wanted - 1) * 2);
    }

    /** Where names of the model stand in the document at hand, in order. */
    public interface Names {

        int modelSpans();

        /** Offset of its first byte in the answer. */
        long modelFrom(int span);

        /** Offset after its last byte. */
        long modelTo(int span);
    }

    /** Collects what is forwarded. */
    private static final class Copy implements Sink {
        private byte[] bytes = NOTHING;
        private int length;

        @Override
        public void pass(byte[] b, int from, int to) {
            int wanted = length + to - from;
            if (wanted > bytes.length) {
                bytes = Arrays.copyOf(bytes, capacity(wanted));
            }
            System.arraycopy(b, from, bytes, length, to - from);
            length = wanted;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }
    }
}
