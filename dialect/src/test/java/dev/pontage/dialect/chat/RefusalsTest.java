package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A model's refusal in its own words, as OpenAI's protocols have it,")
class RefusalsTest {
    private static final List<ChatEvent> REFUSAL = List.of(
            Sayings.STARTED, new ChatEvent.Refused(0, "I will not."), new ChatEvent.Finished(0, Finish.REFUSED, ""));

    static Stream<Arguments> pairs() {
        return Stream.of(Corpus.OPENAI_CHAT, Corpus.OPENAI_RESPONSES)
                .flatMap(upstream -> Stream.of(Corpus.values())
                        .flatMap(client ->
                                Stream.of(true, false).map(streamed -> Arguments.of(upstream, client, streamed))));
    }

    @ParameterizedTest(name = "{0} to {1}, streamed: {2}")
    @MethodSource("pairs")
    @DisplayName("reaches every client as one: by its place, or by the reason why the answer ended")
    void told(Corpus upstream, Corpus client, boolean streamed) {
        byte[] answer = upstream.written(streamed ? upstream.stream() : Framing.WHOLE, REFUSAL);
        Passage passage = new TranslatedPassage(
                upstream.codec().tap(streamed),
                streamed,
                upstream.codec().reader(streamed),
                client.codec().writer(new Envelope("r", 7, "m", streamed ? client.stream() : Framing.WHOLE, false)));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Passage.Sink sink = (b, from, to) -> shown.write(b, from, to - from);
        passage.feed(answer, 0, answer.length, sink);
        passage.end(sink);
        passage.release(sink);
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("I will not."), text);
        String word = switch (client) {
            case OPENAI_CHAT -> "\"refusal\":\"I will not.\"";
            case OPENAI_RESPONSES -> "\"type\":\"refusal\"";
            case ANTHROPIC -> "\"stop_reason\":\"refusal\"";
            case GEMINI -> "\"finishReason\":\"SAFETY\"";
            case BEDROCK -> "\"stopReason\":\"content_filtered\"";
        };
        assertTrue(text.contains(word), text);
        String end = client == Corpus.OPENAI_CHAT ? "\"finish_reason\":\"stop\"" : "\"status\":\"completed\"";
        boolean ofOpenAi = client == Corpus.OPENAI_CHAT || client == Corpus.OPENAI_RESPONSES;
        assertEquals(ofOpenAi, text.contains(end), text);
    }
}
