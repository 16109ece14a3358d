package dev.pontage.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Settings;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Chat completion requests, read and written")
class ChatRequestsTest {
    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"look","description":"Looks.",\
            "parameters":{"type":"object","properties":{"at":{"type":"string"}}},"strict":true}}]""";

    static final List<String> BODIES = List.of(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            """
            {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":\
            [{"type":"text","text":"A","cache_control":{"type":"ephemeral"}},\
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},\
            {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},\
            {"type":"input_audio","input_audio":{"data":"BBBB","format":"wav"}},\
            {"type":"file","file":{"file_data":"data:application/pdf;base64,CCCC","filename":"a.pdf"}},\
            {"type":"file","file":{"file_id":"file-1"}}]}]}""",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Look\"},"
                    + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\\\": 1}\"}}]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"nothing\"}]," + TOOLS
                    + ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false}",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Look\"}]," + TOOLS
                    + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\","
                    + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}}}",
            """
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,\
            "stream_options":{"include_usage":true},\
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},\
            "reasoning_effort":"high","max_completion_tokens":10,"temperature":0.20,"top_p":1,"stop":["a","b"],\
            "seed":-5,"presence_penalty":-2,"frequency_penalty":0.5,"n":2,"logprobs":true,"top_logprobs":3,\
            "logit_bias":{"50256":-100},"user":"u","metadata":{"k":"v"},"service_tier":"flex","verbosity":"low",\
            "prompt_cache_key":"p"}""");

    static final List<Arguments> WRONG = List.of(
            Arguments.of("{}", "'messages' is required."),
            Arguments.of("{\"messages\":[]}", "'messages' must have at least one message."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"robot\"}]}",
                    "'messages[0].role' must be 'system', 'developer', 'user', 'assistant', 'tool' or 'function'."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"film\"}]}]}",
                    "'messages[0].content[0].type' must be 'text', 'image_url', 'input_audio', 'file' or 'refusal'."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                    "'messages[0].tool_call_id' is required."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"function\",\"name\":\"f\",\"content\":\"x\"}]}",
                    "'messages[0].name' names a function that no earlier message calls."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:x,y\"}}]}]}",
                    "'messages[0].content[0].image_url.url' must be a data URL in base64."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\"}],\"temperature\":3}", "'temperature' must be between 0 and 2."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\"}],\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}",
                    "'stop' may have at most 4 strings."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\"}],\"tools\":[{\"type\":\"function\"}]}",
                    "'tools[0].function' is required."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\"}],\"tool_choice\":\"maybe\"}",
                    "'tool_choice' must be 'auto', 'none', 'required' or an object."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\"}],\"reasoning_effort\":\"lots\"}",
                    "'reasoning_effort' must be one of 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'."));

    @ParameterizedTest
    @FieldSource("BODIES")
    @DisplayName("law of the round trip: read and written is the same JSON")
    void roundTrip(String body) {
        Written written = ChatRequestWriter.write(read(body), "m", Set.of(Quirk.CACHE_MARKS));
        assertEquals(List.of(), written.losses());
        assertEquals(json(body), json(JsonText.of(written.body())));
    }

    @Test
    @DisplayName("H06 max_completion_tokens wins over max_tokens, and an upstream gets the one it knows, never both")
    void ceiling() {
        ChatRequest request = read("""
                {"model":"m","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"max_completion_tokens":7}""");
        assertEquals(new Json.Num("7"), request.settings().get(Setting.MAX_TOKENS));
        assertEquals(
                "{\"model\":\"up\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":7}",
                JsonText.of(ChatRequestWriter.write(request, "up", Set.of(Quirk.MAX_TOKENS_ONLY))
                        .body()));
    }

    @Test
    @DisplayName("S2.11 C24 the old functions are tools: definition, choice, call and result")
    void functions() {
        ChatRequest request = read("""
                {"model":"m","functions":[{"name":"look","parameters":{"type":"object"}}],"function_call":{"name":"look"},\
                "messages":[{"role":"user","content":"Look"},\
                {"role":"assistant","content":null,"function_call":{"name":"look","arguments":"{}"}},\
                {"role":"function","name":"look","content":"nothing"}]}""");
        assertEquals(
                new Tool.Function(
                        "look", "", new Json.Obj(((Json.Obj) json("{\"type\":\"object\"}")).members()), null, null),
                request.tools().getFirst());
        assertEquals(
                List.of(
                        new Turn(Role.USER, List.of(new Part.Text("Look", null))),
                        new Turn(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "look", "{}", "", null))),
                        new Turn(
                                Role.USER,
                                List.of(new Part.ToolResult(
                                        "call_1", List.of(new Part.Text("nothing", null)), false, null)))),
                request.turns());
    }

    @Test
    @DisplayName("C1 opaque thoughts come back as they were given; readable ones beside them are not read twice")
    void thoughts() {
        ChatRequest request = read("""
                {"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","reasoning_content":"hm",\
                "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"},\
                {"type":"redacted_thinking","data":"d"}],"content":"Yes"}]}""");
        assertEquals(
                List.of(new Part.Thinking("hm", "s"), new Part.Redacted("d"), new Part.Text("Yes", null)),
                request.turns().getLast().parts());
        assertEquals(
                List.of(new Loss("thinking")),
                ChatRequestWriter.write(request, "m", Set.of()).losses());
    }

    @Test
    @DisplayName("A22 a single stop string is a list of one, and empty ones are no stop at all")
    void stops() {
        String one = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stop\":";
        assertEquals(json("[\"X\"]"), read(one + "\"X\"}").settings().get(Setting.STOP));
        for (String none : List.of("null", "[]", "\"\"", "[\"\"]")) {
            assertEquals(Settings.builder().build(), read(one + none + "}").settings());
        }
    }

    @Test
    @DisplayName("C2 a field that is not understood is a loss, once however often it stands there")
    void losses() {
        ChatRequest request = read("""
                {"model":"m","best_of":2,"messages":[{"role":"user","name":"a","content":"Hi"},\
                {"role":"user","name":"b","content":"Ho"}]}""");
        assertEquals(List.of(new Loss("messages[].name"), new Loss("best_of")), request.losses());
    }

    @Test
    @DisplayName("an image, a mark and a budget mean what they say")
    void meaning() {
        ChatRequest request = read(BODIES.get(1));
        List<Part> parts = request.turns().getLast().parts();
        assertEquals(new Part.Text("A", CacheMark.FIVE_MINUTES), parts.getFirst());
        assertEquals(
                new Part.Media(Medium.IMAGE, "image/png", new Part.Inline("AAAA"), "", Detail.LOW, null), parts.get(1));
        assertEquals(
                new Part.Media(Medium.DOCUMENT, "application/pdf", new Part.Inline("CCCC"), "a.pdf", Detail.AUTO, null),
                parts.get(4));
        assertEquals(
                new Reasoning(Reasoning.Effort.HIGH, -1, true),
                read(BODIES.get(4)).reasoning());
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("WRONG")
    @DisplayName("a wrong field is refused by name")
    void refused(String body, String message) {
        assertEquals(message, assertThrows(Malformed.class, () -> read(body)).getMessage());
    }

    private static ChatRequest read(String body) {
        return ChatRequestReader.read(json(body));
    }

    static Json json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }
}
