package dev.pontage.dialect.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The changes to one body, in order and without overlap.
 *
 * <p>The body itself is never changed, so every attempt applies its own splices to the same bytes.
 */
public final class Splices {
    /** Changes nothing. */
    public static final Splices NONE = new Splices(new Splice[0]);

    private final Splice[] ordered;

    private Splices(Splice[] ordered) {
        this.ordered = ordered;
    }

    /**
     * Orders the splices; of those that insert at one place the first given stands first, and before a replacement.
     *
     * @throws IllegalArgumentException if two overlap
     */
    public static Splices of(Collection<Splice> splices) {
        return splices.isEmpty() ? NONE : ordered(splices.toArray(Splice[]::new));
    }

    /** The same for a few known ones. */
    public static Splices of(Splice... splices) {
        return splices.length == 0 ? NONE : ordered(splices.clone());
    }

    private static Splices ordered(Splice[] splices) {
        Arrays.sort(splices, Comparator.comparingInt(Splice::from).thenComparingInt(Splice::to));
        for (int i = 1; i < splices.length; i++) {
            if (splices[i].from() < splices[i - 1].to()) {
                throw new IllegalArgumentException("splices overlap at " + splices[i].from());
            }
        }
        return new Splices(splices);
    }

    public boolean isEmpty() {
        return ordered.length == 0;
    }

    /**
     * How many bytes the body has after the splices.
     *
     * @throws IndexOutOfBoundsException if a splice reaches beyond the body
     * @throws ArithmeticException if that is more than an array holds
     */
    public int length(int bodyLength) {
        checkWithin(bodyLength);
        long length = bodyLength;
        for (Splice splice : ordered) {
            length += splice.bytes().length - (splice.to() - splice.from());
        }
        return Math.toIntExact(length);
    }

    /**
     * Hands over the spliced body, whose bytes are the first {@code length} of the array, in order, copying nothing.
     */
    public void pieces(byte[] body, int length, Pieces sink) {
        checkWithin(length);
        int at = 0;
        for (Splice splice : ordered) {
            if (splice.from() > at) {
                sink.piece(body, at, splice.from());
            }
            if (splice.bytes().length > 0) {
                sink.piece(splice.bytes(), 0, splice.bytes().length);
            }
            at = splice.to();
        }
        if (at < length) {
            sink.piece(body, at, length);
        }
    }

    /** Copies the spliced body, whose bytes are the first {@code length} of the array, into one of exact length. */
    public byte[] apply(byte[] body, int length) {
        byte[] spliced = new byte[length(length)];
        pieces(body, length, new Copy(spliced));
        return spliced;
    }

    private void checkWithin(int bodyLength) {
        if (ordered.length > 0 && ordered[ordered.length - 1].to() > bodyLength) {
            throw new IndexOutOfBoundsException("a splice beyond the body's " + bodyLength + " bytes");
        }
    }

    /** Takes the pieces of a spliced body; the arrays may not be changed. */
    @FunctionalInterface
    public interface Pieces {
        void piece(byte[] bytes, int from, int to);
    }

    private static final class Copy implements Pieces {
        private final byte[] target;
        private int at;

        Copy(byte[] target) {
            this.target = target;
        }

        @Override
        public void piece(byte[] bytes, int from, int to) {
            System.arraycopy(bytes, from, target, at, to - from);
            at += to - from;
        }
    }
}
