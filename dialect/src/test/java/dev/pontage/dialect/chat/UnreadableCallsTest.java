package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An answer that ends in a tool call that cannot be read")
class UnreadableCallsTest {
    private static final ChatEvent UNREADABLE = new ChatEvent.Finished(0, Finish.BAD_TOOL_CALL, "");

    /** The protocols that have a word for it, and every client. */
    static Stream<Arguments> pairs() {
        return Stream.of(Corpus.GEMINI, Corpus.BEDROCK)
                .flatMap(upstream -> Stream.of(Corpus.values())
                        .flatMap(client ->
                                Stream.of(true, false).map(streamed -> Arguments.of(upstream, client, streamed))));
    }

    @ParameterizedTest(name = "{0} to {1}, streamed: {2}")
    @MethodSource("pairs")
    @DisplayName("D18 and has nothing else has failed before anything is committed: no empty success, another attempt")
    void nothingElse(Corpus upstream, Corpus client, boolean streamed) {
        Passage passage = passage(upstream, client, streamed);
        play(passage, upstream, streamed);
        assertInstanceOf(Failure.Garbled.class, passage.failure());
        assertFalse(passage.committed());
        assertFalse(passage.terminal());
    }

    @ParameterizedTest(name = "{0} to {1}, streamed: {2}")
    @MethodSource("pairs")
    @DisplayName("D18 and has thoughts alone has failed too, though a stream has shown them")
    void thoughts(Corpus upstream, Corpus client, boolean streamed) {
        Passage passage = passage(upstream, client, streamed);
        play(passage, upstream, streamed, new ChatEvent.Thinking(0, "hm"));
        assertInstanceOf(Failure.Garbled.class, passage.failure());
        assertEquals(streamed, passage.committed());
        assertFalse(passage.terminal());
    }

    @ParameterizedTest(name = "{0} to {1}, streamed: {2}")
    @MethodSource("pairs")
    @DisplayName("D18 and has words before it ends with them, for a word that the client's protocol has")
    void words(Corpus upstream, Corpus client, boolean streamed) {
        Passage passage = passage(upstream, client, streamed);
        String shown = play(passage, upstream, streamed, new ChatEvent.Text(0, "Let me look."));
        assertNull(passage.failure());
        assertTrue(passage.committed());
        assertTrue(passage.terminal());
        assertTrue(shown.contains("Let me look."), shown);
        String word = switch (client) {
            case OPENAI_CHAT -> "\"finish_reason\":\"stop\"";
            case OPENAI_RESPONSES -> "\"status\":\"completed\"";
            case ANTHROPIC -> "\"stop_reason\":\"end_turn\"";
            case GEMINI -> "\"finishReason\":\"MALFORMED_FUNCTION_CALL\"";
            case BEDROCK -> "\"stopReason\":\"malformed_tool_use\"";
        };
        assertTrue(shown.contains(word), shown);
    }

    private static String play(Passage passage, Corpus upstream, boolean streamed, ChatEvent... before) {
        List<ChatEvent> events = new ArrayList<>(List.of(Sayings.STARTED));
        events.addAll(List.of(before));
        events.add(UNREADABLE);
        byte[] answer = upstream.written(streamed ? upstream.stream() : Framing.WHOLE, events);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Passage.Sink client = (b, from, to) -> shown.write(b, from, to - from);
        passage.feed(answer, 0, answer.length, client);
        passage.end(client);
        if (passage.terminal()) {
            passage.release(client);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static Passage passage(Corpus upstream, Corpus client, boolean streamed) {
        Framing framing = streamed ? client.stream() : Framing.WHOLE;
        return new TranslatedPassage(
                upstream.codec().tap(streamed),
                streamed,
                upstream.codec().reader(streamed),
                client.codec().writer(new Envelope("r", 7, "m", framing, false)));
    }
}
