package dev.pontage.dialect.embed;

import static dev.pontage.dialect.embed.Embedded.BEDROCK;
import static dev.pontage.dialect.embed.Embedded.COHERE;
import static dev.pontage.dialect.embed.Embedded.GEMINI;
import static dev.pontage.dialect.embed.Embedded.NOVA;
import static dev.pontage.dialect.embed.Embedded.OPENAI;
import static dev.pontage.dialect.embed.Embedded.TITAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Laws of every codec of embeddings")
class EmbeddingLawsTest {
    /** A codec, and the model that it is asked for. */
    private record Side(EmbeddingCodec codec, String model) {}

    private static final List<Side> SIDES = List.of(
            new Side(OPENAI, "up"),
            new Side(GEMINI, "g"),
            new Side(BEDROCK, TITAN),
            new Side(BEDROCK, COHERE),
            new Side(BEDROCK, "cohere.embed-v4:0"),
            new Side(BEDROCK, NOVA));

    @Property(tries = 200)
    @Label("crossing: what is written, all legs together, is read as the same, but for declared losses")
    void crossing(@ForAll("requests") EmbeddingRequest request) {
        for (Side side : SIDES) {
            Legs legs = side.codec.write(request, side.model);
            List<Input> inputs = new ArrayList<>();
            boolean taskLost = legs.losses().contains(new Loss(EmbeddingRequest.TASK));
            for (Leg leg : legs.legs()) {
                EmbeddingRequest read = side.codec.read(again(leg.body()), "");
                inputs.addAll(read.inputs());
                assertEquals(List.of(), read.losses());
                assertEquals(request.dimensions(), read.dimensions());
                if (!taskLost && request.task() != null) {
                    assertEquals(
                            request.task().looksFor(),
                            read.task() != null && read.task().looksFor());
                }
            }
            assertEquals(request.inputs(), inputs);
        }
    }

    @Property(tries = 200)
    @Label("there and back: what one side answers, another reads with the same numbers, digit for digit")
    void answers(@ForAll("vectors") List<String> vectors) {
        EmbeddingReply reply = new EmbeddingReply(
                "r", "m", vectors.stream().map(EmbeddingLawsTest::numbers).toList(), 3);
        for (Side side : SIDES) {
            EmbeddingRequest asked = asked(side, vectors.size());
            if (asked.inputs().size() != vectors.size()) {
                continue; // a body for one text
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            side.codec.write(asked, reply, (bytes, from, to) -> answer.write(bytes, from, to - from));
            VectorReader reader = side.codec.reader();
            reader.feed(answer.toByteArray(), 0, answer.size());
            assertEquals(
                    vectors,
                    reader.vectors(vectors.size()).stream()
                            .map(EmbeddingLawsTest::spelled)
                            .toList());
            Passage tap = side.codec.tap(Headers.NONE);
            tap.feed(answer.toByteArray(), 0, answer.size(), (_, _, _) -> {});
            assertEquals(true, tap.terminal());
        }
    }

    @Property(tries = 500)
    @Label("packing: floats survive base64 and back, bit for bit")
    void packing(@ForAll float[] any) {
        List<String> finite = new ArrayList<>(List.of("0.0"));
        for (float value : any) {
            if (Float.isFinite(value)) {
                finite.add(Float.toString(value));
            }
        }
        Vector vector = numbers("[" + String.join(",", finite) + "]");
        Vector back = new Vector.Packed(vector.packed().base64()).numbers();
        assertEquals(spelled(vector), spelled(back));
        assertArrayEquals(
                vector.packed().base64().getBytes(StandardCharsets.UTF_8),
                back.packed().base64().getBytes(StandardCharsets.UTF_8));
    }

    /** The request that this side would have read, had its client asked for so many. */
    private static EmbeddingRequest asked(Side side, int count) {
        List<Input> inputs =
                Stream.generate(() -> (Input) new Input.Text("t")).limit(count).toList();
        EmbeddingRequest request = new EmbeddingRequest("", inputs, 0, null, false, "", "", List.of());
        return side.codec.read(
                again(side.codec.write(request, side.model).legs().getFirst().body()), "");
    }

    private static Vector numbers(String array) {
        byte[] bytes = array.getBytes(StandardCharsets.UTF_8);
        return new Vector.Numbers(bytes, 0, bytes.length);
    }

    private static String spelled(Vector vector) {
        Vector.Numbers numbers = vector.numbers();
        return new String(numbers.bytes(), numbers.from(), numbers.to() - numbers.from(), StandardCharsets.UTF_8);
    }

    private static Json again(Json body) {
        return Embedded.json(JsonText.of(body));
    }

    @Provide
    Arbitrary<EmbeddingRequest> requests() {
        Arbitrary<List<Input>> inputs = Arbitraries.of("A", "Gr\u00fc\u00df", "\ud83d\ude00 x", "\\ \" \n", "\u4e2d")
                .map(text -> (Input) new Input.Text(text))
                .list()
                .ofMinSize(1)
                .ofMaxSize(210);
        return Combinators.combine(inputs, Arbitraries.of(Task.class).injectNull(0.3))
                .as((texts, task) -> new EmbeddingRequest("", texts, 0, task, false, "", "", List.of()));
    }

    @Provide
    Arbitrary<List<String>> vectors() {
        return Arbitraries.of("0.10", "-1.0e-7", "1E5", "0", "-0.0", "12345678901234567890.5")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(numbers -> "[" + String.join(" ,", numbers) + "]")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
