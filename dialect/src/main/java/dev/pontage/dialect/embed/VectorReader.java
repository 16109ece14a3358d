package dev.pontage.dialect.embed;

import dev.pontage.dialect.frame.Gathered;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the vectors in one answer, which it keeps as bytes: millions of numbers make no objects.
 *
 * <p>Where an answer numbers its vectors ({@code index} beside them in {@code data[]}), that is their order; else it is
 * the order in which they stand. Made for one answer, used on one thread; does not depend on how it was cut.
 */
public final class VectorReader implements Visitor {
    /** An answer of more bytes is refused: 2,048 vectors of 3,072 numbers have fewer. */
    public static final int LIMIT_BYTES = 128 << 20;

    /** The longest vector in base64: no model's has a tenth of it. */
    private static final int PACKED_LIMIT_BYTES = 1 << 20;

    private static final Limits LIMITS = new Limits(80, Integer.MAX_VALUE, 1_024, 65_536, PACKED_LIMIT_BYTES);

    private static final int MODEL = 1;
    private static final int ITEM = 2;
    private static final int INDEX = 3;

    /** From here on: even numbers are vectors, odd ones what stands in them. */
    private static final int VECTOR = 10;

    private final Scan scan;
    private final Gathered bytes = new Gathered();
    private final List<Found> found = new ArrayList<>();
    private String model = "";
    private long index;
    private int before;

    /** {@code shape}: made by {@link #shape}. */
    public VectorReader(Shape shape) {
        scan = new Scan(shape, LIMITS, false, this);
    }

    /** Says at which paths vectors stand, as arrays of numbers or as base64. */
    public static Shape shape(String... paths) {
        return Shape.of(places -> {
            places.at("model", MODEL, Flag.CAPTURE).at("data[]", ITEM).at("data[].index", INDEX);
            int node = VECTOR;
            for (String path : paths) {
                places.at(path, node, Flag.CAPTURE).at(path + "[]", node + 1);
                node += 2;
            }
        });
    }

    /**
     * Takes the next bytes.
     *
     * @throws Malformed if they cannot be an answer with vectors
     */
    void feed(byte[] piece, int from, int to) {
        if (bytes.length() + (long) to - from > LIMIT_BYTES) {
            throw new Malformed("answer", "is longer than " + LIMIT_BYTES + " bytes");
        }
        bytes.add(piece, from, to);
        try {
            scan.feed(piece, from, to);
        } catch (JsonError error) {
            if (!scan.done()) {
                throw new Malformed("answer", "is no JSON");
            }
        }
    }

    /**
     * The vectors of a complete answer.
     *
     * @throws Malformed if there are not {@code count} of them, or their numbering has gaps
     */
    List<Vector> vectors(int count) {
        if (found.size() != count) {
            throw new Malformed("answer", "has " + found.size() + " vectors where " + count + " were asked for");
        }
        Found[] ordered = new Found[count];
        BitSet taken = new BitSet();
        for (int i = 0; i < count; i++) {
            long place = found.get(i).index < 0 ? i : found.get(i).index;
            if (place >= count || taken.get((int) place)) {
                throw new Malformed("answer", "numbers its vectors with gaps");
            }
            taken.set((int) place);
            ordered[(int) place] = found.get(i);
        }
        return Stream.of(ordered).map(each -> each.in(bytes.bytes())).toList();
    }

    /** The upstream's name of the model; empty if it gives none. */
    String model() {
        return model;
    }

    @Override
    public void value(Scan read, int node) {
        if (node == MODEL) {
            model = read.kind() == Kind.STRING ? read.string() : model;
        } else if (node == INDEX) {
            index = Math.max(-1, read.longValue(Integer.MAX_VALUE));
        } else if (node >= VECTOR) {
            boolean inside = node % 2 != 0;
            if (inside ? read.kind() != Kind.NUMBER : read.kind() != Kind.STRING || read.truncated()) {
                throw new Malformed("answer", "has something in a vector's place that is none");
            }
            if (!inside) {
                found.add(new Found(0, 0, read.string(), -1));
            }
        }
    }

    @Override
    public void open(Scan read, int node) {
        if (node == ITEM) {
            index = -1;
            before = found.size();
        } else if (node >= VECTOR && node % 2 != 0) {
            throw new Malformed("answer", "has a vector of what is no number");
        }
    }

    /** An object in a vector's place is not judged here: it may hold the vector. */
    @Override
    public void close(Scan read, int node) {
        if (node == ITEM) {
            if (found.size() > before) {
                found.set(found.size() - 1, found.getLast().numbered(index));
            }
        } else if (node >= VECTOR && node % 2 == 0 && read.kind() == Kind.ARRAY) {
            if (read.isEmpty()) {
                throw new Malformed("answer", "has a vector without numbers");
            }
            found.add(new Found((int) read.start(), (int) read.end(), "", -1));
        }
    }

    /** Where a vector is: what is kept grows by copying, so it is cut out when all of it is here. */
    private record Found(int from, int to, String packed, long index) {
        Found numbered(long place) {
            return new Found(from, to, packed, place);
        }

        Vector in(byte[] answer) {
            return to > 0 ? new Vector.Numbers(answer, from, to) : new Vector.Packed(packed);
        }
    }
}
