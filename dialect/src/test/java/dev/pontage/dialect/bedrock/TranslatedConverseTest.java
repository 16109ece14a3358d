package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.CODEC;
import static dev.pontage.dialect.bedrock.Conversed.OPENAI;
import static dev.pontage.dialect.bedrock.Conversed.SONNET;
import static dev.pontage.dialect.bedrock.Conversed.everyByte;
import static dev.pontage.dialect.bedrock.Conversed.exception;
import static dev.pontage.dialect.bedrock.Conversed.frame;
import static dev.pontage.dialect.bedrock.Conversed.join;
import static dev.pontage.dialect.bedrock.Conversed.openAi;
import static dev.pontage.dialect.bedrock.Conversed.play;
import static dev.pontage.dialect.bedrock.Conversed.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.bedrock.Conversed.Played;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Converse answers translated for OpenAI clients, on this dialect's own passage")
class TranslatedConverseTest {
    private static final ChatRequest REQUEST =
            openAi("{\"model\":\"mine\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                    + "\"tools\":[{\"type\":\"function\","
                    + "\"function\":{\"name\":\"my.tool\"}}]}");
    private static final String TOOL = ToolNames.of(REQUEST).there("my.tool");
    private static final byte[] STREAM = join(
            frame("messageStart", "{\"role\":\"assistant\"}"),
            frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"H中😀\"}}"),
            frame("contentBlockStop", "{\"contentBlockIndex\":0}"),
            frame(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"" + TOOL
                            + "\"}}}"),
            frame("contentBlockStop", "{\"contentBlockIndex\":1}"),
            frame("messageStop", "{\"stopReason\":\"tool_use\"}"),
            frame("metadata", "{\"usage\":{\"inputTokens\":2,\"outputTokens\":1,\"cacheReadInputTokens\":4}}"));
    private static final byte[] WHOLE = utf8("{\"output\":{\"message\":{\"content\":[{\"text\":\"H中😀\"},"
            + "{\"toolUse\":"
            + "{\"toolUseId\":\"c\",\"name\":\"" + TOOL + "\",\"input\":{}}}]}},\"stopReason\":\"tool_use\",\"usage\":"
            + "{\"inputTokens\":2,\"outputTokens\":1,\"cacheReadInputTokens\":4}}");

    private static Passage translated(boolean upstreamStreams, boolean clientStreams) {
        return new TranslatedPassage(
                upstreamStreams ? new ConverseStreamTap() : new ConverseWholeTap(),
                upstreamStreams,
                CODEC.reader(upstreamStreams, REQUEST, SONNET),
                OPENAI.writer(new Envelope("r", 7, "mine", clientStreams ? Framing.EVENTS : Framing.WHOLE, true)));
    }

    private static String client(Played played) {
        return new String(Conversed.bytes(played.client()), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("A38 F02 text, the client's own name of the tool, the reason and exact usage arrive, in every form")
    void everyForm() {
        for (boolean upstream : new boolean[] {true, false}) {
            for (boolean clientStreams : new boolean[] {true, false}) {
                Played played = play(translated(upstream, clientStreams), upstream ? STREAM : WHOLE);
                String client = client(played);
                assertTrue(played.terminal());
                assertEquals(new Usage(2, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0), played.usage());
                assertTrue(client.contains("\"content\":\"H中😀\""), client);
                assertTrue(client.contains("\"name\":\"my.tool\""), client);
                assertTrue(client.contains("\"arguments\":\"{}\""), client);
                assertTrue(client.contains("\"finish_reason\":\"tool_calls\""), client);
                assertTrue(client.contains("\"prompt_tokens\":6,\"completion_tokens\":1,\"total_tokens\":7"), client);
                assertTrue(client.contains("\"model\":\"mine\""), client);
                assertEquals(clientStreams, client.endsWith("data: [DONE]\n\n"));
            }
        }
    }

    @Test
    @DisplayName("the end waits for the books, and wherever the answer is cut it is the same (C5)")
    void cutting() {
        Played stream = play(translated(true, true), STREAM);
        assertFalse(stream.before().contains("tool_calls\",") && stream.before().contains("\"finish_reason\":\"tool"));
        assertEquals(stream, play(translated(true, true), STREAM, everyByte(STREAM)));
        Played whole = play(translated(false, false), WHOLE);
        assertEquals(whole, play(translated(false, false), WHOLE, everyByte(WHOLE)));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int[] cuts = random.ints(3, 1, STREAM.length).sorted().distinct().toArray();
            assertEquals(stream, play(translated(true, true), STREAM, cuts));
        }
    }

    @Test
    @DisplayName("A29 an exception in the stream fails the attempt as what it is; what cannot be read is garbled")
    void failures() {
        byte[] failed = join(
                frame("messageStart", "{\"role\":\"assistant\"}"),
                exception("serviceUnavailableException", "{\"message\":\"busy\"}"));
        assertEquals(
                new Failure.Overloaded(503, -1, "busy"),
                play(translated(true, true), failed).failure());
        byte[] garbled = join(frame("contentBlockDelta", "{\"delta\":{\"text\":{}}}"), STREAM);
        assertInstanceOf(
                Failure.Garbled.class, play(translated(true, true), garbled).failure());
        assertInstanceOf(
                Failure.ServerError.class,
                play(translated(false, false), utf8("{\"Output\":{}}")).failure());
    }
}
