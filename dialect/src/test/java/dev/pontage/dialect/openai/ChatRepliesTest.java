package dev.pontage.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Chat completions, read and written, streamed and whole")
class ChatRepliesTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("chatcmpl-1", "up", 1_760_000_000);
    private static final Usage USAGE = new Usage(10, 5, 3, 0, 20, 7, 0, 0, 0, 0, 0, 0, 0);

    /** What a model can say, as events. */
    static final List<List<ChatEvent>> SAYINGS = List.of(
            List.of(new ChatEvent.Text(0, "Hel"), new ChatEvent.Text(0, "lo 中😀"), end(0, Finish.END)),
            List.of(
                    new ChatEvent.Thinking(0, "hm"),
                    new ChatEvent.Thinking(0, "m"),
                    new ChatEvent.Signed(0, "sig"),
                    new ChatEvent.Redacted(0, "data"),
                    new ChatEvent.Text(0, "Yes"),
                    end(0, Finish.TOKEN_LIMIT)),
            List.of(
                    new ChatEvent.Text(0, "Let me look."),
                    new ChatEvent.ToolBegun(0, 0, "c1", "look", "google"),
                    new ChatEvent.ToolArguments(0, 0, "{\"at\":"),
                    new ChatEvent.ToolArguments(0, 0, "1}"),
                    new ChatEvent.ToolBegun(0, 1, "c2", "look", ""),
                    new ChatEvent.ToolArguments(0, 1, "{}"),
                    end(0, Finish.TOOL_CALLS)),
            List.of(
                    new ChatEvent.Text(0, "one"),
                    new ChatEvent.Text(1, "two"),
                    end(0, Finish.END),
                    new ChatEvent.Text(1, "!"),
                    end(1, Finish.POLICY)),
            List.of(new ChatEvent.Refused(0, "No."), end(0, Finish.POLICY)),
            List.of(new ChatEvent.Refused(0, "No, "), new ChatEvent.Refused(0, "never."), end(0, Finish.REFUSED)),
            List.of(end(0, Finish.END)));

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of the fold: streamed and whole say the same, and what was written is read")
    void fold(List<ChatEvent> saying) {
        ChatReply said = folded(begun(saying));
        ChatReply streamed = folded(read(true, written(true, saying)));
        ChatReply whole = folded(read(false, written(false, saying)));
        assertEquals(said, streamed);
        assertEquals(said, whole);
    }

    @ParameterizedTest
    @FieldSource("SAYINGS")
    @DisplayName("law of cutting: wherever a stream is cut, it says the same (C5)")
    void cutting(List<ChatEvent> saying) {
        byte[] stream = written(true, saying);
        List<ChatEvent> whole = read(true, stream);
        for (int cut = 1; cut < stream.length; cut++) {
            ChatReplyReader reader = new ChatReplyReader(true);
            List<ChatEvent> events = new ArrayList<>();
            reader.feed(stream, 0, cut, events::add);
            reader.feed(stream, cut, stream.length, events::add);
            reader.end(events::add);
            assertEquals(whole, events);
        }
    }

    @Test
    @DisplayName(
            "a stream has the role once, an id, a time and the name asked for in each chunk, and usage where asked")
    void stream() {
        String text = new String(
                written(
                        new ChatReplyWriter(new Envelope("r", 7, "mine", Framing.EVENTS, true), Calls.TOOLS),
                        SAYINGS.getFirst()),
                StandardCharsets.UTF_8);
        String head = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                + "\"model\":\"mine\",\"system_fingerprint\":\"fp_00332453\",\"choices\":";
        assertEquals(
                head + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"finish_reason\":null}],"
                        + "\"usage\":null}\n\n"
                        + head + "[{\"index\":0,\"delta\":{\"content\":\"lo 中😀\"},\"finish_reason\":null}],"
                        + "\"usage\":null}\n\n"
                        + head + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                        + head + "[],\"usage\":{\"prompt_tokens\":18,\"completion_tokens\":27,\"total_tokens\":45,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":5,\"cache_write_tokens\":3,\"audio_tokens\":0},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":7,\"audio_tokens\":0}}}\n\n"
                        + "data: [DONE]\n\n",
                text);
    }

    @Test
    @DisplayName("an upstream without id, model and time still gives the SDKs what they demand")
    void identity() {
        ChatWholeWriter writer = new ChatWholeWriter(new Envelope("r", 7, "mine", Framing.WHOLE, false), Calls.TOOLS);
        writer.event(new ChatEvent.Started("", "", 0), (_, _, _) -> {});
        writer.event(new ChatEvent.Text(0, "x"), (_, _, _) -> {});
        StringBuilder text = new StringBuilder();
        writer.end(Usage.NONE, (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        assertTrue(
                text.toString()
                        .startsWith("{\"id\":\"chatcmpl-r\",\"object\":\"chat.completion\",\"created\":7,"
                                + "\"model\":\"mine\",\"system_fingerprint\":\"fp_00332453\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":\"x\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}]"),
                text.toString());
    }

    @Test
    @DisplayName("E06 tool deltas that all say index 0 but have their own ids are calls of their own")
    void sameIndex() {
        assertEquals(
                List.of(
                        new Part.ToolCall("a", "f", "{\"x\":1}", "", null),
                        new Part.ToolCall("b", "g", "{}", "", null)),
                parts("""
                        {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}]}}]}

                        {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}

                        {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}
                        """));
    }

    @Test
    @DisplayName("H10 arguments given as an object are the same as text, and a call without id has one")
    void objectArguments() {
        assertEquals(
                List.of(new Part.ToolCall("call_0_0", "f", "{\"x\":1}", "", null)),
                parts(
                        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]}}]}"));
    }

    @Test
    @DisplayName("H08 an answer that calls tools ends with them though the upstream says stop; length stays")
    void finish() {
        String call = "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}}]},"
                + "\"finish_reason\":\"%s\"}]}";
        assertEquals(Finish.TOOL_CALLS, whole(call.formatted("stop")).finish());
        assertEquals(Finish.TOKEN_LIMIT, whole(call.formatted("length")).finish());
        assertEquals(
                Finish.OTHER,
                whole("{\"choices\":[{\"message\":{},\"finish_reason\":\"odd\"}]}")
                        .finish());
    }

    @Test
    @DisplayName("H11 reasoning is one thing under all its names, and so are Mistral's thinking parts")
    void reasoning() {
        List<Part> expected = List.of(new Part.Thinking("hm", ""), new Part.Text("Yes", null));
        for (String message : List.of(
                "{\"reasoning_content\":\"hm\",\"content\":\"Yes\"}",
                "{\"reasoning\":\"hm\",\"content\":\"Yes\"}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
                        + "{\"type\":\"text\",\"text\":\"Yes\"}]}")) {
            assertEquals(
                    expected,
                    whole("{\"choices\":[{\"message\":" + message + "}]}").parts());
        }
    }

    @Test
    @DisplayName("an event that is no JSON, or has a field of the wrong kind, is refused as malformed")
    void malformed() {
        assertThrows(Malformed.class, () -> read(true, utf8("data: {\n\n")));
        assertThrows(Malformed.class, () -> read(true, utf8("data: {\"choices\":7}\n\n")));
    }

    private static ChatEvent end(int answer, Finish finish) {
        return new ChatEvent.Finished(answer, finish, "");
    }

    private static List<ChatEvent> begun(List<ChatEvent> saying) {
        List<ChatEvent> events = new ArrayList<>(List.of(STARTED));
        events.addAll(saying);
        return events;
    }

    private static byte[] written(boolean streamed, List<ChatEvent> saying) {
        Envelope envelope = new Envelope("r", 7, "", streamed ? Framing.EVENTS : Framing.WHOLE, streamed);
        return written(
                streamed ? new ChatReplyWriter(envelope, Calls.TOOLS) : new ChatWholeWriter(envelope, Calls.TOOLS),
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

    private static List<Part> parts(String events) {
        String stream = "data: " + events.strip().replace("\n\n", "\n\ndata: ") + "\n\ndata: [DONE]\n\n";
        return folded(read(true, utf8(stream))).answers().getFirst().parts();
    }

    private static ChatReply.Answer whole(String body) {
        return folded(read(false, utf8(body))).answers().getFirst();
    }

    private static List<ChatEvent> read(boolean streamed, byte[] bytes) {
        ChatReplyReader reader = new ChatReplyReader(streamed);
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
