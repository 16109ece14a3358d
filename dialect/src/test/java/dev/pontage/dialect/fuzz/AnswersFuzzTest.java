package dev.pontage.dialect.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.bedrock.InvokeEmbeddings;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.Corpus;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.embed.EmbeddingJoin;
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.embed.Input;
import dev.pontage.dialect.gemini.GeminiEmbeddings;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.openai.OpenAiEmbeddings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("No answer makes a reader or a tap throw anything but its own error, and cuts change nothing (C5)")
class AnswersFuzzTest {
    private static final Map<Corpus, List<byte[]>> STREAMS = new EnumMap<>(Corpus.class);
    private static final Map<Corpus, List<byte[]>> WHOLES = new EnumMap<>(Corpus.class);

    static {
        for (Corpus corpus : Corpus.values()) {
            STREAMS.put(corpus, corpus.answers(true));
            WHOLES.put(corpus, corpus.answers(false));
        }
    }

    private static final List<byte[]> VECTORS = List.of(
            Mutations.utf8(
                    "{\"data\":[{\"index\":1,\"embedding\":[0.10,-2e-7]},{\"index\":0,\"embedding\":\"AAAAPw==\"}],"
                            + "\"model\":\"up\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}"),
            Mutations.utf8("{\"embeddings\":[{\"values\":[\n 1,\n 2 ]},{\"values\":[3]}]}"),
            Mutations.utf8("{\"embedding\":[1,2],\"inputTextTokenCount\":3}"),
            Mutations.utf8("{\"embeddings\":[[1],[2]],\"id\":\"i\",\"texts\":[\"A\",\"B\"]}"),
            Mutations.utf8("{\"embeddings\":{\"float\":[[1],[2]]}}"),
            Mutations.utf8("{\"embeddings\":[{\"embedding\":[1]},{\"embedding\":[2]}]}"));

    @Property(seed = Mutations.SEED, tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @Label("readers")
    void readers(@ForAll Corpus corpus, @ForAll boolean streamed, @ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] answer = spoiled(corpus, streamed, random);
            ReplyReader once = corpus.codec().reader(streamed);
            ReplyReader cut = corpus.codec().reader(streamed);
            assertEquals(read(once, answer), read(cut, answer, Mutations.cuts(answer.length, random)));
        }
    }

    /** What a reader told, and how it ended. */
    private record Told(List<ChatEvent> events, @Nullable String error) {}

    private static Told read(ReplyReader reader, byte[] answer, int... cuts) {
        List<ChatEvent> events = new ArrayList<>();
        try {
            int from = 0;
            for (int cut : cuts) {
                reader.feed(answer, from, cut, events::add);
                from = cut;
            }
            reader.feed(answer, from, answer.length, events::add);
            reader.end(events::add);
            return new Told(events, null);
        } catch (Malformed malformed) {
            return new Told(events, malformed.getMessage());
        }
    }

    @Property(seed = Mutations.SEED, tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @Label("taps")
    void taps(@ForAll Corpus corpus, @ForAll boolean streamed, @ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] answer = spoiled(corpus, streamed, random);
            Played once = play(corpus.codec().tap(streamed), answer);
            Played cut = play(corpus.codec().tap(streamed), answer, Mutations.cuts(answer.length, random));
            assertEquals(once.seen(), cut.seen());
        }
    }

    @Property(seed = Mutations.SEED, tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    @Label("translated answers, from any upstream to any client")
    void translated(@ForAll Corpus upstream, @ForAll Corpus client, @ForAll boolean streamed, @ForAll long seed) {
        Random random = Mutations.random(seed);
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] answer = spoiled(upstream, streamed, random);
            Played once = play(passage(upstream, client, streamed), answer);
            Played cut = play(passage(upstream, client, streamed), answer, Mutations.cuts(answer.length, random));
            assertEquals(once.seen(), cut.seen());
            assertTrue(once.terminal || once.failure != null, "neither an end nor a failure");
        }
    }

    private static Passage passage(Corpus upstream, Corpus client, boolean streamed) {
        return new TranslatedPassage(
                upstream.codec().tap(streamed),
                streamed,
                upstream.codec().reader(streamed),
                client.codec().writer(new Envelope("r", 7, "m", Framing.EVENTS, true)));
    }

    @Property(seed = Mutations.SEED, tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    @Label("answers with embeddings")
    void embeddings(@ForAll boolean packed, @ForAll long seed) {
        Random random = Mutations.random(seed);
        List<EmbeddingCodec> codecs = List.of(new OpenAiEmbeddings(), new GeminiEmbeddings(), new InvokeEmbeddings());
        for (int round = 0; round < Mutations.ROUNDS; round++) {
            byte[] answer = Mutations.spoiled(VECTORS, random);
            EmbeddingCodec upstream = codecs.get(random.nextInt(3));
            Played once = play(vectors(upstream, packed), answer);
            Played cut = play(vectors(upstream, packed), answer, Mutations.cuts(answer.length, random));
            assertEquals(once.seen(), cut.seen());
            assertTrue(once.terminal || once.failure != null, "neither an end nor a failure");
        }
    }

    private static Passage vectors(EmbeddingCodec upstream, boolean packed) {
        List<Input> inputs = List.of(new Input.Text("A"), new Input.Text("B"));
        EmbeddingRequest request = new EmbeddingRequest("m", inputs, 0, null, packed, "", "", List.of());
        return new EmbeddingJoin(new OpenAiEmbeddings(), upstream, request, "cohere.embed-multilingual-v3", "r", "m")
                .passage(0, Headers.NONE);
    }

    private static byte[] spoiled(Corpus corpus, boolean streamed, Random random) {
        return Mutations.spoiled(Objects.requireNonNull((streamed ? STREAMS : WHOLES).get(corpus)), random);
    }

    /** What became of an answer. */
    private record Played(
            List<Byte> client,
            boolean terminal,
            boolean committed,
            @Nullable Failure failure,
            @Nullable Usage usage,
            boolean clamped) {

        /** Of an answer that failed before it was committed, nobody sees a byte, or a count. */
        Played seen() {
            boolean unseen = !committed && failure != null;
            return new Played(
                    unseen ? List.of() : client, terminal, committed, failure, unseen ? null : usage, clamped);
        }
    }

    private static Played play(Passage passage, byte[] answer, int... cuts) {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Passage.Sink sink = (bytes, from, to) -> client.write(bytes, from, to - from);
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? answer.length : cuts[i];
            // The array is used again for every piece, as a transport does.
            byte[] piece = Arrays.copyOfRange(answer, from, to);
            passage.feed(piece, 0, piece.length, sink);
            Arrays.fill(piece, (byte) '#');
            from = to;
        }
        passage.end(sink);
        if (passage.terminal()) {
            passage.release(sink);
        } else {
            passage.interrupt(sink);
        }
        List<Byte> bytes = new ArrayList<>();
        for (byte each : client.toByteArray()) {
            bytes.add(each);
        }
        return new Played(
                bytes, passage.terminal(), passage.committed(), passage.failure(), passage.usage(), passage.clamped());
    }
}
