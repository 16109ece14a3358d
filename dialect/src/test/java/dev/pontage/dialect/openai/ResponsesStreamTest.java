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

@DisplayName("A stream of a response")
class ResponsesStreamTest {
    static final String CREATED =
            event("response.created", "\"response\":{\"model\":\"up\",\"output\":[],\"error\":null}");
    static final String ITEM = event("response.output_item.added", "\"item\":{\"type\":\"message\",\"content\":[]}");
    static final String DELTA = event("response.output_text.delta", "\"delta\":\"Hello\"");
    static final String TEXT_DONE = event("response.output_text.done", "\"text\":\"Hello\"");
    static final String ITEM_DONE =
            event("response.output_item.done", "\"item\":{\"type\":\"message\",\"content\":[{\"text\":\"Hello\"}]}");
    static final String COMPLETED = event(
            "response.completed",
            "\"response\":{\"model\":\"up\",\"error\":null,\"output\":[{\"content\":[{\"text\":\"Hello\"}]}],\"usage\":"
                    + "{\"input_tokens\":8,\"input_tokens_details\":{\"cached_tokens\":3},\"output_tokens\":6,"
                    + "\"output_tokens_details\":{\"reasoning_tokens\":4},\"total_tokens\":14}}");

    static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    @Test
    @DisplayName("passes with the name asked for in every response object, its last event kept")
    void whole() {
        String answer = CREATED + ITEM + DELTA + TEXT_DONE + ITEM_DONE + COMPLETED;
        for (int[] cuts : new int[][] {{}, everyByte(utf8(answer))}) {
            Played played = play(passage(Kind.RESPONSES, true, "mine", false), utf8(answer), cuts);
            assertEquals(answer.replace("\"up\"", "\"mine\""), played.client());
            assertFalse(played.before().contains("response.completed"));
            assertEquals(new Usage(5, 3, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0), played.usage());
            assertEquals(5, played.delivered());
        }
    }

    @Test
    @DisplayName("commits at the first delta, not at what only opens")
    void commits() {
        Passage passage = stream(Kind.RESPONSES);
        String part = event("response.content_part.added", "\"part\":{\"text\":\"\"}");
        for (String opening : new String[] {CREATED, event("response.in_progress", "\"x\":1"), ITEM, part}) {
            feed(passage, opening);
            assertFalse(passage.committed(), opening);
        }
        feed(passage, DELTA);
        assertTrue(passage.committed());
    }

    @Test
    @DisplayName("commits at a tool call's item")
    void toolCall() {
        Passage passage = stream(Kind.RESPONSES);
        feed(passage, event("response.output_item.added", "\"item\":{\"type\":\"function_call\",\"arguments\":\"\"}"));
        assertTrue(passage.committed());
    }

    @Test
    @DisplayName("counts every kind of delta once, audio none, and the whole where there were no deltas")
    void delivered() {
        String others = event("response.function_call_arguments.delta", "\"delta\":\"{}\"")
                + event("response.reasoning_summary_text.delta", "\"delta\":\"hm\"")
                + event("response.refusal.delta", "\"delta\":\"no\"")
                + "data: {\"delta\":\"AAAAAAAA\",\"type\":\"response.audio.delta\"}\n\n";
        assertEquals(
                11, play(stream(Kind.RESPONSES), DELTA + others + COMPLETED).delivered());
        assertEquals(5, play(stream(Kind.RESPONSES), CREATED + COMPLETED).delivered());
    }

    @Test
    @DisplayName("ends with incomplete as with completed")
    void incomplete() {
        Played played = play(stream(Kind.RESPONSES), COMPLETED.replace("response.completed", "response.incomplete"));
        assertTrue(played.terminal());
        assertNull(played.failure());
    }

    @Test
    @DisplayName("is understood by its events' names where the data has no type")
    void names() {
        String answer = "event: response.completed\ndata: {\"response\":{\"usage\":{\"input_tokens\":1}}}\n\n";
        assertTrue(play(stream(Kind.RESPONSES), answer).terminal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"error\":"
                        + "{\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"},\"usage\":{\"input_tokens\":8,"
                        + "\"output_tokens\":0}}}\n\n",
                "event: error\ndata: {\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}\n\n",
                "data: {\"type\":\"error\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}}\n\n",
            })
    @DisplayName("that fails is a failure of the class it names, and its usage counts (F-13)")
    void failed(String failure) {
        Played played = play(stream(Kind.RESPONSES), CREATED + failure);
        assertEquals(new Failure.RateLimited(-1, "slow"), played.failure());
        assertEquals(CREATED, played.client());
        assertFalse(played.committed());
        if (failure.contains("usage")) {
            assertEquals(Usage.text(8, 0), played.usage());
        }
    }

    @Test
    @DisplayName("without its last event is cut, whatever marker stands there (F-11)")
    void cut() {
        Played played = play(stream(Kind.RESPONSES), CREATED + DELTA + "data: [DONE]\n\n");
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertEquals(CREATED + DELTA, played.client());
        assertEquals(5, played.delivered());
    }

    private static void feed(Passage passage, String bytes) {
        passage.feed(utf8(bytes), 0, utf8(bytes).length, (b, from, to) -> {});
    }
}
