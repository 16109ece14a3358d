package dev.pontage.bench.jmh;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an answer costs in the dialect: read for its usage, and, if mapped, its model's name spliced back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AnswerBenchmark {
    private static final int EVENTS = 51;

    /** Whether the client asked for the model by another name, so that the name in the answer is spliced. */
    @Param({"false", "true"})
    public boolean mapped;

    private final byte[] whole = Chat.wholeAnswer();
    private final List<byte[]> events = Chat.events();
    private Conversion ofWhole = conversion(false, false);
    private Conversion ofStream = conversion(true, false);
    private long passed;

    @Setup(Level.Trial)
    public void prepare() {
        ofWhole = conversion(false, mapped);
        ofStream = conversion(true, mapped);
        if (events.size() != EVENTS) {
            throw new IllegalStateException("events: " + events.size());
        }
    }

    /** A whole answer of 1.1 KB in one piece. */
    @Benchmark
    public Usage whole() {
        Passage passage = ofWhole.passage(false);
        passage.feed(whole, 0, whole.length, this::pass);
        return finish(passage);
    }

    /** One event of a stream of 51, each in a piece of its own. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Usage event() {
        Passage passage = ofStream.passage(true);
        for (byte[] event : events) {
            passage.feed(event, 0, event.length, this::pass);
        }
        return finish(passage);
    }

    private static Conversion conversion(boolean streamed, boolean mapped) {
        byte[] request = Chat.request(streamed);
        return Chat.conversion(request, Chat.peek(request), mapped);
    }

    private Usage finish(Passage passage) {
        passage.end(this::pass);
        passage.release(this::pass);
        Usage usage = passage.usage();
        if (usage == null || passed == 0) {
            throw new IllegalStateException("the answer was not read");
        }
        return usage;
    }

    private void pass(byte[] bytes, int from, int to) {
        passed += to - from;
    }
}
