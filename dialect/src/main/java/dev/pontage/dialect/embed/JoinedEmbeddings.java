package dev.pontage.dialect.embed;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The whole answers of all legs, fed one at a time in their order; released together, since one that fails fails all.
 */
final class JoinedEmbeddings implements Passage {
    private final int legs;
    private final IntFunction<Passage> passages;
    private final List<Passage> read = new ArrayList<>();

    /** @param passages a fresh one for each leg */
    JoinedEmbeddings(int legs, IntFunction<Passage> passages) {
        this.legs = legs;
        this.passages = passages;
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Sink client) {
        if (read.size() == legs || failure() != null) {
            return;
        }
        Passage leg = passages.apply(read.size());
        leg.feed(bytes, from, to, client);
        leg.end(client);
        read.add(leg);
    }

    @Override
    public void end(Sink client) {}

    @Override
    public void release(Sink client) {
        read.forEach(leg -> leg.release(client));
    }

    @Override
    public boolean committed() {
        return terminal();
    }

    @Override
    public boolean terminal() {
        return read.size() == legs && read.stream().allMatch(Passage::terminal);
    }

    @Override
    public @Nullable Failure failure() {
        for (Passage leg : read) {
            Failure failure = leg.failure();
            if (failure != null) {
                return failure;
            }
            if (!leg.terminal()) {
                return new Failure.Garbled("an answer without vectors");
            }
        }
        return null;
    }

    /** Null where one leg does not say. */
    @Override
    public @Nullable Usage usage() {
        Usage all = Usage.NONE;
        for (Passage leg : read) {
            Usage usage = leg.usage();
            if (usage == null) {
                return null;
            }
            all = all.plus(usage);
        }
        return all;
    }

    @Override
    public boolean clamped() {
        return read.stream().anyMatch(Passage::clamped);
    }

    @Override
    public long deliveredTextBytes() {
        return 0;
    }
}
