package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.play;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.openai.Exchanged.Played;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Answers that are translated, on this dialect's own passage")
class TranslatedAnswersTest {
    private static final String HEAD = "{\"id\":\"i\",\"created\":3,\"model\":\"up\",\"choices\":";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1,\"total_tokens\":3}";
    private static final String STREAM = "data: " + HEAD + "[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n"
            + "data: " + HEAD + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: " + HEAD + "[]," + USAGE + "}\n\ndata: [DONE]\n\n";
    private static final String WHOLE =
            HEAD + "[{\"index\":0,\"message\":{\"content\":\"Hi\"}," + "\"finish_reason\":\"stop\"}]," + USAGE + "}";

    @Test
    @DisplayName("usage and the end are the upstream's own, whatever the client asked for (H13)")
    void everyForm() {
        for (boolean upstreamStreams : new boolean[] {true, false}) {
            String answer = upstreamStreams ? STREAM : WHOLE;
            for (boolean clientStreams : new boolean[] {true, false}) {
                Played played = play(translated(upstreamStreams, clientStreams), answer);
                assertTrue(played.terminal());
                assertEquals(Usage.text(2, 1), played.usage());
                assertEquals(2, played.delivered());
                assertTrue(played.client().contains("\"content\":\"Hi\""), played.client());
                assertEquals(clientStreams, played.client().endsWith("data: [DONE]\n\n"));
                assertEquals(!clientStreams, played.client().contains("\"prompt_tokens\":2"), played.client());
            }
        }
    }

    @Test
    @DisplayName("a whole answer is there at its last byte: nobody waits for the end of the body to read it")
    void wholeAtItsLastByte() {
        Passage passage = translated(false, false);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        byte[] answer = utf8(WHOLE);
        passage.feed(answer, 0, answer.length, Exchanged.into(client));
        assertTrue(passage.terminal());
        passage.release(Exchanged.into(client));
        assertTrue(client.toString(StandardCharsets.UTF_8).contains("\"content\":\"Hi\""));
    }

    @Test
    @DisplayName("the end of a stream waits for the books: finish and marker come with the release")
    void endWaits() {
        Played played = play(translated(true, true), STREAM);
        assertTrue(played.before().contains("\"content\":\"Hi\""));
        assertFalse(played.before().contains("stop"));
        assertTrue(played.client().contains("\"finish_reason\":\"stop\""));
    }

    @Test
    @DisplayName("cut anywhere, it is the same (C5)")
    void cutting() {
        byte[] stream = utf8(STREAM);
        Played whole = play(translated(true, true), stream);
        assertEquals(whole, play(translated(true, true), stream, Exchanged.everyByte(stream)));
        byte[] body = utf8(WHOLE);
        assertEquals(
                play(translated(false, true), body), play(translated(false, true), body, Exchanged.everyByte(body)));
    }

    @Test
    @DisplayName("what is valid JSON and no completion is a failure, seen before anything is released")
    void garbled() {
        Played whole = play(translated(false, false), "{\"choices\":7}");
        assertInstanceOf(Failure.Garbled.class, whole.failure());
        assertFalse(whole.terminal());
        Played stream = play(translated(true, true), "data: " + HEAD + "[{\"delta\":{\"content\":{}}}]}\n\n" + STREAM);
        assertInstanceOf(Failure.Garbled.class, stream.failure());
    }

    private static Passage translated(boolean upstreamStreams, boolean clientStreams) {
        Envelope envelope = new Envelope("r", 7, "mine", clientStreams ? Framing.EVENTS : Framing.WHOLE, false);
        return new TranslatedPassage(
                Exchanged.passage(Kind.CHAT, upstreamStreams, "up", false),
                upstreamStreams,
                new ChatReplyReader(upstreamStreams),
                clientStreams
                        ? new ChatReplyWriter(envelope, Calls.TOOLS)
                        : new ChatWholeWriter(envelope, Calls.TOOLS));
    }
}
