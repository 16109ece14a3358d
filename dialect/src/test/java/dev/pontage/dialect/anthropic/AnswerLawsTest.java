package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.passage;
import static dev.pontage.dialect.anthropic.Exchanged.play;
import static dev.pontage.dialect.anthropic.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Laws of answers")
class AnswerLawsTest {
    private static final List<String> EVENTS = List.of(
            MessageStreamTest.START,
            MessageStreamTest.BLOCK,
            MessageStreamTest.WORD,
            MessageStreamTest.PING,
            MessageStreamTest.BLOCK_STOP,
            MessageStreamTest.DELTA,
            MessageStreamTest.STOP,
            MessageStreamTest.ERROR,
            ": comment\n\n",
            "\n",
            "data\n\n",
            "data: [\n\n",
            "data: {bad}\n\n",
            "data: 12\n\n",
            "data: [DONE]\n\n",
            "event: message_stop\ndata: {}\n\n",
            "data: {\"type\":\"content_block_delta\",\n\ndata: \"index\":{}}\n\n",
            "data: {\"type\":\"content_block_start\",\"content_block\":7}\n\n",
            "data: {\"pad\":\"" + "y".repeat(66_000) + "\",\"model\":\"up\",\"usage\":{}}\n\n");

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    @Label("cutting any stream anywhere changes nothing, passed on or translated (C5, F-14)")
    void cutting(@ForAll("streams") String stream, @ForAll boolean translated, @ForAll long seed) {
        byte[] bytes = utf8(stream);
        Played whole = play(made(translated), bytes);
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            int[] cuts = bytes.length < 2
                    ? new int[0]
                    : random.ints(1 + random.nextInt(9), 1, bytes.length)
                            .sorted()
                            .distinct()
                            .toArray();
            assertEquals(whole, play(made(translated), bytes, cuts));
        }
        assertEquals(whole, play(made(translated), bytes, Exchanged.everyByte(bytes)));
    }

    private static Passage made(boolean translated) {
        Passage own = passage(true, "mine");
        return translated
                ? new TranslatedPassage(
                        own,
                        true,
                        new ChatReplyReader(true),
                        Chats.OPENAI.writer(new Envelope("r", 7, "mine", Framing.EVENTS, true)))
                : own;
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of("\n", "\r\n", "\r")
                .flatMap(end -> Arbitraries.of(EVENTS)
                        .list()
                        .ofMaxSize(8)
                        .map(events -> String.join("", events).replace("\n", end))
                        .flatMap(stream -> Arbitraries.integers()
                                .between(0, 30)
                                .map(cut ->
                                        stream.substring(0, Math.max(0, stream.length() - Math.max(0, cut - 20))))));
    }
}
