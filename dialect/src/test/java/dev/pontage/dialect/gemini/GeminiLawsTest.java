package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiPassagesTest.event;
import static dev.pontage.dialect.gemini.GeminiPassagesTest.stream;
import static dev.pontage.dialect.gemini.GeminiPassagesTest.whole;
import static dev.pontage.dialect.gemini.Played.play;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Laws of Gemini's requests and answers")
class GeminiLawsTest {
    private static final Pattern VALUES = Pattern.compile("(?<=[:\\[,{])(\"[^\"]*\"|[0-9.-]+|true|false|\\[|\\{)");
    private static final String[] OTHERS = {
        "null",
        "7",
        "-1",
        "1e99999999999",
        "1.5",
        "true",
        "\"\"",
        "\"x\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[{}]",
        "[null]",
        "{\"\":[[]]}"
    };
    private static final List<String> ANSWERS = List.of(
            "{\"candidates\":[{\"index\":1,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\",\"thought\":true,"
                    + "\"thoughtSignature\":\"c2ln\"},{\"functionCall\":{\"id\":\"i\",\"name\":\"a_x2f_b\","
                    + "\"args\":{\"a\":1}}},"
                    + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA\"}},"
                    + "{\"executableCode\":{\"code\":\"c\"}}]},"
                    + "\"finishReason\":\"STOP\","
                    + "\"logprobsResult\":{\"topCandidates\":[{\"candidates\":[{\"token\":\"a\","
                    + "\"logProbability\":-1}]}],\"chosenCandidates\":[{\"token\":\"a\",\"logProbability\":-1}]}}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":1,\"promptTokensDetails\":[{\"modality\":\"AUDIO\","
                    + "\"tokenCount\":1}]},\"modelVersion\":\"up\",\"responseId\":\"r\","
                    + "\"createTime\":\"2026-01-01T00:00:00Z\"}",
            "{\"promptFeedback\":{\"blockReason\":\"SAFETY\",\"blockReasonMessage\":\"m\"}}",
            "{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"S\",\"details\":[{\"reason\":\"R\","
                    + "\"retryDelay\":\"1s\",\"violations\":[{\"quotaId\":\"q\"}]}]}}");

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    @Label("a body with any value changed is read and written, or refused as malformed, and nothing else")
    void hostileRequests(@ForAll @IntRange(max = 3) int which, @ForAll long seed) {
        Random random = new Random(seed);
        String body = GeminiRequestsTest.BODIES.get(which);
        for (int i = 0; i <= random.nextInt(3); i++) {
            body = changed(body, random);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        new Gemini().peek(new Gemini().operations().getFirst(), Parameters.NONE, bytes, bytes.length);
        try {
            Json json = new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
            for (String model : List.of("gemini-1.5-pro", "gemini-2.5-pro", "gemini-3-flash")) {
                GeminiRequestWriter.write(GeminiRequestReader.read(json, new Asked("m", false)), model);
            }
        } catch (JsonError | Malformed refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() > 5);
        }
    }

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    @Label("an answer with any value changed is read, or refused as malformed, and its passage never throws (C5)")
    void hostileAnswers(@ForAll @IntRange(max = 2) int which, @ForAll long seed) {
        Random random = new Random(seed);
        String answer = changed(ANSWERS.get(which), random);
        for (String whole : List.of(answer, "[" + answer + "]")) {
            assertSame(play(whole("mine"), whole), play(whole("mine"), whole, Played.everyByte(whole)));
            read(false, whole);
        }
        String stream = event(answer) + event(answer);
        assertEquals(play(stream("mine"), stream), play(stream("mine"), stream, Played.everyByte(stream)));
        read(true, stream);
        read(true, "[" + answer + "," + answer + "]");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("any bytes pass, or fail, the same however they are cut (C5)")
    void anyBytes(@ForAll("streams") String stream, @ForAll long seed) {
        int[] cuts = stream.length() < 3
                ? new int[0]
                : new Random(seed)
                        .ints(4, 1, stream.length())
                        .sorted()
                        .distinct()
                        .toArray();
        for (boolean streamed : new boolean[] {true, false}) {
            Played once = play(streamed ? stream("m") : whole("m"), stream);
            assertSame(once, play(streamed ? stream("m") : whole("m"), stream, cuts));
            assertSame(once, play(streamed ? stream("m") : whole("m"), stream, Played.everyByte(stream)));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("law of the fold: what is written of a usage is read as its totals, streamed and whole alike")
    void fold(
            @ForAll @IntRange(max = 1000) int input,
            @ForAll @IntRange(max = 1000) int cached,
            @ForAll @IntRange(max = 1000) int output,
            @ForAll @IntRange(max = 1000) int reasoning,
            @ForAll @IntRange(max = 1000) int audio,
            @ForAll @IntRange(max = 1000) int image) {
        Usage usage = new Usage(input, cached, 0, 0, output, reasoning, audio, image, image, audio, image, audio, 0);
        String metadata = "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                + JsonText.of(Answers.usage(usage)) + "}";
        Played whole = play(whole(""), metadata);
        assertEquals(usage, whole.usage());
        assertEquals(false, whole.clamped());
        assertEquals(usage, play(stream(""), event(metadata)).usage());
        assertEquals(usage, play(whole(""), "[" + metadata + "]").usage());
    }

    /** Of a whole answer that was not committed and failed, nobody sees the bytes. */
    private static void assertSame(Played once, Played cut) {
        boolean unseen = !once.committed() && once.failure() instanceof Failure.Garbled;
        assertEquals(unseen ? unseen(once) : once, unseen ? unseen(cut) : cut);
    }

    private static Played unseen(Played played) {
        return new Played(
                "",
                "",
                played.terminal(),
                played.committed(),
                played.midEvent(),
                played.failure(),
                played.usage(),
                played.clamped(),
                played.delivered());
    }

    @Provide
    Arbitrary<String> streams() {
        List<String> pieces = new ArrayList<>(List.of(
                event(GeminiPassagesTest.WORD).replace("\u00fc", "u").replace("\u00df", "s"),
                event(GeminiPassagesTest.STOP),
                event(GeminiPassagesTest.USAGE_ONLY),
                event(GeminiPassagesTest.ERROR),
                GeminiPassagesTest.ERROR,
                "[",
                "]",
                ",",
                " ",
                "\n",
                ": ping\n\n",
                "event: error\ndata: {}\n\n",
                "data: [DONE]\n\n",
                "data: {\n\n",
                "data: 1\n\n",
                "data: [{}]\n\n",
                "data: {\"modelVersion\":\ndata: \"up\"}\n\n",
                GeminiPassagesTest.STOP,
                "\ufeff"));
        return Arbitraries.of("\n", "\r\n", "\r")
                .flatMap(end -> Arbitraries.of(pieces)
                        .list()
                        .ofMaxSize(6)
                        .map(list -> String.join("", list).replace("\n", end)));
    }

    /** The text with one value replaced by another, which may break it. */
    private static String changed(String json, Random random) {
        List<MatchResult> values = VALUES.matcher(json).results().toList();
        if (values.isEmpty()) {
            return json; // an earlier change left none
        }
        MatchResult value = values.get(random.nextInt(values.size()));
        String other = OTHERS[random.nextInt(OTHERS.length)];
        int end = value.end();
        if (value.group().equals("{") || value.group().equals("[")) {
            int depth = 1;
            while (depth > 0 && end < json.length()) {
                char c = json.charAt(end++);
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        return json.substring(0, value.start()) + other + json.substring(end);
    }

    private static void read(boolean streamed, String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        GeminiReplyReader reader = new GeminiReplyReader(streamed);
        GeminiReplyWriter writer = new GeminiReplyWriter(new Envelope("r", 1, "", Framing.EVENTS, true));
        try {
            reader.feed(bytes, 0, bytes.length, event -> writer.event(event, (_, _, _) -> {}));
            reader.end(event -> writer.event(event, (_, _, _) -> {}));
            writer.end(Usage.NONE, (_, _, _) -> {});
        } catch (Malformed refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() > 5);
        }
    }
}
