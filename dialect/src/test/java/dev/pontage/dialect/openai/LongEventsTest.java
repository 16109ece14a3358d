package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.into;
import static dev.pontage.dialect.openai.Exchanged.passage;
import static dev.pontage.dialect.openai.Exchanged.play;
import static dev.pontage.dialect.openai.Exchanged.stream;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.openai.Exchanged.Played;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event of more than 64 KiB")
class LongEventsTest {
    private static final String LONG = "x".repeat(200_000);
    private static final String COMPLETED =
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
                    + "{\"id\":\"r\",\"output\":[{\"content\":[{\"text\":\"" + LONG
                    + "\"}]}],\"model\":\"up\",\"usage\":"
                    + "{\"input_tokens\":5,\"output_tokens\":7,\"total_tokens\":12}}}\r\n\r\n";

    @Test
    @DisplayName("that breaks off has its text counted as far as it came: reasoning too, and deltas once (L-04)")
    void breaksOff() {
        Passage chat = stream(Kind.CHAT);
        byte[] reasoning = utf8("data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"" + LONG);
        chat.feed(reasoning, 0, reasoning.length, into(new ByteArrayOutputStream()));
        assertEquals(LONG.length(), chat.deliveredTextBytes());

        Passage response = stream(Kind.RESPONSES);
        byte[] delta = utf8("data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + LONG);
        response.feed(delta, 0, delta.length, into(new ByteArrayOutputStream()));
        assertEquals(LONG.length(), response.deliveredTextBytes());
        byte[] again = utf8("\"}\n\n" + COMPLETED.substring(0, 150_000));
        response.feed(again, 0, again.length, into(new ByteArrayOutputStream()));
        assertEquals(LONG.length(), response.deliveredTextBytes());
    }

    @Test
    @DisplayName("is relayed while it is read, its end kept: usage and model in it are still read and spliced")
    void terminal() {
        byte[] bytes = utf8(COMPLETED);
        Passage passage = passage(Kind.RESPONSES, true, "mine", true);
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        passage.feed(bytes, 0, 100_000, into(client));
        assertEquals(100_000, client.size());
        assertTrue(passage.committed());
        assertTrue(passage.midEvent());
        int modelAt = COMPLETED.indexOf("\"up\"");
        passage.feed(bytes, 100_000, modelAt + 2, into(client));
        assertEquals(modelAt, client.size());
        passage.feed(bytes, modelAt + 2, bytes.length, into(client));
        assertTrue(passage.terminal());
        String expected = COMPLETED.replace("\"up\"", "\"mine\"");
        assertEquals(expected.stripTrailing(), client.toString(StandardCharsets.UTF_8));
        assertEquals(Usage.text(5, 7), passage.usage());
        assertEquals(LONG.length(), passage.deliveredTextBytes());
        passage.release(into(client));
        assertEquals(expected, client.toString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("gives the same however it is cut (C5)")
    void cuts() {
        Random random = new Random(7);
        String failed = COMPLETED.replace("\"usage\"", "\"error\":{\"code\":\"server_error\"},\"usage\"");
        String usageOnly =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1},\"pad\":\"" + LONG + "\"}\n\ndata: [DONE]\n\n";
        String errorText = "data: {\"pad\":\"" + LONG + "\",\"error\":\"" + "e".repeat(90) + "\"}\n\n";
        String badJson = ("data: {\"pad\":\"" + LONG + "\",}\n\n").repeat(4);
        for (String answer : new String[] {COMPLETED, failed, usageOnly, errorText, badJson}) {
            Kind kind = answer.startsWith("event") ? Kind.RESPONSES : Kind.CHAT;
            Played whole = play(passage(kind, true, "mine", false), answer);
            for (int i = 0; i < 40; i++) {
                int[] cuts = random.ints(1 + random.nextInt(6), 1, answer.length())
                        .sorted()
                        .distinct()
                        .toArray();
                assertEquals(whole, play(passage(kind, true, "mine", false), answer, cuts));
            }
        }
    }

    @Test
    @DisplayName("that is cut is ended before anything follows, and no heartbeat may stand in it (F-11)")
    void cutInside() {
        Played played = play(stream(Kind.RESPONSES), COMPLETED.substring(0, 150_000));
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertTrue(played.midEvent());
        assertEquals(COMPLETED.substring(0, 150_000) + "\n\n", played.client());
    }

    @Test
    @DisplayName("of usage that nobody asked for stays, since part of it has gone on")
    void usageOnly() {
        String answer = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1},\"pad\":\"" + LONG + "\"}\n\n";
        Played played = play(passage(Kind.CHAT, true, "up", false), answer + ChatStreamTest.DONE);
        assertEquals(answer + ChatStreamTest.DONE, played.client());
    }

    @Test
    @DisplayName("that is cut after the finish makes the stream a cut one all the same")
    void cutAfterFinish() {
        String answer = ChatStreamTest.STOP + "data: {\"pad\":\"" + LONG;
        Played played = play(stream(Kind.CHAT), answer);
        assertInstanceOf(Failure.Cut.class, played.failure());
        assertEquals(answer + "\n\n", played.client());
    }

    @Test
    @DisplayName("that lacks its last line end at the end of the stream is ended by us")
    void noLineEnd() {
        String answer = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1},\"pad\":\"" + LONG + "\"}";
        for (int[] cuts : new int[][] {{}, {100_000}, {100_000, answer.length() - 1}}) {
            Played played = play(stream(Kind.CHAT), answer, cuts);
            assertEquals(answer + "\n\n" + ChatStreamTest.DONE, played.client());
            assertTrue(played.terminal());
        }
    }

    @Test
    @DisplayName("that carries an error is not shown beyond the error's place (F-13)")
    void errorInside() {
        String answer = "data: {\"pad\":\"" + LONG + "\",\"error\":{\"message\":\"secret\",\"code\":429}}\n\n";
        Played played = play(stream(Kind.CHAT), answer, 100_000);
        assertEquals(new Failure.RateLimited(-1, "secret"), played.failure());
        assertFalse(played.client().contains("secret"));
        String text = "data: {\"pad\":\"" + LONG + "\",\"error\":\"secret words\"}\n\n";
        Played cutInText = play(stream(Kind.CHAT), text, 100_000, text.indexOf("secret") + 6);
        assertEquals(new Failure.ServerError(500, "secret words"), cutInText.failure());
        assertFalse(cutInText.client().contains("secret"));
        Played early =
                play(stream(Kind.CHAT), "data: {\"error\":{\"message\":\"m\"},\"pad\":\"" + LONG + "\"}\n\n", 90_000);
        assertFalse(early.client().contains("x"));
    }

    @Test
    @DisplayName("whose model never ends is garbled, so that memory stays bounded (F-17)")
    void endlessName() {
        String answer = "data: {\"pad\":\"" + LONG + "\",\"model\":\"" + LONG + LONG + "\"}\n\n";
        for (int[] cuts : new int[][] {{}, {100_000, 300_000, 400_000}}) {
            assertInstanceOf(
                    Failure.Garbled.class,
                    play(passage(Kind.CHAT, true, "mine", true), answer, cuts).failure());
        }
    }
}
