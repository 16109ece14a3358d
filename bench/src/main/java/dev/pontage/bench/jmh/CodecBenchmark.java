package dev.pontage.bench.jmh;

import dev.pontage.dialect.Passage;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.ReplyReader;
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

/**
 * What each dialect's reader and writer costs by itself: a request of 1.4 KB, one event of a stream of 51, a whole
 * answer of 1.1 KB. A crossing costs one side of each of two dialects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

    /** The dialect, by the word for its operation. */
    @Param({"chat", "responses", "messages", "generate", "converse"})
    public String dialect = "chat";

    private final ChatRequest request = Codecs.request();
    private ChatCodec codec = Codecs.of("chat");
    private byte[] asked = {};
    private List<byte[]> events = List.of();
    private List<byte[]> whole = List.of();
    private long passed;

    @Setup(Level.Trial)
    public void prepare() {
        codec = Codecs.of(dialect);
        asked = Codecs.written(codec, request);
        events = Codecs.answer(dialect, true);
        whole = Codecs.answer(dialect, false);
        if (Codecs.STREAM.size() != Codecs.EVENTS) {
            throw new IllegalStateException("events: " + Codecs.STREAM.size());
        }
    }

    /** As the client's dialect: bytes to a tree to what it means. */
    @Benchmark
    public ChatRequest requestRead() {
        return codec.read(Codecs.tree(asked), Codecs.asked(true));
    }

    /** As the upstream's dialect: what it means to bytes. */
    @Benchmark
    public byte[] requestWrite() {
        return Codecs.written(codec, request);
    }

    /** As the upstream's dialect: one event through its own passage, and read. */
    @Benchmark
    @OperationsPerInvocation(Codecs.EVENTS)
    public long eventRead() {
        return read(events, true);
    }

    /** As the client's dialect: one event written. */
    @Benchmark
    @OperationsPerInvocation(Codecs.EVENTS)
    public long eventWrite() {
        Codecs.write(codec.writer(Codecs.envelope(dialect, true)), Codecs.STREAM, this::pass);
        return passed;
    }

    /** As the upstream's dialect: a whole answer. */
    @Benchmark
    public long wholeRead() {
        return read(whole, false);
    }

    /** As the client's dialect: a whole answer. */
    @Benchmark
    public long wholeWrite() {
        Codecs.write(codec.writer(Codecs.envelope(dialect, false)), Codecs.WHOLE, this::pass);
        return passed;
    }

    private long read(List<byte[]> pieces, boolean streamed) {
        Passage tap = codec.tap(streamed);
        ReplyReader reader = codec.reader(streamed);
        Passage.Sink reading = (bytes, from, to) -> reader.feed(bytes, from, to, this::tell);
        for (byte[] piece : pieces) {
            tap.feed(piece, 0, piece.length, reading);
        }
        tap.end(reading);
        tap.release(reading);
        reader.end(this::tell);
        if (!tap.terminal() || tap.usage() == null) {
            throw new IllegalStateException("the answer was not read");
        }
        return passed;
    }

    private void tell(ChatEvent event) {
        passed += event instanceof ChatEvent.Text ? 1 : 0;
    }

    private void pass(byte[] bytes, int from, int to) {
        passed += to - from;
    }
}
