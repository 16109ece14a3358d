package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.everyByte;
import static dev.pontage.dialect.anthropic.Exchanged.passage;
import static dev.pontage.dialect.anthropic.Exchanged.play;
import static dev.pontage.dialect.anthropic.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A whole message")
class WholeMessagesTest {
    private static final String ANSWER = "{\"model\":\"up\",\"type\":\"message\",\"content\":[{\"type\":\"thinking\","
            + "\"thinking\":\"hm\",\"signature\":\"sss\"},{\"type\":\"text\",\"text\":\"Gr\\u00fc\\u00df\"},"
            + "{\"type\":\"tool_use\",\"input\":{\"a\":1}},{\"type\":\"tool_use\",\"input\":{}}],\"stop_reason\":"
            + "\"end_turn\",\"usage\":{\"input_tokens\":9,\"cache_creation_input_tokens\":7,\"cache_creation\":"
            + "{\"ephemeral_5m_input_tokens\":4,\"ephemeral_1h_input_tokens\":3},\"cache_read_input_tokens\":2,"
            + "\"output_tokens\":15,\"output_tokens_details\":{\"thinking_tokens\":5}}}";

    @Test
    @DisplayName("passes but for the name, its last byte kept; usage and text are as in a stream (fold, C5)")
    void whole() {
        Played played = play(passage(false, "mine"), ANSWER);
        assertEquals(ANSWER.replace("\"up\"", "\"mine\""), played.client());
        assertFalse(played.before().endsWith("}}}"));
        assertTrue(played.terminal());
        assertEquals(MessageStreamTest.USAGE, played.usage());
        assertEquals(2 + 6 + "{\"a\":1}".length(), played.delivered());
        assertEquals(played, play(passage(false, "mine"), utf8(ANSWER), everyByte(utf8(ANSWER))));
    }

    @Test
    @DisplayName("that is an error with status 200 is a failure")
    void error() {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}";
        assertEquals(
                new Failure.RateLimited(-1, "slow"),
                play(passage(false, "up"), error).failure());
        assertInstanceOf(
                Failure.ServerError.class,
                play(passage(false, "up"), "{\"type\":\"error\"}").failure());
    }

    @Test
    @DisplayName("that is no message's JSON, or is cut, is a failure")
    void garbled() {
        assertInstanceOf(
                Failure.Garbled.class, play(passage(false, "up"), "<html>").failure());
        assertInstanceOf(
                Failure.Cut.class,
                play(passage(false, "up"), ANSWER.substring(0, 200)).failure());
    }
}
