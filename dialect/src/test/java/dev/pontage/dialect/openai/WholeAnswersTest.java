package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.everyByte;
import static dev.pontage.dialect.openai.Exchanged.passage;
import static dev.pontage.dialect.openai.Exchanged.play;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.openai.Exchanged.Played;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A whole answer")
class WholeAnswersTest {
    private static final String CHAT = """
            { "choices":[{"index":0,"message":{"role":"assistant","content":"Gr\\u00fc\\u00df","tool_calls":
             [{"function":{"arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,
             "completion_tokens":4,"total_tokens":13},"x":1.10 , "model":"up"}
            \s""";

    @Test
    @DisplayName("passes byte for byte but for the name asked for; its last bytes are kept (S2.09, C4)")
    void passes() {
        for (int[] cuts : new int[][] {{}, everyByte(utf8(CHAT)), {CHAT.indexOf("up\"") + 1}}) {
            Played played = play(passage(Kind.CHAT, false, "mine", true), utf8(CHAT), cuts);
            assertEquals(CHAT.replace("\"up\"", "\"mine\""), played.client());
            assertEquals(CHAT.replace("\"up\"", "\"mine\"").stripTrailing(), played.before() + "}");
            assertTrue(played.terminal());
            assertNull(played.failure());
            assertEquals(Usage.text(9, 4), played.usage());
            assertEquals(8, played.delivered());
        }
    }

    @Test
    @DisplayName("of embeddings passes whatever its vectors are, and has its usage read (S2.10)")
    void embeddings() {
        String vector =
                Arrays.stream(new double[2_000]).mapToObj(x -> "-0.0123456789").collect(Collectors.joining(","));
        String answer = "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[" + vector
                + "]}],\"model\":\"up\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";
        Played played = play(passage(Kind.EMBEDDINGS, false, "mine", false), answer);
        assertEquals(answer.replace("\"up\"", "\"mine\""), played.client());
        assertEquals(Usage.text(5, 0), played.usage());
        assertEquals(0, played.delivered());
    }

    @Test
    @DisplayName("of a moderation has no usage")
    void moderation() {
        Played played = play(
                passage(Kind.MODERATIONS, false, "up", false),
                "{\"id\":\"m\",\"model\":\"up\",\"results\":[{\"flagged\":false,\"categories\":{\"hate/x\":false}}]}");
        assertTrue(played.terminal());
        assertNull(played.usage());
    }

    @Test
    @DisplayName("of a response is read like its stream")
    void response() {
        String answer =
                "{\"object\":\"response\",\"error\":null,\"model\":\"up\",\"output\":[{\"content\":[{\"text\":\"Hi\"}]},"
                        + "{\"arguments\":\"{}\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}";
        Played played = play(passage(Kind.RESPONSES, false, "mine", false), answer);
        assertEquals(answer.replace("\"up\"", "\"mine\""), played.client());
        assertEquals(Usage.text(3, 2), played.usage());
        assertEquals(4, played.delivered());
    }

    @Test
    @DisplayName("whose content is an array is read like one that is a string")
    void contentArray() {
        Played played = play(
                passage(Kind.CHAT, false, "up", false),
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                        + "\"text\":\"ab\"}]},{\"type\":\"text\",\"text\":\"cde\"}]}}]}");
        assertEquals(5, played.delivered());
    }

    @Test
    @DisplayName("that is cut fails and is not complete (F-09)")
    void cut() {
        for (String begun : new String[] {"", "{", CHAT.substring(0, 70)}) {
            Played played = play(passage(Kind.CHAT, false, "up", false), begun);
            assertInstanceOf(Failure.Cut.class, played.failure());
            assertFalse(played.terminal());
            assertFalse(played.committed());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":\"abc|3",
                "{\"reasoning\":\"abc|3",
                "{\"reasoning\":\"abc\",\"content\":\"de|5",
                "{\"reasoning_content\":\"abc\",\"reasoning\":\"ab|3",
                "{\"content\":\"abc\",\"other\":\"defgh|3",
            })
    @DisplayName("that breaks off has its text counted as far as it came, reasoning under two names once (L-04)")
    void countedSoFar(String message, long bytes) {
        String begun = "{\"choices\":[{\"index\":0,\"message\":" + message;
        for (int[] cuts : new int[][] {{}, everyByte(utf8(begun))}) {
            assertEquals(
                    bytes,
                    play(passage(Kind.CHAT, false, "up", false), begun, cuts).delivered());
        }
    }

    @Test
    @DisplayName("keeps no endless name and no endless white space (F-17)")
    void bounded() {
        String name = "{\"model\":\"" + "x".repeat(70_000);
        for (int[] cuts : new int[][] {{}, {30, 69_000}}) {
            assertInstanceOf(
                    Failure.Garbled.class,
                    play(passage(Kind.CHAT, false, "mine", false), name + "\"}", cuts)
                            .failure());
        }
        assertInstanceOf(
                Failure.Garbled.class,
                play(passage(Kind.CHAT, false, "mine", false), name).failure());
        String least = "{\"choices\":[{}]}";
        Played blanks = play(passage(Kind.CHAT, false, "up", false), least + " ".repeat(9_000), 3_000, 8_000);
        assertEquals(least + " ".repeat(4_096), blanks.client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "\"x\"", "12 ", "{\"a\" 1}"})
    @DisplayName("that is no JSON object is garbled")
    void garbled(String answer) {
        assertInstanceOf(
                Failure.Garbled.class,
                play(passage(Kind.CHAT, false, "up", false), answer).failure());
    }

    @Test
    @DisplayName("is not what follows it, in one piece with it or not (C5)")
    void following() {
        String answer = "{\"choices\":[{}]}";
        int end = answer.length();
        for (int[] cuts : new int[][] {{}, {end}, {end + 1}, {end, end + 1}}) {
            Played played = play(passage(Kind.CHAT, false, "up", false), answer + " x\n", cuts);
            assertTrue(played.terminal());
            assertEquals(answer + " ", played.client());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"m\",\"code\":429}}",
                "{\"object\":\"error\",\"message\":\"m\",\"code\":429}",
            })
    @DisplayName("that is an error though its status was 200 is a failure (F-13)")
    void error(String answer) {
        Played played = play(passage(Kind.CHAT, false, "up", false), answer);
        assertEquals(new Failure.RateLimited(-1, "m"), played.failure());
        assertFalse(played.terminal());
    }
}
