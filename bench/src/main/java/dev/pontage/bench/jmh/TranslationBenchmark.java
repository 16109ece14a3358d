package dev.pontage.bench.jmh;

import dev.pontage.dialect.Passage;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import java.util.List;
import java.util.Set;
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

/** What it costs to cross from one dialect to another: a request of 1.4 KB, and one event of a stream of 51. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TranslationBenchmark {
    private static final int EVENTS = 51;

    /** The other side of OpenAI's chat: as the upstream of a request, as the client of an answer. */
    @Param({"chat", "responses", "messages", "generate", "converse"})
    public String other = "chat";

    private final ChatCodec chat = Codecs.of("chat");
    private ChatCodec codec = chat;
    private final JsonTree tree = new JsonTree(Limits.DEFAULT, true);
    private final byte[] request = Chat.request(true);
    private final List<byte[]> events = Chat.events();
    private long passed;

    @Setup(Level.Trial)
    public void prepare() {
        codec = Codecs.of(other);
    }

    /** Read into a tree and its meaning, and written for the other. */
    @Benchmark
    public byte[] request() {
        return JsonText.bytes(
                codec.write(chat.read(tree.read(request, 0, request.length), Asked.IN_BODY), "mock-model-1", Set.of())
                        .body());
    }

    /** Through the upstream's own passage, read, and written for the other. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long event() {
        Passage own = Chat.conversion(request, Chat.peek(request), false).passage(true);
        Passage passage =
                new TranslatedPassage(own, true, chat.reader(true), codec.writer(Codecs.envelope(other, true)));
        for (byte[] event : events) {
            passage.feed(event, 0, event.length, this::pass);
        }
        passage.end(this::pass);
        passage.release(this::pass);
        if (!passage.terminal() || passage.usage() == null) {
            throw new IllegalStateException("the answer was not read");
        }
        return passed;
    }

    private void pass(byte[] bytes, int from, int to) {
        passed += to - from;
    }
}
