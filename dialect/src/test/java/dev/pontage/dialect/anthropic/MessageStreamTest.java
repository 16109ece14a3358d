package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.everyByte;
import static dev.pontage.dialect.anthropic.Exchanged.passage;
import static dev.pontage.dialect.anthropic.Exchanged.play;
import static dev.pontage.dialect.anthropic.Exchanged.stream;
import static dev.pontage.dialect.anthropic.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stream of a message")
class MessageStreamTest {
    static final String START = event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"model\":\"up\",\"content\":[],\"usage\":{\"input_tokens\":9,"
                    + "\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_5m_input_tokens\":4,"
                    + "\"ephemeral_1h_input_tokens\":3},\"cache_read_input_tokens\":2,\"output_tokens\":1}}");
    static final String BLOCK =
            event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    static final String WORD = event(
            "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Gr\\u00fc\\u00df\"}");
    static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    static final String BLOCK_STOP = event("content_block_stop", "\"index\":0");
    static final String DELTA = event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15,"
                    + "\"output_tokens_details\":{\"thinking_tokens\":5}}");
    static final String STOP = event("message_stop", "\"x\":0");
    static final String ERROR = "event: error\ndata: {\"type\":\"error\",\"error\":"
            + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    static final Usage USAGE = new Usage(9, 2, 4, 3, 10, 5, 0, 0, 0, 0, 0, 0, 0);

    private static final String ANSWER = START + PING + BLOCK + WORD + BLOCK_STOP + DELTA;

    static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
    }

    @Test
    @DisplayName("passes byte for byte, its end kept until the books are closed, its usage read")
    void whole() {
        Played played = play(stream(), ANSWER + STOP);
        assertEquals(ANSWER + STOP, played.client());
        assertEquals(ANSWER, played.before());
        assertTrue(played.terminal());
        assertNull(played.failure());
        assertEquals(USAGE, played.usage());
        assertFalse(played.clamped());
        assertEquals(6, played.delivered());
    }

    @Test
    @DisplayName("shows the name that was asked for (C4), wherever it is cut (C5)")
    void modelName() {
        byte[] answer = utf8(ANSWER + STOP);
        for (int[] cuts : new int[][] {{}, everyByte(answer)}) {
            Played played = play(passage(true, "mine"), answer, cuts);
            assertEquals((ANSWER + STOP).replace("\"up\"", "\"mine\""), played.client());
            assertEquals(USAGE, played.usage());
        }
        for (int cut = 1; cut < answer.length; cut++) {
            assertEquals(play(stream(), answer), play(stream(), answer, cut));
        }
    }

    @Test
    @DisplayName("commits at what is said, not at its opening or at a ping")
    void openings() {
        Passage passage = stream();
        feed(passage, START + PING + BLOCK);
        assertFalse(passage.committed());
        feed(passage, WORD);
        assertTrue(passage.committed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "content_block_delta|'index':0,'delta':{'type':'thinking_delta','thinking':'x'}|true",
                "content_block_delta|'index':0,'delta':{'type':'signature_delta','signature':'x'}|true",
                "content_block_delta|'index':0,'delta':{'type':'input_json_delta','partial_json':'{'}|true",
                "content_block_delta|'index':0,'delta':{'type':'text_delta','text':''}|false",
                "content_block_start|'content_block':{'type':'tool_use','id':'a','name':'f','input':{}}|true",
                "content_block_start|'content_block':{'type':'redacted_thinking','data':'d'}|true",
                "content_block_start|'content_block':{'type':'thinking','thinking':'','signature':''}|false",
                "message_delta|'delta':{'stop_reason':'refusal'}|true",
            })
    @DisplayName("commits at thoughts, calls and the reason to stop")
    void meaning(String type, String rest, boolean commits) {
        Passage passage = stream();
        feed(passage, START + event(type, rest.replace('\'', '"')));
        assertEquals(commits, passage.committed());
    }

    @Test
    @DisplayName("with an error in it fails, before the commit point or after, and the event is not passed (F-13)")
    void errors() {
        for (String before : new String[] {START + BLOCK, START + BLOCK + WORD}) {
            Played played = play(stream(), before + ERROR);
            assertEquals(new Failure.Overloaded(529, -1, "Overloaded"), played.failure());
            assertEquals(before, played.client());
            assertEquals(before.contains("Gr"), played.committed());
            assertFalse(played.terminal());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: oops\n\n",
                "data: {\"type\":\"error\"}\n\n",
                "event: error\ndata: {}\n\n",
                "event: error\ndata: {\"type\":\"of its own\"}\n\n",
                "data: {\"error\":\"boom\"}\n\n",
                "data: {\"type\":\"error\",\"error\":{\"type\":\"new_error\",\"message\":7}}\n\n",
            })
    @DisplayName("knows an error in whatever shape it comes")
    void errorShapes(String error) {
        Played played = play(stream(), START + error);
        assertInstanceOf(Failure.ServerError.class, played.failure());
        assertEquals(START, played.client());
    }

    @Test
    @DisplayName("C17 that stops before message_stop is a cut, whatever was said (F-10, F-11)")
    void cut() {
        for (String before : new String[] {"", START, START + BLOCK + WORD, ANSWER, ANSWER + "event: message_stop\n"}) {
            Played played = play(stream(), before);
            assertInstanceOf(Failure.Cut.class, played.failure(), before);
            assertFalse(played.terminal());
            assertFalse(played.client().contains("message_stop"));
        }
    }

    @Test
    @DisplayName("counts a last event without a blank line, and gives it one (protocols 3.3)")
    void noLastBlankLine() {
        Played played = play(stream(), ANSWER + STOP.stripTrailing());
        assertTrue(played.terminal());
        assertEquals(ANSWER + STOP, played.client());
    }

    @Test
    @DisplayName("ends once: what comes after the end, a marker of another protocol too, is ignored")
    void afterEnd() {
        Played played = play(stream(), ANSWER + STOP + "data: [DONE]\n\n" + ERROR);
        assertEquals(ANSWER + STOP, played.client());
        assertNull(played.failure());
        assertEquals(
                ANSWER + STOP,
                play(stream(), ANSWER + "data: [DONE]\n\n" + STOP).client());
    }

    @Test
    @DisplayName("knows its events by their data where they have no name, and by their name where data has no type")
    void names() {
        String unnamed = (ANSWER + STOP).replaceAll("event: [a-z_]+\n", "");
        Played played = play(stream(), unnamed);
        assertTrue(played.terminal());
        assertEquals(unnamed, played.client());
        String untyped = (ANSWER + STOP).replaceAll("\"type\":\"(message_stop|message_delta)\",", "");
        assertTrue(play(stream(), untyped).terminal());
    }

    @Test
    @DisplayName("that is cut by its ceiling inside a call may lack the block's end (protocols 3.3)")
    void cutCall() {
        String answer = START
                + event("content_block_start", "\"content_block\":{\"type\":\"tool_use\",\"input\":{}},\"index\":0")
                + event(
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\"}")
                + DELTA
                + STOP;
        Played played = play(stream(), answer);
        assertTrue(played.terminal());
        assertEquals(3, played.delivered());
    }

    @Test
    @DisplayName("relays an event that is too long to hold, its name spliced, its text counted once")
    void longEvent() {
        String big = event(
                "content_block_delta",
                "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + "x".repeat(200_000) + "\"}");
        byte[] answer = utf8(START + BLOCK + big + DELTA + STOP);
        Played played = play(passage(true, "mine"), answer, 70_000, 140_000);
        assertEquals((START + BLOCK + big + DELTA + STOP).replace("\"up\"", "\"mine\""), played.client());
        assertEquals(200_000, played.delivered());
    }

    private static void feed(Passage passage, String bytes) {
        passage.feed(utf8(bytes), 0, utf8(bytes).length, (b, from, to) -> {});
    }
}
