package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.CODEC;
import static dev.pontage.dialect.bedrock.Conversed.OLD_CLAUDE;
import static dev.pontage.dialect.bedrock.Conversed.OPENAI;
import static dev.pontage.dialect.bedrock.Conversed.events;
import static dev.pontage.dialect.bedrock.Conversed.everyByte;
import static dev.pontage.dialect.bedrock.Conversed.folded;
import static dev.pontage.dialect.bedrock.Conversed.frame;
import static dev.pontage.dialect.bedrock.Conversed.frames;
import static dev.pontage.dialect.bedrock.Conversed.join;
import static dev.pontage.dialect.bedrock.Conversed.openAi;
import static dev.pontage.dialect.bedrock.Conversed.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Converse answers, read and written, streamed and whole")
class ConverseRepliesTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("", "", 0);
    private static final Usage USAGE = new Usage(10, 5, 3, 2, 20, 7, 0, 0, 0, 0, 0, 0, 0);

    /** What a model can say, as events. */
    static final List<List<ChatEvent>> SAYINGS = List.of(
            List.of(text("Hel"), text("lo 中😀 \"\\\n"), end(Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "sig"),
                    new ChatEvent.Redacted(0, "AAEC"),
                    new ChatEvent.Redacted(0, "AAED"),
                    new ChatEvent.Thinking(0, "again"),
                    text("Yes"),
                    end(Finish.TOKEN_LIMIT)),
            List.of(
                    text("Let me look."),
                    begun(0, "c1"),
                    arguments(0, "{\"at\":"),
                    arguments(0, "1}"),
                    begun(1, "c2"),
                    arguments(1, "{}"),
                    end(Finish.TOOL_CALLS)),
            List.of(new ChatEvent.Media(0, "image/png", "iVBORw0KGgoA"), text("See"), end(Finish.END)),
            List.of(text("x"), new ChatEvent.Finished(0, Finish.STOP_STRING, "END")),
            List.of(end(Finish.CONTEXT_FULL)));

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of the fold: streamed and whole say the same, and what was written is read")
    void fold(List<ChatEvent> saying) {
        ChatReply said = folded(started(saying));
        assertEquals(said, folded(events(CODEC.reader(true), written(true, saying))));
        assertEquals(said, folded(events(CODEC.reader(false), written(false, saying))));
    }

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of cutting: wherever an answer is cut, it says the same (C5)")
    void cutting(List<ChatEvent> saying) {
        for (boolean streamed : new boolean[] {true, false}) {
            byte[] bytes = written(streamed, saying);
            List<ChatEvent> whole = events(CODEC.reader(streamed), bytes);
            assertEquals(whole, events(CODEC.reader(streamed), bytes, everyByte(bytes)));
            for (int cut = 1; cut < bytes.length; cut++) {
                assertEquals(whole, events(CODEC.reader(streamed), bytes, cut));
            }
        }
    }

    @Test
    @DisplayName("a stream is what Bedrock sends: no start of text, a start of calls, usage after the stop")
    void stream() {
        assertEquals(
                List.of(
                        "messageStart {\"role\":\"assistant\"}",
                        "contentBlockDelta {\"delta\":{\"text\":\"Let me look.\"},\"contentBlockIndex\":0}",
                        "contentBlockStop {\"contentBlockIndex\":0}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"c1\",\"name\":\"look\"}},"
                                + "\"contentBlockIndex\":1}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{\\\"at\\\":\"}},"
                                + "\"contentBlockIndex\":1}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"1}\"}},\"contentBlockIndex\":1}",
                        "contentBlockStop {\"contentBlockIndex\":1}",
                        "contentBlockStart {\"start\":{\"toolUse\":{\"toolUseId\":\"c2\",\"name\":\"look\"}},"
                                + "\"contentBlockIndex\":2}",
                        "contentBlockDelta {\"delta\":{\"toolUse\":{\"input\":\"{}\"}},\"contentBlockIndex\":2}",
                        "contentBlockStop {\"contentBlockIndex\":2}",
                        "messageStop {\"stopReason\":\"tool_use\"}",
                        "metadata {\"usage\":{\"inputTokens\":10,\"outputTokens\":27,\"totalTokens\":47,"
                                + "\"cacheReadInputTokens\":5,\"cacheWriteInputTokens\":5,\"cacheDetails\":["
                                + "{\"ttl\":\"5m\",\"inputTokens\":3},{\"ttl\":\"1h\",\"inputTokens\":2}]},"
                                + "\"metrics\":{\"latencyMs\":0}}"),
                frames(written(true, SAYINGS.get(2))));
    }

    @Test
    @DisplayName("a whole answer is one object with all that SDKs demand")
    void whole() {
        assertEquals(
                "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"x\"}]}},"
                        + "\"stopReason\":\"stop_sequence\","
                        + "\"additionalModelResponseFields\":{\"stop_sequence\":\"END\"},"
                        + "\"usage\":{\"inputTokens\":10,\"outputTokens\":27,\"totalTokens\":47,"
                        + "\"cacheReadInputTokens\":5,\"cacheWriteInputTokens\":5,\"cacheDetails\":["
                        + "{\"ttl\":\"5m\",\"inputTokens\":3},{\"ttl\":\"1h\",\"inputTokens\":2}]},"
                        + "\"metrics\":{\"latencyMs\":0}}",
                new String(written(false, SAYINGS.get(4)), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("calls whose arguments come mixed are written one after the other")
    void mixedCalls() {
        List<ChatEvent> saying = List.of(
                begun(0, "c1"),
                begun(1, "c2"),
                arguments(1, "{\"b\":"),
                arguments(0, "{\"a\":"),
                arguments(1, "2}"),
                arguments(0, "1}"),
                begun(2, "c3"),
                end(Finish.TOOL_CALLS));
        List<String> indices = frames(written(true, saying)).stream()
                .filter(frame -> frame.startsWith("contentBlock"))
                .map(frame -> frame.substring(12, frame.indexOf(' '))
                        + frame.substring(frame.lastIndexOf(':') + 1, frame.length() - 1))
                .toList();
        assertEquals(
                List.of("Start0", "Delta0", "Delta0", "Stop0", "Start1", "Delta1", "Stop1", "Start2", "Stop2"),
                indices);
        assertEquals(
                List.of(call("c1", "{\"a\":1}"), call("c2", "{\"b\":2}"), call("c3", "{}")),
                parts(events(CODEC.reader(true), written(true, saying))));
    }

    @Test
    @DisplayName("an answer of which nothing came still has its frames, and other answers than the first have none")
    void nothing() {
        assertEquals(
                List.of("messageStart", "messageStop", "metadata"),
                frames(written(true, List.of(new ChatEvent.Text(1, "x"), new ChatEvent.Finished(1, Finish.END, ""))))
                        .stream()
                        .map(frame -> frame.substring(0, frame.indexOf(' ')))
                        .toList());
    }

    @Test
    @DisplayName("A26 a block with sealed thoughts only is no reason to fail, streamed or whole")
    void redacted() {
        List<Part> expected = List.of(new Part.Redacted("AAEC"), new Part.Text("Yes", null));
        assertEquals(
                expected,
                parts(wholeEvents(
                        "{\"reasoningContent\":{\"redactedContent\":\"AAEC\"}},{\"text\":\"Yes\"}", "end_turn")));
        assertEquals(
                expected,
                parts(streamEvents(
                        frame("messageStart", "{\"role\":\"assistant\"}"),
                        delta(0, "\"reasoningContent\":{\"redactedContent\":\"AAEC\"}"),
                        delta(1, "\"text\":\"Yes\""))));
    }

    @Test
    @DisplayName("A27 all blocks of text count, and text beside calls stays")
    void blocks() {
        assertEquals("AB", openAiContent("{\"text\":\"A\"},{\"text\":\"B\"}", "end_turn"));
        assertEquals(
                "A",
                openAiContent(
                        "{\"text\":\"A\"},{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":{\"x\":1}}}",
                        "tool_use"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,END,stop",
        "tool_use,TOOL_CALLS,tool_calls",
        "max_tokens,TOKEN_LIMIT,length",
        "stop_sequence,STOP_STRING,stop",
        "guardrail_intervened,POLICY,content_filter",
        "content_filtered,POLICY,content_filter",
        "malformed_model_output,BAD_TOOL_CALL,stop",
        "malformed_tool_use,BAD_TOOL_CALL,stop",
        "model_context_window_exceeded,CONTEXT_FULL,length",
        "brand_new,OTHER,content_filter"
    })
    @DisplayName("A34 A35 every reason is understood, and an OpenAI client gets one that it knows")
    void reasons(String word, Finish finish, String openAi) {
        List<ChatEvent> whole = wholeEvents("{\"text\":\"A\"}", word);
        assertEquals(new ChatEvent.Finished(0, finish, ""), whole.getLast());
        String written = written(OPENAI.writer(new Envelope("r", 7, "m", Framing.WHOLE, false)), whole);
        assertEquals(true, written.contains("\"finish_reason\":\"" + openAi + "\""), written);
        assertEquals(true, written.contains("\"content\":\"A\""), written);
        assertEquals(
                whole,
                streamEvents(delta(0, "\"text\":\"A\""), frame("messageStop", "{\"stopReason\":\"" + word + "\"}")));
    }

    @Test
    @DisplayName(
            "an answer that calls ends with the calls, though the upstream says it just ends; one that was cut not")
    void callsEnd() {
        String call = "{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":{}}}";
        assertEquals(
                new ChatEvent.Finished(0, Finish.TOOL_CALLS, ""),
                wholeEvents(call, "end_turn").getLast());
        assertEquals(
                new ChatEvent.Finished(0, Finish.TOKEN_LIMIT, ""),
                wholeEvents(call, "max_tokens").getLast());
    }

    @Test
    @DisplayName("F01 F03 a stream without starts and stops, in any order, with padding, is read as it is meant")
    void tolerant() {
        assertEquals(
                List.of(
                        STARTED,
                        new ChatEvent.Thinking(0, "t"),
                        new ChatEvent.Signed(0, "s"),
                        text("A"),
                        begun(0, "c1"),
                        begun(1, "c2"),
                        arguments(1, "{\"x\":1}"),
                        arguments(0, "{}"),
                        new ChatEvent.Finished(0, Finish.STOP_STRING, "END")),
                streamEvents(
                        frame("metadata", "{\"usage\":{\"inputTokens\":1}}"),
                        delta(0, "\"reasoningContent\":{\"text\":\"t\"}"),
                        delta(0, "\"reasoningContent\":{\"signature\":\"s\"}"),
                        delta(1, "\"text\":\"A\""),
                        delta(1, "\"text\":\"\""),
                        frame("contentBlockStop", "{\"contentBlockIndex\":1,\"p\":\"abcdefgh\"}"),
                        start(2, "c1"),
                        start(3, "c2"),
                        delta(3, "\"toolUse\":{\"input\":\"{\\\"x\\\":1}\"}"),
                        frame("newEvent", "no JSON"),
                        frame(
                                "messageStop",
                                "{\"stopReason\":\"stop_sequence\",\"additionalModelResponseFields\":"
                                        + "{\"stop_sequence\":\"END\"}}")));
    }

    @Test
    @DisplayName(
            "A37 the input of our own tool is the answer, and text beside it is not; the client's calls stay calls")
    void jsonAnswer() {
        ChatRequest request = openAi("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"my.tool\"}}],\"response_format\":{\"type\":\"json_schema\","
                + "\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}}");
        String mapped = ToolNames.of(request).there("my.tool");
        byte[] answered = join(
                delta(0, "\"text\":\"Here it is:\""),
                frame(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"a\","
                                + "\"name\":\"json_answer\"}}}"),
                delta(1, "\"toolUse\":{\"input\":\"{\\\"a\\\":\"}"),
                delta(1, "\"toolUse\":{\"input\":\"1}\"}"),
                frame("messageStop", "{\"stopReason\":\"tool_use\"}"));
        assertEquals(
                List.of(STARTED, text("{\"a\":"), text("1}"), end(Finish.END)),
                events(CODEC.reader(true, request, OLD_CLAUDE), answered));
        byte[] called = join(
                delta(0, "\"text\":\"Let me \""),
                delta(0, "\"text\":\"look.\""),
                frame(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"" + mapped
                                + "\"}}}"),
                frame("messageStop", "{\"stopReason\":\"tool_use\"}"));
        assertEquals(
                List.of(
                        STARTED,
                        text("Let me look."),
                        new ChatEvent.ToolBegun(0, 0, "c", "my.tool", ""),
                        arguments(0, "{}"),
                        end(Finish.TOOL_CALLS)),
                events(CODEC.reader(true, request, OLD_CLAUDE), called));
        byte[] plain = join(delta(0, "\"text\":\"{}\""), frame("messageStop", "{\"stopReason\":\"end_turn\"}"));
        assertEquals(
                List.of(STARTED, text("{}"), end(Finish.END)), events(CODEC.reader(true, request, OLD_CLAUDE), plain));
        byte[] whole =
                utf8("{\"output\":{\"message\":{\"content\":[{\"text\":\"Here:\"},{\"toolUse\":{\"toolUseId\":\"a\","
                        + "\"name\":\"json_answer\",\"input\":{\"a\":1}}}]}},\"stopReason\":\"tool_use\"}");
        assertEquals(
                List.of(STARTED, text("{\"a\":1}"), end(Finish.END)),
                events(CODEC.reader(false, request, OLD_CLAUDE), whole));
    }

    @Test
    @DisplayName("what cannot be an answer is refused as malformed")
    void malformed() {
        assertThrows(Malformed.class, () -> streamEvents(frame("contentBlockDelta", "{")));
        assertThrows(Malformed.class, () -> streamEvents(delta(7, "\"toolUse\":{\"input\":\"{}\"}")));
        assertThrows(Malformed.class, () -> streamEvents(utf8("data: {}\n\ndata: {}\n\n")));
        assertThrows(Malformed.class, () -> events(CODEC.reader(false), utf8("{\"output\":7}")));
        assertThrows(Malformed.class, () -> events(CODEC.reader(false), utf8("{}")));
        assertThrows(Malformed.class, () -> events(CODEC.reader(false), utf8("")));
    }

    @Property(tries = 600)
    @Label("whatever the bytes, a reader tells events or refuses them as malformed")
    void hostile(@ForAll long seed) {
        Random random = new Random(seed);
        boolean streamed = random.nextBoolean();
        List<ChatEvent> saying = SAYINGS.get(random.nextInt(SAYINGS.size()));
        byte[] bytes = written(streamed, saying);
        if (streamed && random.nextBoolean()) {
            bytes = join(
                    frame(
                            List.of("contentBlockDelta", "contentBlockStart", "contentBlockStop", "messageStop")
                                    .get(random.nextInt(4)),
                            List.of(
                                            "7",
                                            "null",
                                            "[]",
                                            "{\"start\":1}",
                                            "{\"delta\":{\"text\":{}}}",
                                            "{\"contentBlockIndex\":-1}")
                                    .get(random.nextInt(6))),
                    bytes);
        } else {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        try {
            folded(events(CODEC.reader(streamed), bytes));
        } catch (Malformed | JsonError expected) {
            assertEquals(false, String.valueOf(expected.getMessage()).isEmpty());
        }
    }

    // ---- making answers

    private static ChatEvent text(String piece) {
        return new ChatEvent.Text(0, piece);
    }

    private static ChatEvent begun(int call, String id) {
        return new ChatEvent.ToolBegun(0, call, id, "look", "");
    }

    private static ChatEvent arguments(int call, String piece) {
        return new ChatEvent.ToolArguments(0, call, piece);
    }

    private static ChatEvent end(Finish finish) {
        return new ChatEvent.Finished(0, finish, "");
    }

    private static Part call(String id, String arguments) {
        return new Part.ToolCall(id, "look", arguments, "", null);
    }

    private static List<ChatEvent> started(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static byte[] delta(int index, String delta) {
        return frame(
                "contentBlockDelta", "{\"contentBlockIndex\":" + index + ",\"delta\":{" + delta + "},\"p\":\"abc\"}");
    }

    private static byte[] start(int index, String id) {
        return frame(
                "contentBlockStart",
                "{\"contentBlockIndex\":" + index + ",\"start\":{\"toolUse\":{\"toolUseId\":\"" + id
                        + "\",\"name\":\"look\"}}}");
    }

    private static List<ChatEvent> streamEvents(byte[]... frames) {
        return events(CODEC.reader(true), join(frames));
    }

    private static List<ChatEvent> wholeEvents(String content, String reason) {
        return events(
                CODEC.reader(false),
                utf8("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[" + content
                        + "]}},\"stopReason\":\"" + reason
                        + "\",\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}"));
    }

    private static List<Part> parts(List<ChatEvent> events) {
        return folded(events).answers().getFirst().parts();
    }

    private static String openAiContent(String content, String reason) {
        String written =
                written(OPENAI.writer(new Envelope("r", 7, "m", Framing.WHOLE, false)), wholeEvents(content, reason));
        int from = written.indexOf("\"content\":\"") + 11;
        return written.substring(from, written.indexOf('"', from));
    }

    private static byte[] written(boolean streamed, List<ChatEvent> saying) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyWriter writer =
                CODEC.writer(new Envelope("r", 7, "", streamed ? Framing.EVENTS : Framing.WHOLE, streamed));
        started(saying).forEach(event -> writer.event(event, Conversed.into(bytes)));
        writer.end(USAGE, Conversed.into(bytes));
        return bytes.toByteArray();
    }

    private static String written(ReplyWriter writer, List<ChatEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.forEach(event -> writer.event(event, Conversed.into(bytes)));
        writer.end(USAGE, Conversed.into(bytes));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
