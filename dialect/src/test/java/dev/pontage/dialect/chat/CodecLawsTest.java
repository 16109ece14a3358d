package dev.pontage.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Laws of every codec of the canonical chat, over the corpus and all case files")
class CodecLawsTest {

    static Stream<Arguments> sayings() {
        return Stream.of(Corpus.values())
                .flatMap(corpus -> Sayings.ALL.stream().map(saying -> Arguments.of(corpus, saying)));
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Corpus.values())
                .flatMap(client -> Stream.of(Corpus.values()).map(upstream -> Arguments.of(client, upstream)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sayings")
    @DisplayName("fold: what is written, streamed or whole, is read as the same answer")
    void fold(Corpus corpus, List<ChatEvent> saying) {
        List<ChatEvent> signed = signed(corpus, saying);
        List<Plain> said = plain(folded(sink -> signed.forEach(sink)));
        assertEquals(said, plain(folded(reading(corpus, true, corpus.written(corpus.stream(), signed)))));
        assertEquals(said, plain(folded(reading(corpus, false, corpus.written(Framing.WHOLE, signed)))));
        if (corpus == Corpus.GEMINI) {
            assertEquals(said, plain(folded(reading(corpus, true, corpus.written(Framing.ARRAY, signed)))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Corpus.class)
    @DisplayName("cutting: an answer says the same wherever it is cut (C5)")
    void cutting(Corpus corpus) {
        for (boolean streamed : new boolean[] {true, false}) {
            for (byte[] bytes : corpus.answers(streamed)) {
                List<ChatEvent> whole = listed(reading(corpus, streamed, bytes));
                int step = Math.max(1, bytes.length / 100);
                for (int cut = 1; cut < bytes.length; cut += step) {
                    int at = cut;
                    ReplyReader reader = corpus.codec().reader(streamed);
                    assertEquals(whole, listed(sink -> {
                        reader.feed(bytes, 0, at, sink);
                        reader.feed(bytes, at, bytes.length, sink);
                        reader.end(sink);
                    }));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Corpus.class)
    @DisplayName("round trip: a request read, written and read again is the same, but for declared losses")
    void roundTrip(Corpus corpus) {
        assertTrue(corpus.requests().size() >= 4);
        for (String body : corpus.requests()) {
            ChatRequest request = corpus.read(body);
            Written written = refusedOrWritten(corpus, request);
            if (written != null) {
                same(request, corpus.read(written.body()), written, body);
            }
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    @DisplayName("crossing: what a client of one means, the other says, but for declared losses")
    void crossing(Corpus client, Corpus upstream) {
        int crossed = 0;
        for (String body : client.requests()) {
            ChatRequest request = fetched(client.read(body), upstream);
            Written written = refusedOrWritten(upstream, request);
            if (written != null) {
                crossed++;
                same(request, upstream.read(written.body()), written, body);
                assertEquals(
                        written.body(),
                        upstream.codec()
                                .write(request, upstream.model(), Set.of())
                                .body(),
                        "a prompt is spelled alike in every turn (K05)");
            }
        }
        assertTrue(crossed >= 3, "only " + crossed + " crossed");
    }

    /** The request in which what an upstream does not fetch itself is in place, as it will be when it is written. */
    private static ChatRequest fetched(ChatRequest request, Corpus upstream) {
        Set<Part.Medium> others = upstream.codec().fetches(Set.of());
        return MediaByUrl.replaced(request, others, media -> {
            boolean image = media.medium() == Part.Medium.IMAGE;
            return new Part.Media(
                    media.medium(),
                    image ? "image/png" : "application/pdf",
                    new Part.Inline(image ? "iVBORw0KGgo=" : "JVBERi0xLjc="),
                    media.name(),
                    media.detail(),
                    media.mark());
        });
    }

    /** Null where the upstream's protocol has no like and says so by the field's name. */
    private static @Nullable Written refusedOrWritten(Corpus upstream, ChatRequest request) {
        try {
            return upstream.codec().write(request, upstream.model(), Set.of());
        } catch (Malformed refused) {
            assertTrue(Set.of("n", "messages", "seed").contains(refused.path()), String.valueOf(refused.getMessage()));
            return null;
        }
    }

    private static void same(ChatRequest meant, ChatRequest read, Written written, String body) {
        List<Loss> losses = written.losses();
        Meaning before = Meaning.of(meant, losses);
        Meaning after = Meaning.of(read, losses);
        if (meant.format() instanceof AnswerFormat.Text) {
            assertEquals(before.instructions(), after.instructions(), body);
            if (!(meant.choice() instanceof ToolChoice.None)) {
                assertEquals(before.tools(), after.tools(), body);
            }
            assertEquals(before.choice(), after.choice(), body);
        }
        assertEquals(before.said(), after.said(), body);
        assertEquals(before.thinks(), after.thinks(), body);
        Map<Setting, Json> more = new HashMap<>(after.settings());
        // A ceiling that nobody asked for may be one that the protocol demands.
        if (!before.settings().containsKey(Setting.MAX_TOKENS)) {
            more.remove(Setting.MAX_TOKENS);
        }
        assertEquals(before.settings(), more, body + " became " + written.body());
    }

    private static Consumer<Consumer<ChatEvent>> reading(Corpus corpus, boolean streamed, byte[] bytes) {
        ReplyReader reader = corpus.codec().reader(streamed);
        return sink -> {
            reader.feed(bytes, 0, bytes.length, sink);
            reader.end(sink);
        };
    }

    private static List<ChatEvent> listed(Consumer<Consumer<ChatEvent>> reading) {
        List<ChatEvent> events = new ArrayList<>();
        try {
            reading.accept(events::add);
        } catch (Malformed malformed) {
            // Another protocol's answer: where it stops making sense must not depend on cuts either.
            return List.copyOf(events);
        }
        return events;
    }

    private static ChatReply folded(Consumer<Consumer<ChatEvent>> reading) {
        Fold fold = new Fold();
        reading.accept(fold::add);
        return fold.reply();
    }

    /** The same, signed by the maker whose signatures this protocol carries. */
    private static List<ChatEvent> signed(Corpus corpus, List<ChatEvent> saying) {
        return Sayings.begun(saying).stream()
                .map(event -> event instanceof ChatEvent.Signed(int answer, String signature)
                        ? new ChatEvent.Signed(answer, corpus.signer().canonical(signature))
                        : event)
                .toList();
    }

    /** An answer without the names that not every protocol has, and with refusals as the text that they are in most. */
    private record Plain(List<Part> parts, @Nullable Finish finish, String stopString) {}

    private static List<Plain> plain(ChatReply reply) {
        List<Plain> answers = new ArrayList<>();
        for (ChatReply.Answer answer : reply.answers()) {
            List<Part> parts = new ArrayList<>();
            for (Part part : answer.parts()) {
                parts.add(part instanceof Part.Refused(String text) ? new Part.Text(text, null) : part);
            }
            answers.add(new Plain(parts, answer.finish(), answer.stopString()));
        }
        return answers;
    }
}
