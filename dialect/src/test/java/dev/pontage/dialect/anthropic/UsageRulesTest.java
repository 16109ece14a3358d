package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.play;
import static dev.pontage.dialect.anthropic.Exchanged.stream;
import static dev.pontage.dialect.anthropic.MessageStreamTest.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider's count of a message")
class UsageRulesTest {

    @Test
    @DisplayName("has no cached token in its input, and thoughts in its output (protocols 3.4)")
    void disjoint() {
        Played played =
                counted("'input_tokens':10,'cache_read_input_tokens':100,'output_tokens':1", "'output_tokens':7");
        assertEquals(new Usage(10, 100, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertEquals(110, played.usage() == null ? 0 : played.usage().totalIn());
        assertFalse(played.clamped());
    }

    @Test
    @DisplayName("is corrected by the last event, for what was read too (protocols 3.4)")
    void corrected() {
        Played played = counted(
                "'input_tokens':100,'cache_read_input_tokens':0,'output_tokens':1",
                "'input_tokens':10,'cache_read_input_tokens':90,'cache_creation_input_tokens':5,'output_tokens':7");
        assertEquals(new Usage(10, 90, 5, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertFalse(played.clamped());
        Played back = counted(
                "'input_tokens':10,'cache_read_input_tokens':90,'output_tokens':1",
                "'input_tokens':100,'cache_read_input_tokens':0,'output_tokens':7");
        assertEquals(Usage.text(100, 7), back.usage());
    }

    @Test
    @DisplayName("that starts at nothing and is whole at the end is what the end says")
    void late() {
        Played played = counted("'input_tokens':0,'output_tokens':0", "'input_tokens':12,'output_tokens':7");
        assertEquals(Usage.text(12, 7), played.usage());
        assertFalse(played.clamped());
    }

    @Test
    @DisplayName("is not taken back at the end, be it read or written; that is flagged (F-19, L-21)")
    void takenBack() {
        Played played = counted("'input_tokens':12,'output_tokens':9", "'input_tokens':0,'output_tokens':3");
        assertEquals(Usage.text(12, 9), played.usage());
        assertTrue(played.clamped());
    }

    @Test
    @DisplayName("that is negative, huge, no whole number or contradictory is clamped and flagged (L-21)")
    void clamped() {
        assertEquals(Usage.text(0, AnthropicUsage.LIMIT), flagged("'input_tokens':-5,'output_tokens':9e15"));
        assertEquals(Usage.text(0, 0), flagged("'input_tokens':1.5,'output_tokens':0"));
        assertEquals(
                new Usage(0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0),
                flagged("'output_tokens':4,'output_tokens_details':{'thinking_tokens':9}"));
        assertEquals(
                new Usage(0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                flagged("'cache_creation_input_tokens':6,'cache_creation':{'ephemeral_1h_input_tokens':8}"));
    }

    @Test
    @DisplayName("of what was written to caches is for five minutes where nobody says for how long")
    void writes() {
        assertEquals(
                new Usage(0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                counted("'cache_creation_input_tokens':6", "'output_tokens':0").usage());
        assertEquals(
                new Usage(0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                counted(
                                "'cache_creation':{'ephemeral_5m_input_tokens':1,'ephemeral_1h_input_tokens':2}",
                                "'output_tokens':0")
                        .usage());
    }

    @Test
    @DisplayName("is nothing where there is none, or only null")
    void none() {
        assertNull(play(stream(), event("message_start", "\"message\":{\"usage\":{\"input_tokens\":null}}"))
                .usage());
        assertNull(play(stream(), "").usage());
    }

    private static Usage flagged(String usage) {
        Played played = counted("", usage);
        assertTrue(played.clamped());
        Usage read = played.usage();
        return read == null ? Usage.NONE : read;
    }

    private static Played counted(String start, String end) {
        return play(
                stream(),
                (event("message_start", "'message':{'usage':{" + start + "}}")
                                + event("message_delta", "'delta':{},'usage':{" + end + "}"))
                        .replace('\'', '"'));
    }
}
