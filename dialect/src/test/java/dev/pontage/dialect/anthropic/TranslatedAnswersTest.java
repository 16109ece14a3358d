package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.passage;
import static dev.pontage.dialect.anthropic.Exchanged.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.openai.OpenAi;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Answers that cross between this dialect and OpenAI's")
class TranslatedAnswersTest {
    private static final String CALL = MessageStreamTest.START
            + MessageStreamTest.event(
                    "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}")
            + MessageStreamTest.event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
            + MessageStreamTest.event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"SECRET\"}")
            + MessageStreamTest.event("content_block_stop", "\"index\":0")
            + MessageStreamTest.event(
                    "content_block_start",
                    "\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"SEALED\"}")
            + MessageStreamTest.event("content_block_stop", "\"index\":1")
            + MessageStreamTest.event(
                    "content_block_start",
                    "\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}")
            + MessageStreamTest.event("content_block_stop", "\"index\":2")
            + MessageStreamTest.DELTA.replace("end_turn", "tool_use")
            + MessageStreamTest.STOP;

    private static final String CHUNK = "data: {\"id\":\"i\",\"created\":3,\"model\":\"up\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    @Test
    @DisplayName("C15 an OpenAI client sees thoughts, calls and usage; opaque ones only where they belong")
    void toOpenAi() {
        Played played = play(toOpenAi(true), CALL);
        assertTrue(played.terminal());
        assertEquals(MessageStreamTest.USAGE, played.usage());
        String client = played.client();
        assertTrue(client.contains("\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"hm\"}"), client);
        assertTrue(client.contains("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"SECRET\"}"), client);
        assertFalse(client.contains("\"content\":\"S"), client);
        assertTrue(client.contains("{\"index\":0,\"id\":\"toolu_1\""), client);
        assertTrue(client.contains("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"), client);
        assertTrue(client.contains("\"finish_reason\":\"tool_calls\""), client);
        assertTrue(client.contains("\"prompt_tokens\":18,\"completion_tokens\":15"), client);
        assertTrue(client.endsWith("data: [DONE]\n\n"));
    }

    @Test
    @DisplayName("the end of a stream waits for the books: the reason and the end come with the release")
    void endWaits() {
        Played there = play(toOpenAi(true), CALL);
        assertFalse(there.before().contains("tool_calls\",\"x"));
        assertFalse(there.before().contains("finish_reason\":\"tool_calls"));
        Played back = play(fromOpenAi(), CHUNK + finish() + "data: [DONE]\n\n");
        assertFalse(back.before().contains("message_delta"));
        assertTrue(back.client().contains("event: message_delta"));
    }

    @Test
    @DisplayName("C17 a stream that breaks off is a cut, and no [DONE] is written")
    void cut() {
        Played played = play(toOpenAi(true), CALL.substring(0, CALL.length() - MessageStreamTest.STOP.length()));
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertFalse(played.client().contains("[DONE]"));
        assertFalse(played.client().contains("finish_reason\":\"tool_calls"));
    }

    @Test
    @DisplayName("C18 a refusal without content is an answer that policy ended, streamed and whole")
    void refusal() {
        String whole =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"up\",\"content\":[],\"stop_reason\":\"refusal\","
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
        Played played = play(toOpenAi(false), whole);
        assertTrue(played.client().contains("\"finish_reason\":\"content_filter\""), played.client());
        assertTrue(played.client().contains("\"content\":null"), played.client());
        Played stream = play(
                toOpenAi(true),
                MessageStreamTest.START
                        + MessageStreamTest.DELTA.replace("end_turn", "refusal")
                        + MessageStreamTest.STOP);
        assertTrue(stream.client().contains("\"finish_reason\":\"content_filter\""), stream.client());
    }

    @Test
    @DisplayName("E18 an OpenAI stream that breaks off ends no message")
    void breaksOff() {
        Played played = play(fromOpenAi(), CHUNK);
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertTrue(played.client().startsWith("event: message_start\n"));
        assertFalse(played.client().contains("message_delta"));
        assertFalse(played.client().contains("message_stop"));
    }

    @Test
    @DisplayName("an Anthropic client sees OpenAI's usage in the last event, input without what was cached")
    void usage() {
        String usage =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":5}}}\n\n";
        Played played = play(fromOpenAi(), CHUNK + finish() + usage + "data: [DONE]\n\n");
        assertEquals(new Usage(4, 5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0), played.usage());
        assertTrue(
                played.client()
                        .contains("\"usage\":{\"input_tokens\":4,\"cache_creation_input_tokens\":0,"
                                + "\"cache_read_input_tokens\":5,"),
                played.client());
        assertTrue(played.client().endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
    }

    private static String finish() {
        return CHUNK.replace("{\"content\":\"Hi\"}", "{},\"finish_reason\":\"stop\"");
    }

    private static Passage toOpenAi(boolean streamed) {
        return new TranslatedPassage(
                passage(streamed, "up"),
                streamed,
                new ChatReplyReader(streamed),
                Chats.OPENAI.writer(new Envelope("r", 7, "mine", streamed ? Framing.EVENTS : Framing.WHOLE, true)));
    }

    private static Passage fromOpenAi() {
        OpenAi openAi = new OpenAi("/r/{id}");
        byte[] body = Exchanged.utf8("{\"model\":\"up\",\"stream\":true}");
        var chat = openAi.operations().stream()
                .filter(each -> each.kind() == Kind.CHAT)
                .findFirst()
                .orElseThrow();
        Peek peek = (Peek) openAi.peek(chat, Parameters.NONE, body, body.length);
        return new TranslatedPassage(
                openAi.same(chat, peek, body, body.length, "up", Set.of(), false)
                        .passage(true),
                true,
                Chats.OPENAI.reader(true),
                Chats.ANTHROPIC.writer(new Envelope("r", 7, "mine", Framing.EVENTS, true)));
    }
}
