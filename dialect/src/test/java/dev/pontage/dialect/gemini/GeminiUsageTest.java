package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiPassagesTest.event;
import static dev.pontage.dialect.gemini.GeminiPassagesTest.stream;
import static dev.pontage.dialect.gemini.GeminiPassagesTest.whole;
import static dev.pontage.dialect.gemini.Played.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pontage.dialect.Usage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Gemini's count in disjoint classes")
class GeminiUsageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // usageMetadata | input | cacheRead | output | reasoning | clamped
                "\"promptTokenCount\":10,\"candidatesTokenCount\":5,\"totalTokenCount\":15 | 10 | 0 | 5 | 0 | false",
                "\"promptTokenCount\":10,\"cachedContentTokenCount\":4,"
                        + "\"candidatesTokenCount\":5 | 6 | 4 | 5 | 0 | false",
                "\"promptTokenCount\":10,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":3,\"totalTokenCount\":18"
                        + " | 10 | 0 | 5 | 3 | false",
                "\"promptTokenCount\":10,\"candidatesTokenCount\":8,\"thoughtsTokenCount\":3,\"totalTokenCount\":18"
                        + " | 10 | 0 | 5 | 3 | false",
                "\"promptTokenCount\":10,\"toolUsePromptTokenCount\":7,\"candidatesTokenCount\":5,"
                        + "\"totalTokenCount\":22"
                        + " | 17 | 0 | 5 | 0 | false",
                "\"promptTokenCount\":10,\"thoughtsTokenCount\":90,\"totalTokenCount\":100 | 10 | 0 | 0 | 90 | false",
                "\"promptTokenCount\":10,\"totalTokenCount\":14 | 10 | 0 | 4 | 0 | false",
                "\"promptTokenCount\":10,\"candidatesTokenCount\":5,\"totalTokenCount\":99 | 10 | 0 | 5 | 0 | true",
                "\"promptTokenCount\":1,\"cachedContentTokenCount\":4 | 0 | 4 | 0 | 0 | true",
                "\"promptTokenCount\":-3,\"candidatesTokenCount\":9999999999999 | 0 | 0 | 1000000000000 | 0 | true",
            })
    @DisplayName("the totals are what the protocol says; contradictions are flagged (L-21)")
    void totals(String metadata, long input, long cached, long output, long reasoning, boolean clamped) {
        Played played = play(whole(""), "{\"usageMetadata\":{" + metadata + "}}");
        assertEquals(new Usage(input, cached, 0, 0, output, reasoning, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertEquals(clamped, played.clamped());
    }

    @Test
    @DisplayName("sound and pictures have classes of their own, cached and not, in whatever order their fields come")
    void modalities() {
        Played played = play(whole(""), """
                {"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":30,"candidatesTokenCount":50,\
                "totalTokenCount":150,"promptTokensDetails":[{"modality":"TEXT","tokenCount":40},\
                {"tokenCount":25,"modality":"AUDIO"},{"modality":"IMAGE","tokenCount":20},{"modality":"VIDEO",\
                "tokenCount":15}],\
                "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":5},{"modality":"IMAGE","tokenCount":6}],\
                "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":44}]}}""");
        assertEquals(new Usage(36, 19, 0, 0, 6, 0, 20, 0, 14, 44, 5, 6, 0), played.usage());
        assertEquals(false, played.clamped());
    }

    @Test
    @DisplayName("counts of a stream are cumulative, and an event may leave some out or have none")
    void cumulative() {
        Played played = play(
                stream(""),
                event("{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}")
                        + event("{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":3,"
                                + "\"totalTokenCount\":13}}")
                        + event("{\"usageMetadata\":{\"promptTokenCount\":10,\"totalTokenCount\":10}}")
                        + event("{\"candidates\":[{\"finishReason\":\"STOP\"}],"
                                + "\"usageMetadata\":{\"promptTokenCount\":10,"
                                + "\"candidatesTokenCount\":8,\"totalTokenCount\":18}}"));
        assertEquals(Usage.text(10, 8), played.usage());
        assertEquals(false, played.clamped());
        assertNull(play(whole(""), "{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}")
                .usage());
    }

    @Test
    @DisplayName("L-21 a count that falls is kept at its highest and flagged")
    void falls() {
        Played played = play(
                stream(""),
                event("{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":8}}")
                        + event("{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":2}}"));
        assertEquals(Usage.text(10, 8), played.usage());
        assertEquals(true, played.clamped());
    }
}
