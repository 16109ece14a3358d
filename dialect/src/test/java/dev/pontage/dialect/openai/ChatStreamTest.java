package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.everyByte;
import static dev.pontage.dialect.openai.Exchanged.passage;
import static dev.pontage.dialect.openai.Exchanged.play;
import static dev.pontage.dialect.openai.Exchanged.stream;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.openai.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stream of chat chunks")
class ChatStreamTest {
    static final String ROLE = "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}\n\n";
    static final String WORD = "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\"Gr\\u00fc\\u00df\"},\"finish_reason\":null}],\"usage\":null}\n\n";
    static final String STOP =
            "data: {\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    static final String USAGE = "data: {\"model\":\"up\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
            + "\"completion_tokens\":4,\"total_tokens\":13}}\n\n";
    static final String DONE = "data: [DONE]\n\n";

    @Test
    @DisplayName("passes byte for byte, its end kept until the books are closed, its usage read")
    void whole() {
        String answer = ": hello\n\n" + ROLE + WORD + STOP + USAGE + DONE;
        Played played = play(stream(Kind.CHAT), answer);
        assertEquals(answer, played.client());
        assertEquals(": hello\n\n" + ROLE + WORD + STOP + USAGE, played.before());
        assertTrue(played.terminal());
        assertNull(played.failure());
        assertEquals(Usage.text(9, 4), played.usage());
        assertFalse(played.clamped());
        assertEquals(6, played.delivered());
    }

    @Test
    @DisplayName("shows the name that was asked for in every event (C4)")
    void modelName() {
        String answer = ROLE + WORD + USAGE + DONE;
        for (int[] cuts : new int[][] {{}, everyByte(utf8(answer))}) {
            Played played = play(passage(Kind.CHAT, true, "mine", true), utf8(answer), cuts);
            assertEquals(answer.replace("\"up\"", "\"mine\""), played.client());
        }
    }

    @Test
    @DisplayName("loses the usage chunk that nobody asked for, and only that (C3, F-20)")
    void unaskedUsage() {
        String last = STOP.replace("]}\n", "],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n");
        String answer = ROLE + WORD + last + USAGE + DONE;
        for (int[] cuts : new int[][] {{}, everyByte(utf8(answer))}) {
            Played played = play(passage(Kind.CHAT, true, "up", false), utf8(answer), cuts);
            assertEquals(ROLE + WORD + last + DONE, played.client());
            assertEquals(Usage.text(9, 4), played.usage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    @DisplayName("gives the same in every line ending and cut when an event is dropped (F-14, C5)")
    void lineEnds(String end) {
        String answer = (WORD + USAGE + STOP + DONE).replace("\n", end);
        String expected = (WORD + STOP + DONE).replace("\n", end);
        for (int cut = 1; cut < answer.length(); cut++) {
            assertEquals(
                    expected,
                    play(passage(Kind.CHAT, true, "up", false), utf8(answer), cut)
                            .client(),
                    "cut at " + cut);
        }
        byte[] bytes = utf8(answer);
        assertEquals(
                expected,
                play(passage(Kind.CHAT, true, "up", false), bytes, everyByte(bytes))
                        .client());
    }

    @Test
    @DisplayName("drops and ends alike where line ends are mixed in the worst way (C5)")
    void mixedLineEnds() {
        String answer = "data: {\"choices\":[],\"usage\":{}}\r\r\ndata: {}\n\rdata: [DONE]\r\r\n";
        Played whole = play(passage(Kind.CHAT, true, "up", false), answer);
        for (int cut = 1; cut < answer.length(); cut++) {
            assertEquals(whole, play(passage(Kind.CHAT, true, "up", false), answer, cut), "cut at " + cut);
        }
    }

    @Test
    @DisplayName("commits at the first event that means something, not at comments, roles or empty text")
    void commits() {
        Passage passage = stream(Kind.CHAT);
        for (String event : new String[] {": ping\n\n", "event: x\n\n", ROLE, USAGE}) {
            feed(passage, event);
            assertFalse(passage.committed(), event);
        }
        feed(passage, WORD);
        assertTrue(passage.committed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"delta\":{\"content\":\"x\"}",
                "\"delta\":{\"reasoning_content\":\"x\"}",
                "\"delta\":{\"reasoning\":\"x\"}",
                "\"delta\":{\"refusal\":\"x\"}",
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                "\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}",
                "\"delta\":{\"audio\":{\"data\":\"AAAA\"}}",
                "\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}",
                "\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"x\"}]}]}",
                "\"text\":\"x\"",
                "\"delta\":{},\"finish_reason\":\"length\"",
            })
    @DisplayName("commits at text, reasoning, refusal, tool call, audio or a finish")
    void meaning(String choice) {
        Passage passage = stream(Kind.CHAT);
        feed(passage, "data: {\"choices\":[{\"index\":0," + choice + "}]}\n\n");
        assertTrue(passage.committed());
    }

    @Test
    @DisplayName("counts delivered text once, though a server writes reasoning under both its names")
    void delivered() {
        String both = "data: {\"choices\":[{\"delta\":{\"reasoning\":\"abc\",\"reasoning_content\":\"abc\"}}]}\n\n";
        String one = "data: {\"choices\":[{\"delta\":{\"reasoning\":\"ab\"}}]}\n\n";
        String call = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}}]}}]}\n\n";
        assertEquals(7, play(stream(Kind.CHAT), both + one + call).delivered());
    }

    @Test
    @DisplayName("that just stops after its finish is complete, and gets its marker from us (F-12)")
    void missingMarker() {
        Played played = play(stream(Kind.CHAT), WORD + STOP);
        assertTrue(played.terminal());
        assertEquals(WORD + STOP, played.before());
        assertEquals(WORD + STOP + DONE, played.client());
        Played afterUsage = play(stream(Kind.CHAT), WORD + USAGE);
        assertTrue(afterUsage.terminal());
    }

    @Test
    @DisplayName("with two choices of which one has finished is not complete (F-11)")
    void oneOfTwo() {
        String second = WORD.replace("\"index\":0", "\"index\":1");
        Played played = play(stream(Kind.CHAT), WORD + second + STOP);
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertTrue(play(stream(Kind.CHAT), WORD + second + STOP + STOP.replace("\"index\":0", "\"index\":1"))
                .terminal());
    }

    @Test
    @DisplayName("cut before or after the first word is a cut, and gets no marker (F-10, F-11)")
    void cut() {
        Played before = play(stream(Kind.CHAT), ROLE);
        assertInstanceOf(Failure.Cut.class, before.failure());
        assertFalse(before.committed());
        Played after = play(stream(Kind.CHAT), WORD + WORD.substring(0, 40));
        assertInstanceOf(Failure.Cut.class, after.failure());
        assertEquals(WORD, after.client());
        assertTrue(after.committed());
        assertEquals(6, after.delivered());
        assertInstanceOf(Failure.Cut.class, play(stream(Kind.CHAT), "").failure());
    }

    @Test
    @DisplayName("counts a last event without a blank line, and gives it one (protocols 10)")
    void noLastBlankLine() {
        Played played = play(stream(Kind.CHAT), WORD + "data: [DONE]");
        assertTrue(played.terminal());
        assertEquals(WORD + DONE, played.client());
        Played usage = play(stream(Kind.CHAT), WORD + USAGE.stripTrailing());
        assertEquals(Usage.text(9, 4), usage.usage());
        assertEquals(WORD + USAGE + DONE, usage.client());
        Played spliced = play(passage(Kind.CHAT, true, "mine", true), STOP.stripTrailing());
        assertEquals(STOP.replace("\"up\"", "\"mine\"") + DONE, spliced.client());
        assertEquals(
                WORD + DONE,
                play(passage(Kind.CHAT, true, "up", false), WORD + USAGE.stripTrailing())
                        .client());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":503}}\n\n",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}}\n\n",
                "event: error\ndata: {\"message\":\"m\",\"code\":503}\n\n",
                "data: {\"object\":\"error\",\"message\":\"m\",\"code\":503}\n\n",
            })
    @DisplayName("with an error in it fails, before the commit point or after, and the event is not passed (F-13)")
    void errors(String error) {
        for (String before : new String[] {ROLE, ROLE + WORD}) {
            Played played = play(stream(Kind.CHAT), before + error + WORD + DONE);
            assertEquals(new Failure.Overloaded(503, -1, "m"), played.failure());
            assertEquals(before, played.client());
            assertEquals(before.contains("Gr"), played.committed());
            assertFalse(played.terminal());
        }
    }

    @Test
    @DisplayName("knows an error that is only text, and none where the field is null")
    void errorText() {
        assertEquals(
                new Failure.ServerError(500, "boom"),
                play(stream(Kind.CHAT), "data: {\"error\":\"boom\"}\n\n").failure());
        assertEquals(
                new Failure.ServerError(500, ""),
                play(stream(Kind.CHAT), "event: error\ndata: boom\n\n").failure());
        assertNull(play(stream(Kind.CHAT), WORD.replace("{\"model\"", "{\"error\":null,\"model\"") + DONE)
                .failure());
    }

    @Test
    @DisplayName("passes three events that are no JSON, and fails at the fourth (F-15)")
    void unparsed() {
        String bad = "data: {oops}\n\n";
        Played three = play(stream(Kind.CHAT), bad.repeat(3) + WORD + DONE);
        assertTrue(three.terminal());
        assertEquals(bad.repeat(3) + WORD + DONE, three.client());
        Played four = play(stream(Kind.CHAT), WORD + bad.repeat(4) + DONE);
        assertInstanceOf(Failure.Garbled.class, four.failure());
        assertEquals(WORD + bad.repeat(3), four.client());
    }

    @Test
    @DisplayName("ends at [DONE] with or without blanks, and what comes after is ignored")
    void afterDone() {
        for (String done : new String[] {"data: [DONE]\n\n", "data:[DONE]\n\n", "data:  [DONE] \n\n"}) {
            Played played = play(stream(Kind.CHAT), WORD + done + WORD + "data: {\"error\":1}\n\n");
            assertEquals(WORD + done, played.client());
            assertNull(played.failure());
        }
    }

    @Test
    @DisplayName("tells [DONE] from what only begins like it")
    void almostDone() {
        String answer = "data: [DO\n\ndata: [\n\n" + WORD + STOP;
        Played played = play(stream(Kind.CHAT), answer);
        assertEquals(answer + DONE, played.client());
    }

    @Test
    @DisplayName("reads an event of several data lines, and splices in it (F-14)")
    void severalLines() {
        String event = """
                id: 7
                data: {"choices":[],
                data:"usage":{"prompt_tokens":3,
                data: "completion_tokens":2}
                data: ,"model":"up"}

                """;
        byte[] bytes = utf8(WORD + event + DONE);
        for (int[] cuts : new int[][] {{}, everyByte(bytes)}) {
            Played played = play(passage(Kind.CHAT, true, "mine", true), bytes, cuts);
            assertEquals((WORD + event).replace("\"up\"", "\"mine\"") + DONE, played.client());
            assertEquals(Usage.text(3, 2), played.usage());
        }
    }

    @Test
    @DisplayName("keeps the greater of several counts, and flags one that shrinks (F-19)")
    void severalCounts() {
        String first = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":"
                + "{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}\n\n";
        Played rising = play(stream(Kind.CHAT), first + USAGE + DONE);
        assertEquals(Usage.text(9, 4), rising.usage());
        assertFalse(rising.clamped());
        Played falling = play(stream(Kind.CHAT), USAGE + first + DONE);
        assertEquals(Usage.text(9, 4), falling.usage());
        assertTrue(falling.clamped());
    }

    private static void feed(Passage passage, String bytes) {
        passage.feed(utf8(bytes), 0, utf8(bytes).length, (b, from, to) -> {});
    }
}
