package dev.pontage.bench.jmh;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peeked;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a request of 1.4 KB costs in the dialect: to look at it, and to make what goes up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RequestBenchmark {
    private final byte[] request = Chat.request(false);
    private final JsonFactory jackson = new JsonFactory();
    private final Peek peeked = Chat.peek(request);
    private final Conversion.Same mapped = Chat.conversion(request, peeked, true);

    /** One pass over the body, which is checked whole: model, limits, features, the bound of its tokens. */
    @Benchmark
    public Peeked peek() {
        return Chat.OPENAI.peek(Chat.OPERATION, Parameters.NONE, request, request.length);
    }

    /** The yardstick of decision 0004: jackson-core reads the same body token by token and keeps the model's name. */
    @Benchmark
    public String jacksonTokens() {
        String model = "";
        try (JsonParser parser = jackson.createParser(ObjectReadContext.empty(), request)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "model".equals(parser.currentName())) {
                    model = parser.getString();
                }
            }
        }
        return model;
    }

    /** The decision of what to splice, for an upstream that knows the model by another name. */
    @Benchmark
    public Conversion convert() {
        return Chat.conversion(request, peeked, true);
    }

    /** The splice itself, into a new array. */
    @Benchmark
    public byte[] splice() {
        return mapped.splices().apply(request, request.length);
    }
}
