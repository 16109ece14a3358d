package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.ChatRequestsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatEvent;
import dev.pontage.dialect.chat.ChatReply;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.Finish;
import dev.pontage.dialect.chat.Fold;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyReader;
import dev.pontage.dialect.chat.ReplyWriter;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Responses, to and from the canonical chat")
class ResponsesChatTest {
    private static final ChatCodec RESPONSES = new OpenAiResponsesChat();
    private static final ChatCodec CHAT = new OpenAiChat();

    @Test
    @DisplayName("I02 I03 calls, their results and thoughts become chat messages; parallel calls are one message")
    void items() {
        ChatRequest request = read("""
                {"model":"m","instructions":"Be brief.","input":[{"role":"user","content":"Look"},\
                {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}]},\
                {"type":"function_call","id":"fc_1","call_id":"c1","name":"look","arguments":"{}"},\
                {"type":"function_call","call_id":"c2","name":"look","arguments":"{\\"at\\":2}"},\
                {"type":"function_call_output","call_id":"c1","output":"one"},\
                {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"},\
                {"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]}""");
        assertEquals(
                List.of(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER),
                request.turns().stream().map(Turn::role).toList());
        Written chat = CHAT.write(request, "up", Set.of());
        assertEquals(json("""
                {"model":"up","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Look"},\
                {"role":"assistant","content":null,"tool_calls":[\
                {"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}},\
                {"id":"c2","type":"function","function":{"name":"look","arguments":"{\\"at\\":2}"}}]},\
                {"role":"tool","tool_call_id":"c1","content":"one"},{"role":"tool","tool_call_id":"c2","content":"two"},\
                {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}"""), chat.body());
        assertEquals(List.of(new Loss("thinking")), chat.losses());
    }

    @Test
    @DisplayName("I05 format, tools, ceiling and effort are spelled flat here and nested there, both ways")
    void flat() {
        String flat = """
                {"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],\
                "store":false,"tools":[{"type":"function","name":"look","parameters":{"type":"object"},"strict":true}],\
                "tool_choice":{"type":"function","name":"look"},\
                "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}},\
                "reasoning":{"effort":"low"},"max_output_tokens":20}""";
        ChatRequest request = read(flat);
        assertEquals(json("""
                {"model":"m","messages":[{"role":"user","content":"Hi"}],\
                "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"},"strict":true}}],\
                "tool_choice":{"type":"function","function":{"name":"look"}},\
                "response_format":{"type":"json_schema","json_schema":\
                {"name":"n","schema":{"type":"object"},"strict":true}},\
                "reasoning_effort":"low","max_completion_tokens":20}"""), CHAT.write(request, "m", Set.of()).body());
        assertEquals(json(flat), RESPONSES.write(request, "m", Set.of()).body());
    }

