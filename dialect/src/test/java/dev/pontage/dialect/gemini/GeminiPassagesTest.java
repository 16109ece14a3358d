package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.Played.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.openai.OpenAiChat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Answers of Gemini on their way to a client of the same dialect")
class GeminiPassagesTest {
    static final String WORD =
            document("{\"content\":{\"parts\":[{\"text\":\"Gr\u00fc\u00df\"}]}}", "\"promptTokenCount\":4");
    static final String STOP = document(
            "{\"finishReason\":\"STOP\"}", "\"promptTokenCount\":4,\"candidatesTokenCount\":3,\"totalTokenCount\":7");
    static final String USAGE_ONLY = "{\"usageMetadata\":{\"promptTokenCount\":4,\"candidatesTokenCount\":3}}";
    static final String ERROR = "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}";

    @Test
    @DisplayName("F-64 a stream passes byte for byte; its last event waits for the release, since nothing else ends it")
    void stream() {
        String stream = event(WORD) + event(WORD) + event(STOP);
        Played played = play(stream(""), stream);
        assertEquals(event(WORD) + event(WORD), played.before());
        assertEquals(stream, played.client());
        assertTrue(played.terminal());
        assertTrue(played.committed());
        assertNull(played.failure());
        assertEquals(Usage.text(4, 3), played.usage());
        assertFalse(played.clamped());
        assertEquals(12, played.delivered());
    }

    @Test
    @DisplayName("D04 STOP in every event ends nothing before the body ends")
    void stopInEveryEvent() {
        String stream = event(STOP) + event(STOP) + "\n" + event(USAGE_ONLY) + "\r\n";
        Played played = play(stream(""), stream);
        assertEquals(event(STOP) + event(STOP) + "\n", played.before());
        assertEquals(stream, played.client());
        assertTrue(played.terminal());
    }

    @Test
    @DisplayName("C4 the name asked for is spliced into every event, also into the one that waits")
    void splice() {
        String stream = event(WORD) + event(STOP);
        assertEquals(
                stream.replace("\"up\"", "\"m\u00efne\""),
                play(stream("m\u00efne"), stream).client());
        String array = "[" + WORD + "\n,\r\n" + STOP + "\n]\n";
        assertEquals(
                array.replace("\"up\"", "\"mine\""), play(whole("mine"), array).client());
        assertEquals(
                STOP.replace("\"up\"", "\"mine\""), play(whole("mine"), STOP).client());
    }

    @Test
    @DisplayName("F-10 a stream that ends without a reason to stop is cut")
    void cut() {
        assertInstanceOf(Failure.Cut.class, play(stream(""), event(WORD)).failure());
        assertInstanceOf(Failure.Cut.class, play(stream(""), "").failure());
        assertInstanceOf(
                Failure.Cut.class,
                play(stream(""), event(STOP) + "data: {\"candidates\":[").failure());
        assertInstanceOf(Failure.Cut.class, play(whole(""), "[" + WORD + "]").failure());
        assertInstanceOf(Failure.Cut.class, play(whole(""), "[" + STOP).failure());
        assertInstanceOf(
                Failure.Cut.class, play(whole(""), WORD.substring(0, 20)).failure());
    }

    @Test
    @DisplayName("a stream of several candidates is complete when each of them is")
    void candidates() {
        String first = document("{\"finishReason\":\"STOP\"},{\"index\":1,\"content\":{}}", "");
        String second = document("{\"index\":1,\"finishReason\":\"STOP\"}", "");
        assertInstanceOf(Failure.Cut.class, play(stream(""), event(first)).failure());
        assertTrue(play(stream(""), event(first) + event(second)).terminal());
    }

    @Test
    @DisplayName("a blocked prompt is a complete answer, and means something")
    void blocked() {
        Played played = play(stream(""), event("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}"));
        assertTrue(played.terminal() && played.committed());
        assertInstanceOf(
                Failure.Cut.class,
                play(stream(""), event("{\"promptFeedback\":{\"safetyRatings\":[]}}"))
                        .failure());
    }

    @Test
    @DisplayName("an event that says nothing does not commit")
    void commit() {
        Passage passage = stream("");
        byte[] empty = event(document("{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"}}", ""))
                .getBytes(StandardCharsets.UTF_8);
        passage.feed(empty, 0, empty.length, (_, _, _) -> {});
        assertFalse(passage.committed());
        for (String part : List.of(
                "{\"text\":\"a\",\"thought\":true}",
                "{\"functionCall\":{\"name\":\"f\"}}",
                "{\"inlineData\":{\"data\":\"AA\"}}")) {
            assertTrue(
                    play(stream(""), event(document("{\"content\":{\"parts\":[" + part + "]}}", "")))
                            .committed(),
                    part);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n\n",
                "data: [{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]\n\n",
                "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\n",
                "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"busy\",\n\"status\":\"UNAVAILABLE\"}\n}",
                "[{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]\n\n",
            })
    @DisplayName(
            "F-13 an error in a stream is a failure, as an event, in a list, or as bare lines, and is not forwarded")
    void error(String error) {
        String stream = event(WORD) + error;
        Played played = play(stream(""), stream);
        assertEquals(new Failure.Overloaded(503, -1, "busy"), played.failure());
        assertEquals(event(WORD), played.client());
        assertEquals(played, play(stream(""), stream, Played.everyByte(stream)));
    }

