package dev.pontage.dialect.embed;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leg's answer on its way into an {@link EmbeddingJoin}: the upstream dialect's own passage, which says what it
 * cost and whether it failed, and a reader behind it. Nothing of it reaches the client before the join has all legs.
 */
final class EmbeddingPassage implements Passage {
    private static final Sink NOBODY = (bytes, from, to) -> {};

    private final EmbeddingJoin join;
    private final int leg;
    private final int count;
    private final boolean packed;
    private final Passage upstream;
    private final VectorReader reader;
    private List<Vector> vectors = List.of();
    private @Nullable Malformed malformed;

    EmbeddingPassage(EmbeddingJoin join, int leg, int count, boolean packed, Passage upstream, VectorReader reader) {
        this.join = join;
        this.leg = leg;
        this.count = count;
        this.packed = packed;
        this.upstream = upstream;
        this.reader = reader;
    }

    /** What comes after the last byte that means something is nobody's. */
    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (!vectors.isEmpty()) {
            return;
        }
        upstream.feed(bytes, from, to, NOBODY);
        if (malformed == null && upstream.failure() == null) {
            read(bytes, from, to);
        }
    }

    private void read(byte[] bytes, int from, int to) {
        try {
            reader.feed(bytes, from, to);
            if (upstream.terminal()) {
                vectors = reader.vectors(count).stream()
                        .<Vector>map(vector -> packed ? vector.packed() : vector.numbers())
                        .toList();
            }
        } catch (Malformed wrong) {
            malformed = wrong;
        }
    }

    @Override
    public void end(Sink client) {
        upstream.end(NOBODY);
    }

    @Override
    public void release(Sink client) {
        join.arrived(leg, this, client);
    }

    List<Vector> vectors() {
        return vectors;
    }

    String model() {
        return reader.model();
    }

    @Override
    public boolean committed() {
        return terminal();
    }

    @Override
    public boolean terminal() {
        return !vectors.isEmpty();
    }

    /** What the upstream's own passage finds goes before what only vectors would need, so that cuts change nothing. */
    @Override
    public @Nullable Failure failure() {
        return malformed != null && upstream.terminal() && upstream.failure() == null
                ? new Failure.Garbled(String.valueOf(malformed.getMessage()))
                : upstream.failure();
    }

    @Override
    public @Nullable Usage usage() {
        return upstream.usage();
    }

    @Override
    public boolean clamped() {
        return upstream.clamped();
    }

    @Override
    public long deliveredTextBytes() {
        return 0;
    }
}
