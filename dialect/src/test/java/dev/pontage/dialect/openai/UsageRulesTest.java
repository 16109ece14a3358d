package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.passage;
import static dev.pontage.dialect.openai.Exchanged.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.openai.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A provider's count is read into disjoint classes")
class UsageRulesTest {

    @Test
    @DisplayName("from OpenAI: totals include cached, cache-write, audio, image and reasoning tokens (protocols 9.1)")
    void openAi() {
        Played played = whole("""
                {"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
                 "prompt_tokens_details":{"cached_tokens":10,"cache_write_tokens":5,"audio_tokens":20,"image_tokens":30},
                 "completion_tokens_details":{"reasoning_tokens":7,"audio_tokens":8,"image_tokens":9,
                   "accepted_prediction_tokens":3,"rejected_prediction_tokens":2}}""");
        assertEquals(new Usage(35, 10, 5, 0, 26, 7, 20, 8, 30, 9, 0, 0, 0), played.usage());
        assertFalse(played.clamped());
    }

    @Test
    @DisplayName("from the Responses API's own names")
    void responses() {
        Played played = whole("""
                {"input_tokens":36,"input_tokens_details":{"cached_tokens":6,"cache_write_tokens":4},
                 "output_tokens":87,"output_tokens_details":{"reasoning_tokens":80},"total_tokens":123}""");
        assertEquals(new Usage(26, 6, 4, 0, 7, 80, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertFalse(played.clamped());
    }

    @Test
    @DisplayName("from DeepSeek: hits are cache reads, and hits and misses make the total where there is none")
    void deepSeek() {
        assertEquals(
                cached(20, 80, 5),
                whole("{\"prompt_tokens\":100,\"completion_tokens\":5,\"prompt_cache_hit_tokens\":80,"
                                + "\"prompt_cache_miss_tokens\":20,\"total_tokens\":105}")
                        .usage());
        assertEquals(
                cached(20, 80, 5),
                whole("{\"completion_tokens\":5,\"prompt_cache_hit_tokens\":80,\"prompt_cache_miss_tokens\":20}")
                        .usage());
    }

    @Test
    @DisplayName("from Moonshot: cached tokens at the top, and usage inside a choice")
    void moonshot() {
        assertEquals(
                cached(6, 4, 2),
                whole("{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12,\"cached_tokens\":4}")
                        .usage());
        String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
                + "{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":12,\"cached_tokens\":4}}]}\n\n";
        Played streamed = play(passage(Kind.CHAT, true, "up", false), chunk + "data: [DONE]\n\n");
        assertEquals(cached(6, 4, 2), streamed.usage());
        assertEquals(chunk + "data: [DONE]\n\n", streamed.client());
    }

    @Test
    @DisplayName("from DashScope: cache creation among the details is a cache write")
    void dashScope() {
        assertEquals(
                new Usage(3, 4, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                whole("{\"prompt_tokens\":12,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":4,"
                                + "\"cache_creation_input_tokens\":5,\"cache_type\":\"ephemeral\"}}")
                        .usage());
    }

    @Test
    @DisplayName("from Groq: in a chunk's x_groq, which stays in the stream")
    void groq() {
        String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":3}}}\n\n";
        Played played = play(passage(Kind.CHAT, true, "up", false), chunk + "data: [DONE]\n\n");
        assertEquals(Usage.text(8, 3), played.usage());
        assertEquals(chunk + "data: [DONE]\n\n", played.client());
    }

    @Test
    @DisplayName("from Mistral: its own name for cached tokens")
    void mistral() {
        assertEquals(
                cached(6, 4, 2),
                whole("{\"prompt_tokens\":10,\"completion_tokens\":2,\"num_cached_tokens\":4}")
                        .usage());
    }

    @Test
    @DisplayName("where the total shows that reasoning is not in the output, it comes on top")
    void reasoningApart() {
        Played played = whole("{\"prompt_tokens\":10,\"completion_tokens\":2,\"total_tokens\":42,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":30}}");
        assertEquals(new Usage(10, 0, 0, 0, 2, 30, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertFalse(played.clamped());
    }

    @Test
    @DisplayName("where only a total is given, it is input")
    void totalOnly() {
        assertEquals(Usage.text(7, 0), whole("{\"total_tokens\":7}").usage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":-5,\"completion_tokens\":1}",
                "{\"prompt_tokens\":1e40,\"completion_tokens\":1}",
                "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":9223372036854775807}",
                "{\"prompt_tokens\":1.5,\"completion_tokens\":1}",
                "{\"prompt_tokens\":\"5\",\"completion_tokens\":1}",
                "{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":7}",
                "{\"prompt_tokens\":5,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":6}}",
                "{\"prompt_tokens\":5,\"completion_tokens\":1,\"completion_tokens_details\":{\"reasoning_tokens\":2}}",
            })
    @DisplayName("never below zero nor absurd, and what contradicts itself is flagged (L-21, F-19)")
    void clamped(String usage) {
        Played played = whole(usage);
        assertTrue(played.clamped(), usage);
        Usage counted = played.usage();
        assertTrue(counted != null && counted.totalIn() >= 0 && counted.totalIn() <= OpenAiUsage.LIMIT, usage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"prompt_tokens\":null}", "7", "[]"})
    @DisplayName("and is absent where there is none (F-19)")
    void absent(String usage) {
        assertNull(whole(usage).usage());
    }

    private static Usage cached(long input, long read, long output) {
        return new Usage(input, read, 0, 0, output, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Played whole(String usage) {
        return play(passage(Kind.CHAT, false, "up", false), "{\"choices\":[],\"usage\":" + usage + "}");
    }
}