    @Test
    @DisplayName("F-13 an error in an array is a failure, and what was said before it is a prefix of an array")
    void errorInArray() {
        Played played = play(whole(""), "[" + WORD + "\n,\n" + ERROR + "\n]");
        assertEquals(new Failure.Overloaded(503, -1, "busy"), played.failure());
        assertEquals("[" + WORD, played.client());
        assertEquals("", play(whole(""), "[" + ERROR + "]").client());
        assertInstanceOf(Failure.Overloaded.class, play(whole(""), ERROR).failure());
    }

    @Test
    @DisplayName("an array goes on element by element, but for the last and the closing bracket")
    void array() {
        String array = "[" + WORD + "\n,\n" + WORD + ",\r\n" + STOP + "\n]\n";
        Played played = play(whole(""), array);
        assertEquals("[" + WORD + "\n,\n" + WORD, played.before());
        assertEquals(array, played.client());
        assertTrue(played.terminal());
        assertEquals(Usage.text(4, 3), played.usage());
        Passage passage = whole("");
        byte[] first = ("[" + WORD).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        passage.feed(first, 0, first.length, (b, from, to) -> client.write(b, from, to - from));
        assertTrue(passage.committed());
        assertEquals("[" + WORD, client.toString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("a whole answer passes but for its last bracket, which waits for the release")
    void whole() {
        String answer = document(
                "{\"content\":{\"parts\":[{\"text\":\"Hi\"},{\"functionCall\":{\"name\":\"f\","
                        + "\"args\":{\"ab\":\"cd\"}}}]},"
                        + "\"finishReason\":\"STOP\"}",
                "\"totalTokenCount\":3,\"promptTokenCount\":1");
        Played played = play(whole(""), answer);
        assertEquals(answer.substring(0, answer.length() - 1), played.before());
        assertEquals(answer, played.client());
        assertEquals(Usage.text(1, 2), played.usage());
        assertEquals(6, played.delivered());
    }

    @Test
    @DisplayName("F-15 more than three events that are no JSON are a failure; a body that is none is one at once")
    void garbled() {
        String bad = "data: {bad}\n\n";
        assertNull(play(stream(""), bad.repeat(3) + event(STOP)).failure());
        assertInstanceOf(
                Failure.Garbled.class,
                play(stream(""), bad.repeat(4) + event(STOP)).failure());
        assertInstanceOf(Failure.Garbled.class, play(whole(""), "<html>").failure());
        assertInstanceOf(Failure.Garbled.class, play(whole(""), "\"text\"").failure());
    }

    @Test
    @DisplayName("a stream whose last event lacks its blank line is complete, and gets one")
    void noBlankLine() {
        String stream = event(WORD) + event(STOP).strip();
        assertEquals(stream + "\n\n", play(stream(""), stream).client());
        assertTrue(play(stream(""), stream).terminal());
    }

    @Test
    @DisplayName("C5 wherever an answer is cut, it gives the same bytes, usage, commit and failure")
    void cutting() {
        String pad = "x".repeat(300);
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String tail : List.of(
                    "",
                    event(STOP),
                    event(STOP) + "\n\n",
                    "data: " + ERROR + "\n\n",
                    ERROR,
                    ": c\n\n",
                    event(STOP) + event(USAGE_ONLY).strip(),
                    event(STOP) + "dat",
                    event(STOP) + "\n" + ERROR)) {
                String stream = (event(WORD)
                                + event(document("{\"content\":{\"parts\":[{\"text\":\"" + pad + "\"}]}}", ""))
                                + tail)
                        .replace("\n", end);
                assertSameWhereverCut(stream, true);
            }
        }
        for (String array : List.of(
                "[" + WORD + ",\n" + STOP + "\n]\n",
                "[" + WORD + "," + ERROR + "," + STOP + "]",
                " [" + STOP + "," + WORD + "," + STOP,
                "[" + STOP + "]   ",
                WORD,
                " " + STOP + "\n",
                "[]",
                "[" + WORD + "]")) {
            assertSameWhereverCut(array, false);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_000, 66_000, 140_000})
    @DisplayName("C5 a long event is relayed while it is read, the same however it is cut")
    void longEvents(int length) {
        String data =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
                        + "A".repeat(length) + "\"}}]},\"finishReason\":\"STOP\"}],\"modelVersion\":\"up\"}";
        String failing = "{\"pad\":\"" + "A".repeat(length) + "\",\"error\":{\"code\":500,\"message\":\"m\"}}";
        for (String stream :
                List.of(event(WORD) + event(data), event(data) + event(STOP), event(WORD) + event(failing))) {
            assertSameWhenCutInto(stream, true);
        }
        for (String array : List.of(
                "[" + WORD + ",\n" + data + "\n]",
                "[" + data + "\n,\n" + STOP + "\n]",
                "[" + data,
                "[" + WORD + "," + failing + "]",
                data)) {
            assertSameWhenCutInto(array, false);
        }
        assertEquals(
                (event(WORD) + event(data)).replace("\"up\"", "\"mine\""),
                play(stream("mine"), event(WORD) + event(data)).client());
    }