    @Test
    @DisplayName("C8 what goes up is never stored, and the least ceiling is the API's own")
    void notStored() {
        ChatRequest request = CHAT.read(json("""
                {"model":"m","messages":[{"role":"user","content":"Hi"}],"max_tokens":1}"""), ChatCodec.Asked.IN_BODY);
        assertEquals(
                "{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":["
                        + "{\"type\":\"input_text\",\"text\":\"Hi\"}]}],\"store\":false,\"max_output_tokens\":16}",
                JsonText.of(RESPONSES.write(request, "m", Set.of()).body()));
        assertEquals(
                List.of(new Loss("max_tokens")),
                RESPONSES.write(request, "m", Set.of()).losses());
    }

    @Test
    @DisplayName("A36 several answers, of which the API has no like, are refused by name")
    void answers() {
        ChatRequest request = CHAT.read(json("""
                {"model":"m","messages":[{"role":"user","content":"Hi"}],"n":2}"""), ChatCodec.Asked.IN_BODY);
        assertEquals(
                "n",
                assertThrows(Malformed.class, () -> RESPONSES.write(request, "m", Set.of()))
                        .path());
    }

    @Test
    @DisplayName("a recording, of which the API has no like, is refused by the place where it stands (C2)")
    void recordings() {
        ChatRequest request = CHAT.read(json("""
                {"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"format":"wav",\
                "data":"UklG"}}]}]}"""), ChatCodec.Asked.IN_BODY);
        Malformed refused = assertThrows(Malformed.class, () -> RESPONSES.write(request, "up", Set.of()));
        assertEquals("messages", refused.path());
    }

    @Test
    @DisplayName("I08 a tool that only this API knows is a loss elsewhere, never a function")
    void nativeTool() {
        ChatRequest request = read("{\"model\":\"m\",\"input\":\"Hi\",\"tools\":[{\"type\":\"web_search\"}]}");
        assertEquals(
                List.of(new Loss("tools.web_search")),
                CHAT.write(request, "m", Set.of()).losses());
    }

    @Test
    @DisplayName("I04 several messages in the output are one answer, and parallel calls have numbers of their own")
    void oneAnswer() {
        ChatReply reply = folded(RESPONSES.reader(false), """
                {"id":"resp_1","created_at":3,"model":"up","status":"completed","output":[\
                {"type":"message","content":[{"type":"output_text","text":"A"}]},\
                {"type":"message","content":[{"type":"output_text","text":"B"}]},\
                {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},\
                {"type":"function_call","call_id":"c2","name":"g","arguments":""}]}""");
        assertEquals(1, reply.answers().size());
        assertEquals(
                List.of(
                        new Part.Text("AB", null),
                        new Part.ToolCall("c1", "f", "{}", "", null),
                        new Part.ToolCall("c2", "g", "", "", null)),
                reply.answers().getFirst().parts());
        assertEquals(Finish.TOOL_CALLS, reply.answers().getFirst().finish());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TOKEN_LIMIT, response.incomplete, max_output_tokens",
        "POLICY, response.incomplete, content_filter",
        "END, response.completed, null"
    })
    @DisplayName("I06 an answer that was cut is incomplete, and says why")
    void incomplete(Finish finish, String event, String reason) {
        String stream = written(List.of(new ChatEvent.Text(0, "x"), new ChatEvent.Finished(0, finish, "")));
        assertTrue(stream.contains("event: " + event + "\n"), stream);
        String details = reason.equals("null") ? "null" : "{\"reason\":\"" + reason + "\"}";
        assertTrue(stream.contains("\"incomplete_details\":" + details), stream);
    }

    @Test
    @DisplayName("I09 the events of an answer in the API's order, numbered, the last with usage and all of the answer")
    void order() {
        String stream = written(List.of(
                new ChatEvent.Thinking(0, "hm"),
                new ChatEvent.Text(0, "Hi"),
                new ChatEvent.ToolBegun(0, 0, "c1", "look", ""),
                new ChatEvent.ToolArguments(0, 0, "{}"),
                new ChatEvent.Finished(0, Finish.TOOL_CALLS, "")));
        assertEquals(
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed"),
                found(stream, "event: (\\S+)"));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            numbers.add(Integer.toString(i));
        }
        assertEquals(numbers, found(stream, "\"sequence_number\":([0-9]+)"));
        assertTrue(stream.contains("\"usage\":{\"input_tokens\":8,\"input_tokens_details\":{\"cached_tokens\":5,"
                + "\"cache_write_tokens\":0},\"output_tokens\":4,\"output_tokens_details\":{\"reasoning_tokens\":1},"
                + "\"total_tokens\":12}"));
    }

    private static String written(List<ChatEvent> events) {
        ReplyWriter writer = RESPONSES.writer(new Envelope("r", 7, "mine", Framing.EVENTS, false));
        StringBuilder text = new StringBuilder();
        writer.event(
                new ChatEvent.Started("", "", 0),
                (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        for (ChatEvent event : events) {
            writer.event(event, (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        }
        Usage usage = new Usage(3, 5, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0);
        writer.end(usage, (b, from, to) -> text.append(new String(b, from, to - from, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static ChatReply folded(ReplyReader reader, String body) {
        Fold fold = new Fold();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        reader.feed(bytes, 0, bytes.length, fold::add);
        reader.end(fold::add);
        return fold.reply();
    }

    private static ChatRequest read(String body) {
        return RESPONSES.read(json(body), ChatCodec.Asked.IN_BODY);
    }
}
