package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.ANTHROPIC;
import static dev.pontage.dialect.anthropic.Chats.json;
import static dev.pontage.dialect.anthropic.Chats.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Requests for a message, read and written")
class ChatRequestsTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String TOOLS = """
            "tools":[{"name":"look","description":"Looks.","input_schema":{"type":"object",\
            "properties":{"at":{"type":"string"}}},"strict":true,"cache_control":{"type":"ephemeral"}},\
            {"type":"web_search_20250305","name":"web_search","max_uses":3}]""";

    static final List<String> BODIES = List.of(
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":10," + HI + "}",
            """
            {"model":"claude-opus-4-5","max_tokens":10,"system":[{"type":"text","text":"Be brief.",\
            "cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"And kind."}],\
            "messages":[{"role":"user","content":[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}},\
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgoAAA"}},\
            {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},\
            {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"CCCC"},"title":"a.pdf"},\
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}},\
            {"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}]}],\
            "cache_control":{"type":"ephemeral"}}""",
            """
            {"model":"claude-opus-4-5","max_tokens":10,"messages":[{"role":"user","content":"Look"},\
            {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},\
            {"type":"redacted_thinking","data":"d"},{"type":"text","text":"Looking."},\
            {"type":"tool_use","id":"toolu_1","name":"look","input":{"at":12345678901234567890,"a":1.10}},\
            {"type":"tool_use","id":"toolu_2","name":"look","input":{}}]},\
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"nothing"},\
            {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"x"},{"type":"image",\
            "source":{"type":"base64","media_type":"image/gif","data":"R0lGOD"}}],"is_error":true,\
            "cache_control":{"type":"ephemeral"}},\
            {"type":"text","text":"Well?"}]}],""" + TOOLS + ",\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}}",
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":10," + HI + "," + TOOLS
                    + ",\"tool_choice\":{\"type\":\"tool\",\"name\":\"look\"}}",
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":10," + HI + "," + TOOLS
                    + ",\"tool_choice\":{\"type\":\"none\"}}",
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":9000," + HI
                    + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"stream\":true,"
                    + "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}}",
            "{\"model\":\"claude-opus-4-6\",\"max_tokens\":9000," + HI
                    + ",\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}",
            "{\"model\":\"claude-opus-4-7\",\"max_tokens\":9000," + HI
                    + ",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},\"output_config\":{\"effort\":\"xhigh\"}}",
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":1," + HI
                    + ",\"thinking\":{\"type\":\"disabled\"},\"temperature\":0.20,\"top_k\":5,"
                    + "\"stop_sequences\":[\"a\",\"b\"],\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"standard_only\"}",
            "{\"model\":\"claude-opus-4-5\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                    + "{\"role\":\"assistant\",\"content\":\"I say:\"}]}");

    static final List<Arguments> WRONG = List.of(
            Arguments.of("{\"max_tokens\":1}", "'messages' is required."),
            Arguments.of("{\"max_tokens\":1,\"messages\":[]}", "'messages' must have at least one message."),
            Arguments.of("{" + HI + "}", "'max_tokens' is required."),
            Arguments.of(
                    "{\"max_tokens\":1,\"messages\":[{\"role\":\"tool\",\"content\":\"\"}]}",
                    "'messages[0].role' must be 'user', 'assistant' or 'system'."),
            Arguments.of("{\"max_tokens\":1,\"messages\":[{\"role\":\"user\"}]}", "'messages[0].content' is required."),
            Arguments.of(
                    "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"film\"}]}]}",
                    "'messages[0].content[0].type' must be 'text', 'image', 'document', 'search_result', 'thinking', "
                            + "'redacted_thinking', 'tool_use' or 'tool_result' for this model's provider."),
            Arguments.of(
                    "{\"max_tokens\":1,\"messages\":[{\"role\":\"assistant\",\"content\":"
                            + "[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"n\",\"input\":\"{}\"}]}]}",
                    "'messages[0].content[0].input' must be an object."),
            Arguments.of(
                    "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":"
                            + "[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":"
                            + "[{\"type\":\"redacted_thinking\",\"data\":\"\"}]}]}]}",
                    "'messages[0].content[0].content' may have only texts, images, documents and search results."),
            Arguments.of("{\"max_tokens\":1,\"temperature\":1.5," + HI + "}", "'temperature' must be between 0 and 1."),
            Arguments.of(
                    "{\"max_tokens\":1,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5}," + HI + "}",
                    "'thinking.budget_tokens' must be between 1024 and 2147483648."),
            Arguments.of(
                    "{\"max_tokens\":1,\"output_config\":{\"effort\":\"lots\"}," + HI + "}",
                    "'output_config.effort' must be 'low', 'medium', 'high', 'xhigh' or 'max'."),
            Arguments.of(
                    "{\"max_tokens\":1,\"tools\":[{\"name\":\"f\"}]," + HI + "}",
                    "'tools[0].input_schema' is required."),
            Arguments.of(
                    "{\"max_tokens\":1,\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"2h\"}," + HI + "}",
                    "'cache_control.ttl' must be '5m' or '1h'."));

    @ParameterizedTest
    @FieldSource("BODIES")
    @DisplayName("law of the round trip: read and written is the same JSON")
    void roundTrip(String body) {
        ChatRequest request = read(body);
        Written written = ANTHROPIC.write(request, request.model(), Set.of());
        assertEquals(List.of(), written.losses());
        assertEquals(json(body), json(JsonText.of(written.body())));
        assertEquals("/messages", written.path());
        assertEquals(Map.of("anthropic-version", "2023-06-01"), written.headers());
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("WRONG")
    @DisplayName("K07 a wrong field is refused by name")
    void refused(String body, String message) {
        assertEquals(message, assertThrows(Malformed.class, () -> read(body)).getMessage());
    }

    @Test
    @DisplayName("means what it says: instructions, marks, media, budgets, the end user")
    void meaning() {
        ChatRequest request = read(BODIES.get(1));
        assertEquals(CacheMark.FIVE_MINUTES, request.mark());
        assertEquals(
                new Turn(
                        Role.SYSTEM,
                        List.of(new Part.Text("Be brief.", CacheMark.ONE_HOUR), new Part.Text("And kind.", null))),
                request.turns().getFirst());
        List<Part> parts = request.turns().getLast().parts();
        assertEquals(
                new Part.Media(Medium.DOCUMENT, "application/pdf", new Part.Inline("CCCC"), "a.pdf", Detail.AUTO, null),
                parts.get(3));
        assertEquals(
                new Part.Media(Medium.DOCUMENT, "text/plain", new Part.PlainText("words"), "", Detail.AUTO, null),
                parts.get(4));
        assertEquals(new Reasoning(null, 2_000, true), read(BODIES.get(5)).reasoning());
        assertEquals(
                new Reasoning(Reasoning.Effort.XHIGH, -1, false),
                read(BODIES.get(7)).reasoning());
        assertEquals(new Json.Str("u"), read(BODIES.get(8)).settings().get(Setting.END_USER));
    }

    @Test
    @DisplayName("E16 instructions between the turns stay in their place, as a message or as a block")
    void systemBetween() {
        ChatRequest request = read("""
                {"max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":"A"},\
                {"type":"mid_conv_system","content":[{"type":"text","text":"S"}]}]},\
                {"role":"assistant","content":"B"},{"role":"system","content":"T"},{"role":"user","content":"C"}]}""");
        assertEquals(
                List.of(Role.USER, Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.SYSTEM, Role.USER),
                request.turns().stream().map(Turn::role).toList());
    }

    @Test
    @DisplayName("K03 every optional field may be null, and means nothing then")
    void nulls() {
        ChatRequest request = read("""
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"A",\
                "cache_control":null,"citations":null}]}],"system":null,"temperature":null,"top_p":null,"top_k":null,\
                "stop_sequences":null,"stream":null,"metadata":null,"tools":null,"tool_choice":null,"thinking":null,\
                "output_config":null,"service_tier":null,"cache_control":null,"container":null,"inference_geo":null}""");
        assertEquals(List.of(), request.losses());
        assertEquals(
                json("{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"A\"}]}"),
                ANTHROPIC.write(request, "m", Set.of()).body());
    }

    @Test
    @DisplayName("C2 what is not understood is a loss, and what the upstream's own tools said is one")
    void losses() {
        ChatRequest request = read("""
                {"max_tokens":0,"inference_geo":"us","messages":[{"role":"user","content":[{"type":"text","text":"A",\
                "citations":[{}]},{"type":"document","context":"c","citations":{"enabled":true},\
                "source":{"type":"text","media_type":"text/plain","data":"d"}}]},\
                {"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},\
                {"type":"web_search_tool_result","tool_use_id":"s","content":[]}]}]}""");
        assertEquals(
                List.of(
                        new Loss("messages[].content[].citations"),
                        new Loss("messages[].content[].context"),
                        new Loss("messages[].content[].server_tool_use"),
                        new Loss("messages[].content[].web_search_tool_result"),
                        new Loss("max_tokens"),
                        new Loss("inference_geo")),
                request.losses());
        assertEquals(new Json.Num("1"), request.settings().get(Setting.MAX_TOKENS));
    }

    @Test
    @DisplayName("a document of blocks, and what a search found, are read as the texts and images that they are")
    void inside() {
        ChatRequest request = read("""
                {"max_tokens":1,"messages":[{"role":"user","content":[{"type":"document","cache_control":\
                {"type":"ephemeral"},"source":{"type":"content","content":[{"type":"text","text":"a"},\
                {"type":"image","source":{"type":"url","url":"https://x/y"}}]}},\
                {"type":"search_result","source":"https://s","title":"T","content":[{"type":"text","text":"b"}]}]}]}""");
        assertEquals(
                List.of(
                        new Part.Media(Medium.DOCUMENT, "text/plain", new Part.PlainText("a"), "", Detail.AUTO, null),
                        new Part.Media(
                                Medium.IMAGE,
                                "",
                                new Part.Url("https://x/y", "messages[0].content[0].source.content[1].source.url"),
                                "",
                                Detail.AUTO,
                                CacheMark.FIVE_MINUTES),
                        new Part.Text("T\nhttps://s\nb", null)),
                request.turns().getFirst().parts());
    }
}
