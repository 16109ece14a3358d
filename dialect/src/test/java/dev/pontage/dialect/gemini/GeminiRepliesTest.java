package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiRequestsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Generated content, read and written, streamed and whole")
class GeminiRepliesTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("r1", "up", 0);
    private static final Usage USAGE = new Usage(10, 5, 3, 0, 20, 7, 0, 0, 0, 0, 0, 0, 0);

    /** What a model can say, as events. */
    static final List<List<ChatEvent>> SAYINGS = List.of(
            List.of(new ChatEvent.Text(0, "Hel"), new ChatEvent.Text(0, "lo 中😀\u2028"), end(0, Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "google/c2ln"),
                    new ChatEvent.Text(0, "Yes"),
                    new ChatEvent.Signed(0, "google/YWJj"),
                    end(0, Finish.TOKEN_LIMIT)),
            List.of(
                    new ChatEvent.Text(0, "Let me look."),
                    new ChatEvent.ToolBegun(0, 0, "c1", "look", "Z29vZ2xl"),
                    new ChatEvent.ToolArguments(0, 0, "{\"at\":"),
                    new ChatEvent.ToolBegun(0, 1, "c2", "look", ""),
                    new ChatEvent.ToolArguments(0, 0, "1.10}"),
                    new ChatEvent.ToolArguments(0, 1, "{}"),
                    end(0, Finish.TOOL_CALLS)),
            List.of(
                    new ChatEvent.Text(0, "one"),
                    new ChatEvent.Text(1, "two"),
                    end(0, Finish.END),
                    new ChatEvent.Text(1, "!"),
                    end(1, Finish.POLICY)),
            List.of(new ChatEvent.Media(0, "image/png", "AAAA"), end(0, Finish.OTHER)),
            List.of(new ChatEvent.Text(0, "a"), new ChatEvent.Logprobs(0, (Json.Obj) json("""
                            {"content":[{"token":"a","logprob":-0.10,"bytes":null,\
                            "top_logprobs":[{"token":"a","logprob":-0.10,"bytes":null}]}]}""")), end(0, Finish.END)),
            List.of(end(0, Finish.END)));

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of the fold: streamed, as an array and whole say the same, and what was written is read")
    void fold(List<ChatEvent> saying) {
        ChatReply said = folded(begun(saying));
        assertEquals(said, folded(read(true, written(true, false, saying))));
        assertEquals(said, folded(read(true, written(true, true, saying))));
        assertEquals(said, folded(read(false, written(false, false, saying))));
        assertEquals(said, folded(read(false, written(true, true, saying))));
    }

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of cutting: wherever a stream is cut, it says the same (C5)")
    void cutting(List<ChatEvent> saying) {
        for (boolean array : new boolean[] {false, true}) {
            byte[] stream = written(true, array, saying);
            List<ChatEvent> whole = read(true, stream);
            for (int cut = 1; cut < stream.length; cut++) {
                GeminiReplyReader reader = new GeminiReplyReader(true);
                List<ChatEvent> events = new ArrayList<>();
                reader.feed(stream, 0, cut, events::add);
                reader.feed(stream, cut, stream.length, events::add);
                reader.end(events::add);
                assertEquals(whole, events);
            }
        }
    }

    @Test
    @DisplayName("G04 a stream is data lines with one blank, no names, no end marker, usage and the reason last")
    void stream() {
        String tail = "\"modelVersion\":\"mine\",\"responseId\":\"r1\"}\n\n";
        assertEquals(
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"},\"index\":0}],"
                        + tail
                        + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                        + "\"index\":0,"
                        + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":18,"
                        + "\"cachedContentTokenCount\":5,\"candidatesTokenCount\":20,\"thoughtsTokenCount\":7,"
                        + "\"totalTokenCount\":45},"
                        + tail,
                text(written(
                        new GeminiReplyWriter(new Envelope("r", 7, "mine", Framing.EVENTS, true)),
                        List.of(new ChatEvent.Text(0, "Hi"), end(0, Finish.END)))));
    }

    @Test
    @DisplayName("without alt=sse a stream is one JSON array")
    void array() {
        String array = text(written(true, true, SAYINGS.getFirst()));
        assertTrue(array.startsWith("[{\"candidates\":[") && array.endsWith("}\n]\n"), array);
        assertEquals(3, ((Json.Arr) json(array)).items().size());
    }

    @Test
    @DisplayName("G03 calls are gathered and go whole, with an object for arguments")
    void calls() {
        String stream = text(written(true, false, SAYINGS.get(2)));
        assertTrue(
                stream.contains("\"parts\":[{\"functionCall\":{\"id\":\"c1\",\"name\":\"look\",\"args\":{\"at\":1.10}},"
                        + "\"thoughtSignature\":\"Z29vZ2xl\"},{\"functionCall\":{\"id\":\"c2\","
                        + "\"name\":\"look\",\"args\":{}}}]"),
                stream);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"at\":", "[1]", "\"x\"", "{} {}"})
    @DisplayName("G03 arguments that are no JSON object are a malformed function call, streamed and whole")
    void badArguments(String arguments) {
        List<ChatEvent> saying = List.of(
                new ChatEvent.ToolBegun(0, 0, "c1", "look", ""),
                new ChatEvent.ToolArguments(0, 0, arguments),
                end(0, Finish.TOOL_CALLS));
        for (boolean streamed : new boolean[] {true, false}) {
            String answer = text(written(streamed, false, saying));
            assertTrue(answer.contains("\"finishReason\":\"MALFORMED_FUNCTION_CALL\""), answer);
            assertFalse(answer.contains("functionCall"), answer);
        }
    }

    @Test
    @DisplayName("G04 every reason to stop is one that clients of this protocol know")
    void reasons() {
        assertEquals(
                List.of(
                        "STOP",
                        "STOP",
                        "MAX_TOKENS",
                        "MAX_TOKENS",
                        "STOP",
                        "SAFETY",
                        "SAFETY",
                        "STOP",
                        "MALFORMED_FUNCTION_CALL",
                        "OTHER"),
                List.of(Finish.values()).stream().map(Words::of).toList());
    }

    @Test
    @DisplayName("G09 signatures and sealed thoughts of other makers do not reach a client of this protocol")
    void foreignSignatures() {
        List<ChatEvent> saying = List.of(
                new ChatEvent.Thinking(0, "hm"),
                new ChatEvent.Signed(0, "EqQBCkgIARAB"),
                new ChatEvent.Redacted(0, "sealed"),
                new ChatEvent.Text(0, "Yes"),
                end(0, Finish.END));
        for (boolean streamed : new boolean[] {true, false}) {
            String answer = text(written(streamed, false, saying));
            assertFalse(
                    answer.contains("EqQB") || answer.contains("sealed") || answer.contains("thoughtSignature"),
                    answer);
            assertTrue(answer.contains("{\"text\":\"hm\",\"thought\":true}"), answer);
        }
    }

    @Test
    @DisplayName("D04 STOP in every chunk ends the answer once, at its end")
    void stopInEveryChunk() {
        assertEquals(
                List.of(
                        new ChatEvent.Started("r", "v", 0),
                        new ChatEvent.Text(0, "A"),
                        new ChatEvent.Text(0, "B"),
                        end(0, Finish.END)),
                read(true, utf8("""
                        data: {"candidates":[{"content":{"parts":[{"text":"A"}]},"finishReason":"STOP"}],\
                        "modelVersion":"v","responseId":"r"}

                        data: {"candidates":[{"content":{"parts":[{"text":"B"}]},"finishReason":"STOP"}]}

                        """)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"finishReason\":\"MAX_TOKENS\"} | TOKEN_LIMIT",
                "{\"content\":{},\"finishReason\":\"STOP\"} | END",
                "{\"content\":{\"role\":\"model\"},\"finishReason\":\"STOP\"} | END",
                "{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\"STOP\"} | END",
                "{\"finishReason\":\"SPII\"} | POLICY",
                "{\"finishReason\":\"RECITATION\"} | OTHER",
                "{\"finishReason\":\"WHATEVER_COMES\"} | OTHER",
            })
    @DisplayName("D08 a candidate without content is an empty answer with its reason")
    void noContent(String candidate, Finish finish) {
        ChatReply.Answer answer = whole("{\"candidates\":[" + candidate + "]}");
        assertEquals(List.of(), answer.parts());
        assertEquals(finish, answer.finish());
    }

    @Test
    @DisplayName("D11 thoughts are thoughts, not text, and their signature is told to be Gemini's")
    void thoughts() {
        assertEquals(
                List.of(
                        new Part.Thinking("hm", "google/c2ln"),
                        new Part.Text("Yes", null),
                        new Part.Thinking("", "google/YQ==")),
                whole("""
                        {"candidates":[{"content":{"parts":[{"text":"hm","thought":true,"thoughtSignature":"c2ln"},\
                        {"text":"Yes","thoughtSignature":"YQ=="}]},"finishReason":"STOP"}]}""").parts());
    }

    @Test
    @DisplayName("D15 candidates are told apart by their index, which is left out where it is 0")
    void candidates() {
        List<ChatEvent> events = read(true, utf8("""
                data: {"candidates":[{"content":{"parts":[{"text":"A"}]}},{"index":1,\
                "content":{"parts":[{"text":"B"}]}}]}

                data: {"candidates":[{"index":2,"content":{"parts":[{"text":"C"}]},"finishReason":"STOP"}]}

                data: {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},{"index":1,\
                "finishReason":"SAFETY"}]}

                """));
        assertEquals(
                List.of("Aa", "B", "C"),
                folded(events).answers().stream()
                        .map(answer -> ((Part.Text) answer.parts().getFirst()).text())
                        .toList());
        assertEquals(
                List.of(Finish.END, Finish.POLICY, Finish.END),
                folded(events).answers().stream().map(ChatReply.Answer::finish).toList());
    }

    @Test
    @DisplayName("D16 probabilities come in OpenAI's shape, with bytes null")
    void logprobs() {
        assertEquals(json("""
                        {"content":[{"token":"a","logprob":-0.10,"bytes":null,"top_logprobs":[\
                        {"token":"a","logprob":-0.10,"bytes":null},{"token":"b","logprob":-2,\
                        "bytes":null}]}]}"""), whole("""
                        {"candidates":[{"logprobsResult":{"topCandidates":[{"candidates":[\
                        {"token":"a","tokenId":1,"logProbability":-0.10},{"token":"b","logProbability":-2}]}],\
                        "chosenCandidates":[{"token":"a","logProbability":-0.10}]},\
                        "finishReason":"STOP"}]}""").logprobs());
    }

    @Test
    @DisplayName(
            "D18 a call that cannot be read is an end of its own, with what was said before it and no words of ours")
    void malformedCall() {
        String body = "{\"candidates\":[{\"content\":{\"parts\":[%s]},\"finishReason\":\"MALFORMED_FUNCTION_CALL\","
                + "\"finishMessage\":\"Malformed function call: print(x\"}]}";
        assertEquals(List.of(), whole(body.formatted("")).parts());
        assertEquals(Finish.BAD_TOOL_CALL, whole(body.formatted("")).finish());
        assertEquals(
                List.of(new Part.Text("x", null)),
                whole(body.formatted("{\"text\":\"x\"}")).parts());
    }

    @Test
    @DisplayName("a blocked prompt is a refusal in words, ended by policy")
    void blocked() {
        assertEquals(
                List.of(
                        new ChatEvent.Started("", "v", 0),
                        new ChatEvent.Refused(0, "The prompt was blocked: SAFETY."),
                        end(0, Finish.POLICY)),
                read(true, utf8("data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"modelVersion\":\"v\"}\n\n")));
    }

    @Test
    @DisplayName(
            "F06 a call comes whole, ends the answer as a call, and one without id gets one that no other answer has")
    void toolCalls() {
        assertEquals(
                List.of(
                        new ChatEvent.Started("aB-9_", "", 1_771_848_000),
                        new ChatEvent.ToolBegun(0, 0, "call_aB9_0_0", "a/b", "c2ln"),
                        new ChatEvent.ToolArguments(0, 0, "{\"x\":1.0}"),
                        new ChatEvent.ToolBegun(0, 1, "own", "g", ""),
                        new ChatEvent.ToolArguments(0, 1, "{}"),
                        end(0, Finish.TOOL_CALLS)),
                read(true, utf8("""
                        data: {"responseId":"aB-9_","createTime":"2026-02-23T12:00:00.5Z",\
                        "candidates":[{"content":{"parts":[{"functionCall":{"name":"a_x2f_b","args":{"x":1.0}},\
                        "thoughtSignature":"c2ln"},{"functionCall":{"id":"own","name":"g"}}]}}]}

                        data: {"candidates":[{"finishReason":"STOP"}]}""")));
    }

    @Test
    @DisplayName("a giant argument in a hundred thousand pieces makes no quadratic copies, nor does a giant event")
    void giants() {
        List<ChatEvent> saying = new ArrayList<>(List.of(new ChatEvent.ToolBegun(0, 0, "c", "f", "")));
        saying.add(new ChatEvent.ToolArguments(0, 0, "{\"a\":\""));
        saying.addAll(Collections.nCopies(100_000, new ChatEvent.ToolArguments(0, 0, "0123456789")));
        saying.add(new ChatEvent.ToolArguments(0, 0, "\"}"));
        saying.add(end(0, Finish.TOOL_CALLS));
        byte[] stream = written(true, false, saying);
        assertTrue(stream.length > 1_000_000);
        GeminiReplyReader reader = new GeminiReplyReader(true);
        List<ChatEvent> events = new ArrayList<>();
        for (int at = 0; at < stream.length; at++) {
            reader.feed(stream, at, at + 1, events::add);
        }
        assertEquals(3, events.size());
        byte[] endless = utf8("data: {\"a\":\"" + "x".repeat(GeminiReplyReader.EVENT_LIMIT_BYTES));
        assertThrows(Malformed.class, () -> new GeminiReplyReader(true).feed(endless, 0, endless.length, events::add));
    }

    @Test
    @DisplayName("what the upstream ran itself is shown in the text")
    void code() {
        assertEquals(
                List.of(new Part.Text("\n```python\nprint(1)\n```\n\n```\n1\n```\n", null)),
                whole("""
                        {"candidates":[{"content":{"parts":[{"executableCode":{"language":"PYTHON","code":"print(1)"}},\
                        {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]},\
                        "finishReason":"STOP"}]}""").parts());
    }

    @Test
    @DisplayName("what is no JSON, or has a field of the wrong kind, is refused as malformed")
    void malformed() {
        for (String data :
                List.of("{", "{\"candidates\":7}", "{\"candidates\":[{\"index\":1000}]}", "{\"candidates\":[7]}")) {
            assertThrows(Malformed.class, () -> read(true, utf8("data: " + data + "\n\n")));
            assertThrows(Malformed.class, () -> read(false, utf8(data)));
        }
        assertThrows(Malformed.class, () -> read(true, utf8("[{\"candidates\":7}]")));
        assertEquals(List.of(), read(true, utf8("]]]}}}[[[")));
    }

    private static ChatEvent end(int answer, Finish finish) {
        return new ChatEvent.Finished(answer, finish, "");
    }

    private static List<ChatEvent> begun(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static byte[] written(boolean streamed, boolean array, List<ChatEvent> saying) {
        return written(
                new GeminiChat()
                        .writer(new Envelope(
                                "r",
                                7,
                                "",
                                array ? Framing.ARRAY : streamed ? Framing.EVENTS : Framing.WHOLE,
                                streamed)),
                saying);
    }

    private static byte[] written(ReplyWriter writer, List<ChatEvent> saying) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : begun(saying)) {
            writer.event(event, (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        }
        writer.end(USAGE, (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        return utf8(text.toString());
    }

    private static ChatReply.Answer whole(String body) {
        return folded(read(false, utf8(body))).answers().getFirst();
    }

    private static List<ChatEvent> read(boolean streamed, byte[] bytes) {
        GeminiReplyReader reader = new GeminiReplyReader(streamed);
        List<ChatEvent> events = new ArrayList<>();
        reader.feed(bytes, 0, bytes.length, events::add);
        reader.end(events::add);
        return events;
    }

    private static ChatReply folded(List<ChatEvent> events) {
        Fold fold = new Fold();
        events.forEach(fold::add);
        return fold.reply();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
