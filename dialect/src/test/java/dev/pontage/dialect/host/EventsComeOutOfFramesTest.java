package dev.pontage.dialect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.anthropic.AnthropicChat;
import dev.pontage.dialect.bedrock.Bedrock;
import dev.pontage.dialect.frame.AwsEventStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Label("Events that come in frames")
@DisplayName("Events that come in frames")
class EventsComeOutOfFramesTest {
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}"
                    + "}}";
    private static final String BLOCK =
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
    private static final String WORD =
            "{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hé\"},\"type\":\"content_block_delta\"}";
    private static final String DELTA =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}";
    private static final String STOP = "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"x\":1}}";
    private static final List<String> ALL = List.of(START, BLOCK, WORD, DELTA, STOP);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(String type, String payload) {
        return AwsEventStream.frame(
                utf8(payload), ":event-type", type, ":content-type", "application/json", ":message-type", "event");
    }

    private static byte[] chunk(String event) {
        return frame(
                "chunk",
                "{\"bytes\":\""
                        + Base64.getEncoder().encodeToString(utf8(event)).replace("/", "\\/") + "\",\"p\":\"abc\"}");
    }

    private static byte[] exception(String name) {
        return AwsEventStream.frame(
                utf8("{\"message\":\"Slow down\"}"),
                ":exception-type",
                name,
                ":content-type",
                "application/json",
                ":message-type",
                "exception");
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] stream() {
        return join(ALL.stream().map(EventsComeOutOfFramesTest::chunk).toArray(byte[][]::new));
    }

    private static Passage passage() {
        return new UnframedPassage(new AnthropicChat().tap(true), new Bedrock());
    }

    /** What the client gets before the release, and with it. */
    private static String[] play(Passage passage, byte[] answer, int... cuts) {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Passage.Sink sink = (b, from, to) -> client.write(b, from, to - from);
        byte[] wire = new byte[answer.length + 3];
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? answer.length : cuts[i];
            System.arraycopy(answer, from, wire, 3, to - from);
            passage.feed(wire, 3, 3 + to - from, sink);
            Arrays.fill(wire, 3, 3 + to - from, (byte) '#');
            from = to;
        }
        passage.end(sink);
        String before = client.toString(StandardCharsets.UTF_8);
        if (passage.terminal()) {
            passage.release(sink);
        } else {
            passage.interrupt(sink);
        }
        return new String[] {before, client.toString(StandardCharsets.UTF_8)};
    }

    private static String events(List<String> events) {
        return events.stream()
                .map(event -> {
                    int at = event.lastIndexOf("\"type\":\"", event.startsWith("{\"type\"") ? 1 : event.length()) + 8;
                    return "event: " + event.substring(at, event.indexOf('"', at)) + "\ndata: " + event + "\n\n";
                })
                .collect(Collectors.joining());
    }

    @Test
    @DisplayName("F07 go on as events with their names, byte for byte; the last one waits for the release")
    void told() {
        Passage passage = passage();
        String[] told = play(passage, stream());
        assertEquals(events(ALL.subList(0, 4)), told[0]);
        assertEquals(events(ALL), told[1]);
        assertNull(passage.failure());
        assertEquals(3, passage.deliveredTextBytes());
        assertNotNull(passage.usage());
        assertEquals(3, passage.usage().input());
        assertEquals(2, passage.usage().output());
    }

    @Property(tries = 200)
    @Label("C5 wherever they are cut, the client gets the same")
    void cut(@ForAll long seed) {
        byte[] stream = stream();
        int[] cuts = new Random(seed)
                .ints(new Random(seed).nextInt(9), 1, stream.length)
                .sorted()
                .toArray();
        assertEquals(events(ALL), play(passage(), stream, cuts)[1]);
    }

    @Test
    @DisplayName("with a line's end between tokens stand on one line; frames of other types are nobody's")
    void oneLine() {
        String event = "{\"type\":\"ping\",\n\"x\":\r1}";
        byte[] stream =
                join(chunk(START), frame("initial-response", "no JSON"), chunk(event), chunk(BLOCK), chunk(WORD));
        String expected = events(List.of(START)) + "event: ping\ndata: {\"type\":\"ping\", \"x\": 1}\n\n"
                + events(List.of(BLOCK, WORD));
        assertEquals(expected, play(passage(), stream)[0]);
    }

    @Test
    @DisplayName("A29 end with an exception as what it is, before text and after it")
    void exceptions() {
        for (byte[] before : List.of(chunk(START), join(chunk(START), chunk(BLOCK), chunk(WORD)))) {
            Passage passage = passage();
            play(passage, join(before, exception("throttlingException"), chunk(STOP)));
            assertEquals(new Failure.RateLimited(-1, "Slow down"), passage.failure());
            assertFalse(passage.terminal());
        }
        Passage passage = passage();
        play(passage, exception("modelStreamErrorException"));
        assertEquals(new Failure.ServerError(502, "Slow down"), passage.failure());
    }

    @Test
    @DisplayName("that hold no event, or more than is held, break the answer off")
    void garbled() {
        String base64 = Base64.getEncoder().encodeToString(utf8("{\"no\":\"type\"}"));
        for (byte[] wrong : List.of(
                frame("chunk", "{}"),
                frame("chunk", "{\"bytes\":1}"),
                frame("chunk", "no JSON"),
                frame("chunk", "{\"bytes\":\"!!\"}"),
                frame("chunk", "{\"bytes\":\"" + base64 + "\"}"),
                chunk("{\"type\":\"a\\nb\"}"),
                chunk("[]"),
                frame("chunk", "{\"bytes\":\"" + "A".repeat(UnframedPassage.HOLD_LIMIT_BYTES) + "\"}"))) {
            Passage passage = passage();
            play(passage, join(chunk(START), wrong, chunk(STOP)));
            assertInstanceOf(Failure.Garbled.class, passage.failure());
            assertFalse(passage.terminal());
        }
    }

    @Test
    @DisplayName("may be long, and one that is longer than is held breaks the answer off before it is here")
    void longOnes() {
        String event = "{\"type\":\"ping\",\"x\":\"" + "y".repeat(UnframedPassage.HOLD_LIMIT_BYTES / 2) + "\"}";
        Passage fits = passage();
        play(fits, join(chunk(START), chunk(event)));
        assertEquals(new Failure.Cut(), fits.failure());
        Passage tooLong = passage();
        byte[] frame = frame("chunk", " ".repeat(UnframedPassage.HOLD_LIMIT_BYTES));
        play(tooLong, join(chunk(START), Arrays.copyOf(frame, 4_000)));
        assertEquals(
                new Failure.Garbled("'frame' has more than " + UnframedPassage.HOLD_LIMIT_BYTES + " bytes."),
                tooLong.failure());
    }

    @Test
    @DisplayName("and stop before their end are cut")
    void cutOff() {
        Passage passage = passage();
        play(passage, join(chunk(START), chunk(BLOCK), Arrays.copyOf(chunk(WORD), 40)));
        assertEquals(new Failure.Cut(), passage.failure());
    }

    @Property(tries = 1_000)
    @Label("of which any bytes are wrong end or fail as a failure")
    void hostile(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] stream = stream();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
        }
        Passage passage = passage();
        play(passage, stream);
        assertTrue(passage.terminal() || passage.failure() != null);
    }
}
