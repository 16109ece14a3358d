package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.passage;
import static dev.pontage.dialect.openai.Exchanged.play;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.openai.Exchanged.Played;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
    @Label("cutting any stream anywhere changes nothing: output, usage, commit, failure (C5, F-14)")
    void cutting(
            @ForAll("streams") String stream, @ForAll boolean responses, @ForAll boolean asked, @ForAll long seed) {
        Kind kind = responses ? Kind.RESPONSES : Kind.CHAT;
        byte[] bytes = utf8(stream);
        Played whole = play(passage(kind, true, "mine", asked), bytes);
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            int[] cuts = bytes.length < 2
                    ? new int[0]
                    : random.ints(1 + random.nextInt(9), 1, bytes.length)
                            .sorted()
                            .distinct()
                            .toArray();
            assertEquals(whole, play(passage(kind, true, "mine", asked), bytes, cuts));
        }
        assertEquals(whole, play(passage(kind, true, "mine", asked), bytes, Exchanged.everyByte(bytes)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("without splices a stream that is complete passes byte for byte (F-64)")
    void passThrough(@ForAll("completeStreams") String stream) {
        Played played = play(passage(Kind.CHAT, true, "up", true), stream);
        assertTrue(played.terminal());
        assertEquals(stream, played.client());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    @Label("a splice of the model changes the model and nothing else")
    void splice(@ForAll("completeStreams") String stream) {
        Played played = play(passage(Kind.CHAT, true, "m\u00efne", true), stream);
        assertEquals(stream.replace("\"model\":\"up\"", "\"model\":\"m\u00efne\""), played.client());
    }

    @Property(tries = 300)
    @Label("a streamed and a whole answer of the same content give the same usage and delivered text (fold)")
    void fold(
            @ForAll("texts") List<String> texts,
            @ForAll("counts") long in,
            @ForAll("counts") long out,
            @ForAll("counts") long cached,
            @ForAll("counts") long reasoning) {
        String usage = "\"usage\":{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out
                + ",\"prompt_tokens_details\":{\"cached_tokens\":" + cached
                + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning + "}}";
        StringBuilder stream = new StringBuilder();
        StringBuilder content = new StringBuilder();
        for (String text : texts) {
            stream.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                    .append(quote(text))
                    .append("}}]}\n\n");
            content.append(text);
        }
        stream.append("data: {\"choices\":[],").append(usage).append("}\n\ndata: [DONE]\n\n");
        String whole = "{\"choices\":[{\"message\":{\"content\":" + quote(content.toString()) + "}}]," + usage + "}";
        Played streamed = play(passage(Kind.CHAT, true, "up", false), stream.toString());
        Played held = play(passage(Kind.CHAT, false, "up", false), whole);
        assertEquals(held.usage(), streamed.usage());
        assertEquals(held.clamped(), streamed.clamped());
        assertEquals(held.delivered(), streamed.delivered());
    }

    @Property(tries = 200)
    @Label("cutting a whole answer anywhere changes nothing (C5)")
    void cuttingWhole(@ForAll("texts") List<String> texts, @ForAll long seed) {
        String answer = " {\"a\":[" + quote(String.join("", texts))
                + ",1.50],\"model\" : \"up\",\"choices\":[{\"text\":" + quote(String.join("x", texts))
                + "}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n";
        byte[] bytes = utf8(answer);
        Played whole = play(passage(Kind.COMPLETIONS, false, "mine", false), bytes);
        assertEquals(answer.replace("\"up\"", "\"mine\""), whole.client());
        int[] cuts =
                new Random(seed).ints(5, 1, bytes.length).sorted().distinct().toArray();
        assertEquals(whole, play(passage(Kind.COMPLETIONS, false, "mine", false), bytes, cuts));
        assertEquals(whole, play(passage(Kind.COMPLETIONS, false, "mine", false), bytes, Exchanged.everyByte(bytes)));
    }

    @Provide
    Arbitrary<Long> counts() {
        return Arbitraries.longs().between(0, 1_000);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("", "a", "Gr\u00fc\u00df", "\n\"\\", "\ud83d\ude00", "\u4e2d\u6587", "x".repeat(70))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> completeStreams() {
        List<String> events = new ArrayList<>(List.of(
                ChatStreamTest.ROLE, ChatStreamTest.WORD, ChatStreamTest.STOP, ChatStreamTest.USAGE, ": ping\n\n"));
        events.add("id: 1\ndata: {\"a\":\ndata: 1,\"model\":\"up\"}\nretry: 5\n\n");
        events.add(
                "data: {\"choices\":[{\"delta\":{\"content\":\"" + "y".repeat(70_000) + "\"}}],\"model\":\"up\"}\n\n");
        return eventStreams(events).map(stream -> stream.substring(1) + ended(LINE_ENDS[stream.charAt(0) - '0']));
    }

    private static String ended(String lineEnd) {
        return (ChatStreamTest.STOP + ChatStreamTest.DONE).replace("\n", lineEnd);
    }

    /** Any events, of any protocol, in any line ending, whole or cut off. */
    @Provide
    Arbitrary<String> streams() {
        List<String> events = new ArrayList<>(List.of(
                ChatStreamTest.ROLE,
                ChatStreamTest.WORD,
                ChatStreamTest.STOP,
                ChatStreamTest.USAGE,
                ChatStreamTest.DONE,
                ResponsesStreamTest.CREATED,
                ResponsesStreamTest.ITEM,
                ResponsesStreamTest.DELTA,
                ResponsesStreamTest.COMPLETED,
                ": ping\n\n",
                "\n",
                "data\n\n",
                "data: \n\n",
                "data: [\n\n",
                "data: {bad}\n\n",
                "data: 12\n\n",
                "event: error\ndata: {\"message\":\"m\"}\n\n",
                "data: {\"error\":\"e\"}\n\n",
                "data: {\"choices\":[],\ndata:\"usage\":{\"total_tokens\":2}}\n\n"));
        events.add("data: {\"pad\":\"" + "y".repeat(66_000) + "\",\"model\":\"up\",\"usage\":{}}\n\n");
        return eventStreams(events)
                .map(stream -> stream.substring(1))
                .flatMap(stream -> Arbitraries.integers()
                        .between(0, 30)
                        .map(cut -> stream.substring(0, Math.max(0, stream.length() - Math.max(0, cut - 20)))));
    }

    private static Arbitrary<String> eventStreams(List<String> events) {
        Arbitrary<String> joined = Arbitraries.of(events).list().ofMaxSize(7).map(list -> String.join("", list));
        return Arbitraries.of('0', '1', '2')
                .flatMap(kind -> joined.map(stream -> kind + stream.replace("\n", LINE_ENDS[kind - '0'])));
    }

    private static String quote(String text) {
        return new String(JsonText.quote(text), StandardCharsets.UTF_8);
    }
}