    @Test
    @DisplayName("F-17 what says nothing after the end is not kept without bound, nor is a name of a model")
    void bounds() {
        assertEquals(
                event(STOP).length() + 4_096,
                play(stream(""), event(STOP) + "\n".repeat(9_000)).client().length());
        assertEquals(
                STOP.length() + 4_096,
                play(whole(""), STOP + " ".repeat(9_000)).client().length());
        String name = WORD.replace("\"up\"", "\"" + "x".repeat(70_000) + "\"");
        for (String answer : List.of(name, "[" + name + "]")) {
            assertInstanceOf(Failure.Garbled.class, play(whole("mine"), answer).failure());
        }
        assertInstanceOf(
                Failure.Garbled.class, play(stream("mine"), event(name)).failure());
    }

    @Test
    @DisplayName("what follows a complete answer is no part of it")
    void afterTheEnd() {
        assertEquals(STOP + "\n", play(whole(""), STOP + "\nHTTP/1.1 200 OK").client());
        assertTrue(play(whole(""), "[" + STOP + "]x").terminal());
    }

    @Test
    @DisplayName("D04 D11 an OpenAI client reads a stream of Gemini's, with thoughts apart and one end")
    void translated() {
        String stream = event(document("{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true}]}}", ""))
                + event(WORD.replace("]}}", "]},\"finishReason\":\"STOP\"}"))
                + event(STOP);
        Passage passage = new TranslatedPassage(
                stream(""),
                true,
                new GeminiChat().reader(true),
                new OpenAiChat().writer(new Envelope("r", 7, "mine", Framing.EVENTS, false)));
        String head =
                "data: {\"id\":\"chatcmpl-r\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"mine\","
                        + "\"system_fingerprint\":\"fp_00332453\",\"choices\":[{\"index\":0,\"delta\":";
        assertEquals(
                head + "{\"role\":\"assistant\",\"reasoning_content\":\"hm\"},\"finish_reason\":null}]}\n\n"
                        + head + "{\"content\":\"Gr\u00fc\u00df\"},\"finish_reason\":null}]}\n\n"
                        + head + "{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
                play(passage, stream).client());
    }

    private static void assertSameWhereverCut(String answer, boolean streamed) {
        Played once = play(streamed ? stream("mine") : whole("mine"), answer);
        assertEquals(once, play(streamed ? stream("mine") : whole("mine"), answer, Played.everyByte(answer)), answer);
        int length = answer.getBytes(StandardCharsets.UTF_8).length;
        for (int cut = 1; cut < length; cut++) {
            assertEquals(once, play(streamed ? stream("mine") : whole("mine"), answer, cut), answer);
        }
    }

    private static void assertSameWhenCutInto(String answer, boolean streamed) {
        Played once = play(streamed ? stream("mine") : whole("mine"), answer);
        int length = answer.getBytes(StandardCharsets.UTF_8).length;
        for (int size : new int[] {1, 1_000, 16_384, 65_536, 70_000}) {
            int[] cuts = new int[(length - 1) / size];
            for (int i = 0; i < cuts.length; i++) {
                cuts[i] = (i + 1) * size;
            }
            Played cut = play(streamed ? stream("mine") : whole("mine"), answer, cuts);
            assertEquals(once.client(), cut.client());
            assertEquals(once.failure(), cut.failure());
            assertEquals(once.usage(), cut.usage());
            assertEquals(once.terminal(), cut.terminal());
            assertEquals(once.committed(), cut.committed());
        }
    }

    static String document(String candidates, String usage) {
        return "{\"candidates\":[" + candidates + "],\"usageMetadata\":{" + usage + "},\"modelVersion\":\"up\"}";
    }

    static String event(String document) {
        return "data: " + document + "\n\n";
    }

    static Passage stream(String shownModel) {
        return GeminiTap.passages(Operation.Kind.CHAT, shownModel).passage(true);
    }

    static Passage whole(String shownModel) {
        return GeminiTap.passages(Operation.Kind.CHAT, shownModel).passage(false);
    }
}
