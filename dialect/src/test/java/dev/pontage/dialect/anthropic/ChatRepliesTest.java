package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.events;
import static dev.pontage.dialect.anthropic.Chats.folded;
import static dev.pontage.dialect.anthropic.Chats.into;
import static dev.pontage.dialect.anthropic.Chats.json;
import static dev.pontage.dialect.anthropic.Chats.utf8;
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
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Messages, read and written, streamed and whole")
class ChatRepliesTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("msg_1", "up", 0);
    private static final Usage USAGE = new Usage(10, 5, 3, 2, 20, 7, 0, 0, 0, 0, 0, 0, 0);

    /** Each event is named twice, and each block is closed before the next opens. */
    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"mine",\
            "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":\
            {"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0,\
            "output_tokens_details":{"thinking_tokens":0}}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"d"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Look"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"c1","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":\
            {"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":5,"cache_creation":\
            {"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":2},"output_tokens":27,\
            "output_tokens_details":{"thinking_tokens":7}}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    /** What a model can say, as events. */
    static final List<List<ChatEvent>> SAYINGS = List.of(
            List.of(text("Hel"), text("lo 中😀"), end(Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "sig"),
                    new ChatEvent.Thinking(0, "again"),
                    new ChatEvent.Signed(0, "gis"),
                    new ChatEvent.Redacted(0, "data"),
                    text("Yes"),
                    end(Finish.TOKEN_LIMIT)),
            List.of(
                    text("Let me look."),
                    begun(0, "c1"),
                    new ChatEvent.ToolArguments(0, 0, "{\"at\":"),
                    new ChatEvent.ToolArguments(0, 0, "\"}{\\\"\"}"),
                    begun(1, "c2"),
                    new ChatEvent.ToolArguments(0, 1, "{}"),
                    end(Finish.TOOL_CALLS)),
            List.of(text("No."), end(Finish.POLICY)),
            List.of(text("So"), new ChatEvent.Finished(0, Finish.STOP_STRING, "STOP")),
            List.of(text("So"), end(Finish.PAUSED)),
            List.of(text("So"), end(Finish.CONTEXT_FULL)),
            List.of(new ChatEvent.Signed(0, "only"), text("Yes"), end(Finish.END)));

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of the fold: streamed and whole say the same, and what was written is read")
    void fold(List<ChatEvent> saying) {
        ChatReply said = folded(started(saying));
        assertEquals(said, folded(read(true, written(true, saying))));
        assertEquals(said, folded(read(false, written(false, saying))));
    }

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of cutting: wherever a stream is cut, it says the same (C5)")
    void cutting(List<ChatEvent> saying) {
        byte[] stream = utf8(written(true, saying));
        List<ChatEvent> whole = events(new ChatReplyReader(true), stream);
        for (int cut = 1; cut < stream.length; cut++) {
            assertEquals(whole, events(new ChatReplyReader(true), stream, cut));
        }
    }

    @Test
    @DisplayName("F01 F04 a stream has the protocol's events in its order, no empty block, each signature once")
    void stream() {
        assertEquals(
                STREAM,
                written(
                        new ChatReplyWriter(new Envelope("r", 7, "mine", Framing.EVENTS, true)),
                        List.of(
                                new ChatEvent.Thinking(0, "hm"),
                                new ChatEvent.Signed(0, "s"),
                                new ChatEvent.Redacted(0, "d"),
                                text(""),
                                text("Look"),
                                begun(0, "c1"),
                                new ChatEvent.ToolArguments(0, 0, "{}"),
                                end(Finish.TOOL_CALLS))));
    }

    @Test
    @DisplayName("a whole message has all that SDKs demand, and an id of this protocol's form")
    void whole() {
        ChatWholeWriter writer = new ChatWholeWriter(new Envelope("r", 7, "", Framing.WHOLE, false));
        StringBuilder text = new StringBuilder();
        writer.event(new ChatEvent.Started("chatcmpl-1", "up", 5), into(text));
        writer.event(text("x"), into(text));
        writer.event(new ChatEvent.Finished(0, Finish.STOP_STRING, "\n"), into(text));
        writer.end(USAGE, into(text));
        assertEquals(
                json("{\"id\":\"msg_r\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"up\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"x\"}],\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"\\n\","
                        + "\"usage\":{\"input_tokens\":10,\"cache_creation_input_tokens\":5,"
                        + "\"cache_read_input_tokens\":5,\"cache_creation\":{\"ephemeral_5m_input_tokens\":3,"
                        + "\"ephemeral_1h_input_tokens\":2},\"output_tokens\":27,"
                        + "\"output_tokens_details\":{\"thinking_tokens\":7}}}"),
                json(text.toString()));
    }

    @Test
    @DisplayName("E22 an empty answer is a message without content, streamed and whole")
    void empty() {
        String stream = written(true, List.of(end(Finish.END)));
        assertEquals(
                List.of("message_start", "message_delta", "message_stop"),
                stream.lines()
                        .filter(line -> line.startsWith("event: "))
                        .map(line -> line.substring(7))
                        .toList());
        assertTrue(written(false, List.of(end(Finish.END))).contains("\"content\":[],\"stop_reason\":\"end_turn\""));
        StringBuilder unbegun = new StringBuilder();
        new ChatReplyWriter(new Envelope("r", 7, "m", Framing.EVENTS, true)).end(Usage.NONE, into(unbegun));
        assertTrue(unbegun.toString().startsWith("event: message_start\n"));
    }

    @Test
    @DisplayName("E06 calls that grow at once are told one after the other, each whole")
    void interleaved() {
        List<ChatEvent> saying = List.of(
                begun(0, "a"),
                new ChatEvent.ToolArguments(0, 0, "{\"x\\\"}\""),
                begun(1, "b"),
                new ChatEvent.ToolArguments(0, 1, "{\"y\":"),
                new ChatEvent.ToolArguments(0, 0, ":1}"),
                new ChatEvent.ToolArguments(0, 1, "2}"),
                text("Done"),
                end(Finish.TOOL_CALLS));
        assertEquals(folded(started(saying)), folded(read(true, written(true, saying))));
        assertTrue(written(true, saying)
                .contains("\"index\":1,\"delta\":{\"type\":\"input_json_delta\","
                        + "\"partial_json\":\"{\\\"y\\\":\"}}"));
    }

    @Test
    @DisplayName("a call without arguments holds the next one back only until it is known to have none")
    void noArguments() {
        List<ChatEvent> saying =
                List.of(begun(0, "a"), begun(1, "b"), new ChatEvent.ToolArguments(0, 1, "{}"), end(Finish.TOOL_CALLS));
        ChatReply read = folded(read(true, written(true, saying)));
        assertEquals(
                List.of(new Part.ToolCall("a", "f", "{}", "", null), new Part.ToolCall("b", "f", "{}", "", null)),
                read.answers().getFirst().parts());
    }

    @Test
    @DisplayName("F06 arguments that come whole are one piece")
    void singlePiece() {
        String stream = written(
                true, List.of(begun(0, "a"), new ChatEvent.ToolArguments(0, 0, "{\"x\":1}"), end(Finish.TOOL_CALLS)));
        assertEquals(1, stream.split("input_json_delta", -1).length - 1);
    }

    @Test
    @DisplayName("E13 thoughts that nobody signed are a block before the text, its signature empty")
    void unsigned() {
        List<ChatEvent> saying = List.of(new ChatEvent.Thinking(0, "hm"), text("Yes"), end(Finish.END));
        assertTrue(written(false, saying)
                .contains("\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"},"
                        + "{\"type\":\"text\",\"text\":\"Yes\"}]"));
        assertFalse(written(true, saying).contains("signature_delta"));
        assertEquals(folded(started(saying)), folded(read(true, written(true, saying))));
    }

    @Test
    @DisplayName("ids of calls are such as the protocol takes back, also those of other upstreams")
    void ids() {
        String whole = written(false, List.of(begun(0, "functions.f:0"), end(Finish.TOOL_CALLS)));
        assertTrue(whole.contains("\"id\":\"" + ToolIds.clean("functions.f:0") + "\""), whole);
        assertTrue(ToolIds.clean("functions.f:0").matches("[a-zA-Z0-9_-]+"));
        assertTrue(ToolIds.clean("").matches("[a-zA-Z0-9_-]+"));
        assertEquals("toolu_1-A", ToolIds.clean("toolu_1-A"));
    }

    @Test
    @DisplayName("arguments that are no object are wrapped in a whole message, so that it stays one")
    void badArguments() {
        assertTrue(written(
                        false,
                        List.of(begun(0, "a"), new ChatEvent.ToolArguments(0, 0, "{\"x"), end(Finish.TOKEN_LIMIT)))
                .contains("\"input\":{\"arguments\":\"{\\\"x\"}"));
    }

    @Test
    @DisplayName("C12 calls are counted from 0 whatever their block's number")
    void callNumbers() {
        List<ChatEvent> events = read(true, """
                event: content_block_start
                data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":1}

                event: content_block_start
                data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"f","input":{}}}

                """);
        assertEquals(List.of(begun(0, "a"), new ChatEvent.ToolArguments(0, 0, "{}"), begun(1, "b")), events);
    }

    @Test
    @DisplayName("a call without arguments has an empty object; one that was cut off has what came of it")
    void emptyAndCut() {
        String start = "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}}\n\n";
        String delta = "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                + "{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}}\n\n";
        String stop = "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n";
        ChatEvent none = new ChatEvent.ToolArguments(0, 0, "{}");
        assertEquals(List.of(begun(0, "a"), none), read(true, start + stop));
        assertEquals(List.of(begun(0, "a"), none), read(true, start + delta.formatted("") + stop));
        assertEquals(
                List.of(begun(0, "a"), new ChatEvent.ToolArguments(0, 0, "{x"), end(Finish.TOKEN_LIMIT)),
                read(
                        true,
                        start + delta.formatted("{x")
                                + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}\n\n"));
    }

    @Test
    @DisplayName("C19 what the answer's own tool is called with is the answer, streamed and whole")
    void answerTool() {
        String block = "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"__answer_in_json__\",\"input\":%s}";
        List<ChatEvent> whole =
                read(false, "{\"content\":[" + block.formatted("{\"x\":1}") + "],\"stop_reason\":\"tool_use\"}");
        List<ChatEvent> said = List.of(text("{\"x\":1}"), end(Finish.END));
        assertEquals(said, whole.subList(1, 3));
        assertEquals(
                said,
                read(
                        true,
                        "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block.formatted("{}")
                                + "}\n\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                                + "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"x\\\":1}\"}}\n\n"
                                + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                                + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}\n\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,END", "stop_sequence,STOP_STRING", "max_tokens,TOKEN_LIMIT", "tool_use,END",
        "pause_turn,PAUSED", "refusal,POLICY", "model_context_window_exceeded,CONTEXT_FULL", "brand_new,OTHER"
    })
    @DisplayName("C18 every reason to stop has a meaning, one that is new too")
    void reasons(String word, Finish finish) {
        List<ChatEvent> events = read(false, "{\"content\":[],\"stop_reason\":\"" + word + "\"}");
        assertEquals(end(finish), events.getLast());
    }

    @Test
    @DisplayName("an answer that calls tools ends with them, though the upstream says that it just ended")
    void endsWithCalls() {
        String call = "{\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}],"
                + "\"stop_reason\":\"%s\"}";
        assertEquals(
                end(Finish.TOOL_CALLS), read(false, call.formatted("end_turn")).getLast());
        assertEquals(
                end(Finish.TOKEN_LIMIT),
                read(false, call.formatted("max_tokens")).getLast());
    }

    @Test
    @DisplayName("what is new in a stream is passed over; what is wrong in it is malformed")
    void unknown() {
        assertEquals(
                List.of(text("x")),
                read(
                        true,
                        "event: ping\ndata: {\"type\": \"ping\"}  \n\nevent: fancy\ndata: {}\n\n"
                                + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                                + "\"content_block\":{\"type\":\"new\"}}\n\nevent: content_block_delta\n"
                                + "data: {\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}"));
        for (String wrong : List.of(
                "data: {\n\n",
                "data: []\n\n",
                "data: {\"type\":7}\n\n",
                "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":{}}}\n\n",
                "data: {\"type\":\"content_block_delta\",\"index\":-1,\"delta\":{}}\n\n")) {
            assertThrows(Malformed.class, () -> read(true, wrong), wrong);
        }
        assertThrows(Malformed.class, () -> read(false, "{\"content\":7}"));
        assertThrows(Malformed.class, () -> read(false, "[1]"));
    }

    private static ChatEvent text(String piece) {
        return new ChatEvent.Text(0, piece);
    }

    private static ChatEvent begun(int call, String id) {
        return new ChatEvent.ToolBegun(0, call, id, "f", "");
    }

    private static ChatEvent end(Finish finish) {
        return new ChatEvent.Finished(0, finish, "");
    }

    private static List<ChatEvent> started(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static String written(boolean streamed, List<ChatEvent> saying) {
        Envelope envelope = new Envelope("r", 7, "", streamed ? Framing.EVENTS : Framing.WHOLE, streamed);
        return written(streamed ? new ChatReplyWriter(envelope) : new ChatWholeWriter(envelope), saying);
    }

    private static String written(ReplyWriter writer, List<ChatEvent> saying) {
        StringBuilder text = new StringBuilder();
        started(saying).forEach(event -> writer.event(event, into(text)));
        writer.end(USAGE, into(text));
        return text.toString();
    }

    private static List<ChatEvent> read(boolean streamed, String answer) {
        return events(new ChatReplyReader(streamed), utf8(answer));
    }
}
