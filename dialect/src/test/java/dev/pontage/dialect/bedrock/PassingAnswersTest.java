package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.bytes;
import static dev.pontage.dialect.bedrock.Conversed.everyByte;
import static dev.pontage.dialect.bedrock.Conversed.exception;
import static dev.pontage.dialect.bedrock.Conversed.frame;
import static dev.pontage.dialect.bedrock.Conversed.hex;
import static dev.pontage.dialect.bedrock.Conversed.join;
import static dev.pontage.dialect.bedrock.Conversed.play;
import static dev.pontage.dialect.bedrock.Conversed.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.bedrock.Conversed.Played;
import dev.pontage.dialect.frame.AwsEventStream;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Converse answers on their way to Converse clients")
class PassingAnswersTest {
    private static final byte[] START = frame("messageStart", "{\"role\":\"assistant\",\"p\":\"abcd\"}");
    private static final byte[] WORD =
            frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hé\"}}");
    private static final byte[] CALL = frame(
            "contentBlockStart",
            "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\"}}}");
    private static final byte[] INPUT = frame(
            "contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}}");
    private static final byte[] STOP = frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    private static final byte[] METADATA = frame(
            "metadata",
            "{\"usage\":{\"inputTokens\":10,\"outputTokens\":5,\"totalTokens\":15,\"cacheReadInputTokens\":3,"
                    + "\"cacheWriteInputTokens\":7,\"cacheDetails\":[{\"ttl\":\"5m\",\"inputTokens\":4},"
                    + "{\"ttl\":\"1h\",\"inputTokens\":3}]},\"metrics\":{\"latencyMs\":9}}");
    private static final byte[] UNKNOWN = frame("somethingNew", "not even JSON");
    private static final byte[] THROTTLED = exception("throttlingException", "{\"message\":\"Too many requests\"}");
    private static final byte[] ERROR = AwsEventStream.frame(
            utf8(""), ":message-type", "error", ":error-code", "InternalError", ":error-message", "x");
    private static final byte[] LONG =
            frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + "y".repeat(70_000) + "\"}}");
    private static final byte[] LONG_METADATA = frame(
            "metadata", "{\"trace\":\"" + "z".repeat(70_000) + "\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2}}");

    private static Played played(byte[] stream, int... cuts) {
        return play(new ConverseStreamTap(), stream, cuts);
    }

    @Test
    @DisplayName("a stream passes byte for byte; its last frame waits for the release")
    void passes() {
        byte[] stream = join(START, WORD, UNKNOWN, CALL, INPUT, STOP, METADATA);
        Played played = played(stream);
        assertEquals(hex(stream), played.client());
        assertEquals(hex(join(START, WORD, UNKNOWN, CALL, INPUT, STOP)), played.before());
        assertTrue(played.terminal());
        assertTrue(played.committed());
        assertNull(played.failure());
        assertEquals(3 + 7, played.delivered());
    }

    @Test
    @DisplayName("usage is disjoint as it comes, and the part kept for an hour is told apart (protocols 9.1)")
    void usage() {
        assertEquals(
                new Usage(10, 3, 4, 3, 5, 0, 0, 0, 0, 0, 0, 0, 0),
                played(join(START, STOP, METADATA)).usage());
        assertFalse(played(join(START, STOP, METADATA)).clamped());
        Played odd = played(join(
                START,
                STOP,
                frame(
                        "metadata",
                        "{\"usage\":{\"inputTokens\":-4,\"outputTokens\":1.5,\"cacheReadInputTokens\":2e12}}")));
        assertEquals(new Usage(0, 1_000_000_000_000L, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), odd.usage());
        assertTrue(odd.clamped());
        Played contradictory = played(join(
                START,
                STOP,
                frame(
                        "metadata",
                        "{\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"cacheWriteInputTokens\":2,\"cacheDetails\":"
                                + "[{\"ttl\":\"1h\",\"inputTokens\":9}]}}")));
        assertEquals(new Usage(1, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0), contradictory.usage());
        assertTrue(contradictory.clamped());
        assertNull(played(join(START, STOP, frame("metadata", "{}"))).usage());
    }

    @Test
    @DisplayName("usage may come before the stop, or not at all")
    void order() {
        Played early = played(join(START, WORD, METADATA, STOP));
        assertTrue(early.terminal());
        assertEquals(hex(join(START, WORD, METADATA)), early.before());
        Played none = played(join(START, WORD, STOP));
        assertTrue(none.terminal());
        assertNull(none.usage());
        assertEquals(hex(join(START, WORD, STOP)), none.client());
    }

    @Test
    @DisplayName("what commits is text, a call or the end, not the start")
    void commits() {
        assertFalse(played(START).committed());
        assertFalse(played(join(START, frame("contentBlockDelta", "{\"delta\":{\"text\":\"\"}}")))
                .committed());
        assertTrue(played(join(START, WORD)).committed());
        assertTrue(played(join(START, CALL)).committed());
        assertTrue(played(join(START, STOP)).committed());
    }

    @Test
    @DisplayName("A29 an exception and an error end the stream as what they are, and do not reach the client")
    void failures() {
        Played throttled = played(join(START, WORD, THROTTLED, STOP));
        assertEquals(new Failure.RateLimited(-1, "Too many requests"), throttled.failure());
        assertEquals(hex(join(START, WORD)), throttled.client());
        assertFalse(throttled.terminal());
        assertEquals(new Failure.ServerError(500, "x"), played(ERROR).failure());
        assertInstanceOf(
                Failure.Garbled.class,
                played(AwsEventStream.frame(utf8(""), "a", "b")).failure());
    }

    @Test
    @DisplayName("a stream that breaks off is cut, one whose bytes are wrong is garbled; what was before has passed")
    void broken() {
        assertEquals(new Failure.Cut(), played(join(START, WORD)).failure());
        assertEquals(new Failure.Cut(), played(new byte[0]).failure());
        byte[] half = Arrays.copyOf(METADATA, METADATA.length - 1);
        assertEquals(new Failure.Cut(), played(join(START, STOP, half)).failure());
        byte[] wrong = WORD.clone();
        wrong[wrong.length - 1] ^= 1;
        Played garbled = played(join(START, wrong, STOP));
        assertInstanceOf(Failure.Garbled.class, garbled.failure());
        assertEquals(hex(START), garbled.client());
        Played notJson = played(join(START, frame("contentBlockDelta", "{"), STOP));
        assertInstanceOf(Failure.Garbled.class, notJson.failure());
        assertEquals(hex(START), notJson.client());
    }

    @Test
    @DisplayName("a long frame is relayed while it comes, all but its checksum")
    void longFrames() {
        byte[] stream = join(START, LONG, STOP, LONG_METADATA);
        Played played = played(stream);
        assertEquals(hex(stream), played.client());
        assertEquals(hex(Arrays.copyOf(stream, stream.length - 4)), played.before());
        assertEquals(Usage.text(1, 2), played.usage());
        assertTrue(played.midEvent());
        assertEquals(70_000, played.delivered());
    }

    @Test
    @DisplayName("a long frame that breaks off is ended so that every reader refuses it, and the next one is read")
    void interrupted() {
        for (int length : new int[] {1_000, LONG.length - 20, LONG.length - 4, LONG.length - 1}) {
            Played cut = played(join(START, Arrays.copyOf(LONG, length)));
            assertEquals(new Failure.Cut(), cut.failure());
            assertTrue(cut.midEvent());
            byte[] client = bytes(cut.client());
            assertEquals(START.length + LONG.length, client.length);
            assertThrows(Malformed.class, () -> Conversed.frames(client));
        }
        byte[] wrong = LONG.clone();
        wrong[5_000] ^= 1;
        Played garbled = played(join(START, wrong));
        assertInstanceOf(Failure.Garbled.class, garbled.failure());
        assertEquals(START.length + LONG.length, garbled.client().length());
        assertThrows(Malformed.class, () -> Conversed.frames(bytes(garbled.client())));
        byte[] endless = exception("throttlingException", "{\"message\":\"" + "x".repeat(70_000) + "\"}");
        Played refused = played(join(START, endless));
        assertInstanceOf(Failure.Garbled.class, refused.failure());
        assertEquals(hex(START), refused.client());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Label("cutting any stream anywhere changes nothing: output, usage, commit, failure (C5)")
    void cutting(@ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> all = List.of(
                START,
                WORD,
                CALL,
                INPUT,
                STOP,
                METADATA,
                UNKNOWN,
                THROTTLED,
                ERROR,
                LONG,
                LONG_METADATA,
                frame("contentBlockDelta", "{bad}"),
                utf8("no frame at all"));
        List<byte[]> chosen = new ArrayList<>();
        for (int i = random.nextInt(7); i >= 0; i--) {
            chosen.add(all.get(random.nextInt(random.nextInt(3) == 0 ? all.size() : 7)));
        }
        byte[] stream = join(chosen.toArray(byte[][]::new));
        if (random.nextInt(3) == 0) {
            stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
        }
        stream = Arrays.copyOf(stream, stream.length - random.nextInt(Math.min(stream.length, 30)));
        Played whole = played(stream);
        for (int i = 0; i < 4; i++) {
            int[] cuts = stream.length < 2
                    ? new int[0]
                    : random.ints(1 + random.nextInt(9), 1, stream.length)
                            .sorted()
                            .distinct()
                            .toArray();
            assertEquals(whole, played(stream, cuts));
        }
        if (stream.length < 5_000) {
            assertEquals(whole, played(stream, everyByte(stream)));
        }
        if (whole.terminal()) {
            byte[] client = bytes(whole.client());
            assertArrayEquals(Arrays.copyOf(stream, client.length), client);
        }
    }

    // ---- whole answers

    private static final String WHOLE =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hé\"},"
                    + "{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":{\"a\":1}}}]}},"
                    + "\"stopReason\":\"tool_use\","
                    + "\"usage\":{\"inputTokens\":10,\"outputTokens\":5,\"totalTokens\":15,\"cacheReadInputTokens\":3,"
                    + "\"cacheWriteInputTokens\":7,\"cacheDetails\":[{\"ttl\":\"5m\",\"inputTokens\":4},"
                    + "{\"ttl\":\"1h\",\"inputTokens\":3}]},\"metrics\":{\"latencyMs\":1}}";

    @Test
    @DisplayName("law of the fold: a whole answer passes byte for byte and counts as the stream of it")
    void whole() {
        Played played = play(new ConverseWholeTap(), utf8(WHOLE));
        assertEquals(hex(utf8(WHOLE)), played.client());
        assertEquals(hex(utf8(WHOLE.substring(0, WHOLE.length() - 1))), played.before());
        Played streamed = played(join(START, WORD, CALL, INPUT, STOP, METADATA));
        assertEquals(streamed.usage(), played.usage());
        assertEquals(streamed.delivered(), played.delivered());
        assertTrue(played.terminal());
        byte[] spaced = utf8("\n " + WHOLE + " \n");
        Played once = play(new ConverseWholeTap(), spaced);
        assertEquals(hex(spaced), once.client());
        assertEquals(once, play(new ConverseWholeTap(), spaced, everyByte(spaced)));
    }

    @Test
    @DisplayName("A33 status 200 without an output is a failure of the service, cut anywhere")
    void noOutput() {
        byte[] body = utf8("{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}}");
        Played played = play(new ConverseWholeTap(), body, everyByte(body));
        assertEquals(new Failure.ServerError(502, "the answer has no output"), played.failure());
        assertFalse(played.terminal());
        assertFalse(played.committed());
    }

    @Test
    @DisplayName("a whole answer that is none, or not all of one, is a failure")
    void brokenWhole() {
        assertEquals(
                new Failure.Cut(),
                play(new ConverseWholeTap(), utf8(WHOLE.substring(0, 50))).failure());
        assertInstanceOf(
                Failure.Garbled.class,
                play(new ConverseWholeTap(), utf8("<html>")).failure());
        assertInstanceOf(
                Failure.Garbled.class, play(new ConverseWholeTap(), utf8("[1]")).failure());
    }

    @Test
    @DisplayName("what follows a whole answer is not part of it, in one piece with it or not (C5)")
    void following() {
        byte[] answer = utf8(WHOLE + " x\n");
        Played alone = play(new ConverseWholeTap(), utf8(WHOLE + " "));
        for (int[] cuts : new int[][] {{}, {answer.length - 3}, everyByte(answer)}) {
            Played played = play(new ConverseWholeTap(), answer, cuts);
            assertTrue(played.terminal());
            assertEquals(alone.client(), played.client());
        }
    }
}
