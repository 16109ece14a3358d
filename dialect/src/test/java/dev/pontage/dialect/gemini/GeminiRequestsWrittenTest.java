package dev.pontage.dialect.gemini;

import static dev.pontage.dialect.gemini.GeminiRequestsTest.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.openai.OpenAiChat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Requests of OpenAI's clients, written for Gemini")
class GeminiRequestsWrittenTest {
    private static final OpenAiChat OPENAI = new OpenAiChat();
    private static final GeminiChat GEMINI = new GeminiChat();
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String HI_CONTENTS = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]";

    @Test
    @DisplayName("D13 roles alternate, instructions stand apart and no part is empty")
    void roles() {
        assertBody("""
                {"contents":[{"role":"user","parts":[{"text":"A"},{"text":"B"}]},{"role":"model",\
                "parts":[{"text":"C"}]},\
                {"role":"user","parts":[{"text":"D"}]}],"systemInstruction":{"parts":[{"text":"S"},\
                {"text":"T"}]}}""", """
                {"messages":[{"role":"system","content":"S"},{"role":"user","content":"A"},{"role":"user",\
                "content":"B"},\
                {"role":"assistant","content":"C"},{"role":"developer","content":"T"},{"role":"user","content":""},\
                {"role":"user","content":"D"}]}""");
    }

    @Test
    @DisplayName("D13 C7 where only the system speaks, or the model first, a user speaks before")
    void nobodySpeaks() {
        assertBody("""
                {"contents":[{"role":"user","parts":[{"text":"."}]}],\
                "systemInstruction":{"parts":[{"text":"S"}]}}""", """
                {"messages":[{"role":"system","content":"S"}]}""");
        assertBody("""
                {"contents":[{"role":"user","parts":[{"text":"."}]},{"role":"model","parts":[{"text":"A"}]}]}""", """
                {"messages":[{"role":"assistant","content":"A"}]}""");
    }

    @Test
    @DisplayName("D09 results are named after their calls, stand in their order in one content, and are objects")
    void results() {
        assertBody("""
                {"contents":[{"role":"user","parts":[{"text":"Go"}]},{"role":"model","parts":[\
                {"functionCall":{"name":"f","args":{"b":1,"a":12345678901234567890}}},{"functionCall":{"name":"g",\
                "args":{}}},\
                {"functionCall":{"name":"h","args":{}}}]},{"role":"user","parts":[\
                {"functionResponse":{"name":"f","response":{"x":1.10}}},\
                {"functionResponse":{"name":"g","response":{"output":[1]}}},\
                {"functionResponse":{"name":"h","response":{"output":"15"}}},\
                {"inlineData":{"mimeType":"image/png","data":"AA"}},{"text":"Well?"}]}]}""", """
                {"messages":[{"role":"user","content":"Go"},{"role":"assistant","content":null,"tool_calls":[\
                {"id":"1","type":"function","function":{"name":"f","arguments":"{\\"b\\":1,\
                 \\"a\\":12345678901234567890}"}},\
                {"id":"2","type":"function","function":{"name":"g","arguments":""}},\
                {"id":"3","type":"function","function":{"name":"h","arguments":"{}"}}]},\
                {"role":"tool","tool_call_id":"3","content":[{"type":"text","text":"15"},\
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]},\
                {"role":"tool","tool_call_id":"2","content":"[1]"},{"role":"tool","tool_call_id":"1",\
                "content":"{\\"x\\":1.10}"},\
                {"role":"user","content":"Well?"}]}""");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a result that answers no call | {\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"y\"}"
                        + " | has a tool result that answers no tool call before it.",
                "arguments that are a list | {\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":"
                        + "{\"name\":\"f\",\"arguments\":\"[1]\"}}]}"
                        + " | has a tool call whose arguments are no JSON object.",
                "arguments that are no JSON | {\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":"
                        + "{\"name\":\"f\",\"arguments\":\"{\"}}]}"
                        + " | has a tool call whose arguments are no JSON object.",
                "another provider's file | {\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                        + "{\"file_id\":\"file-1\"}}]}"
                        + " | names a file that another provider stores.",
            })
    @DisplayName("D09 K08 what has no meaning here is refused, not sent")
    void refused(String what, String message, String problem) {
        String body = "{\"messages\":[" + message + "]}";
        assertEquals(
                "'messages' " + problem,
                assertThrows(Malformed.class, () -> written(body, "gemini-2.5-pro"))
                        .getMessage());
    }

    @Test
    @DisplayName("D12 pictures, sound and documents are inline data; an address that Google reads is a file")
    void media() {
        assertBody("""
                {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/jpeg","data":"AA"}},\
                {"inlineData":{"mimeType":"audio/wav","data":"BB"}},\
                {"inlineData":{"mimeType":"application/pdf","data":"CC"}},\
                {"fileData":{"fileUri":"https://b/c.png"}}]}]}""", """
                {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/jpg;base64,\
                AA"}},\
                {"type":"input_audio","input_audio":{"data":"BB","format":"wav"}},\
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,CC"}},\
                {"type":"image_url","image_url":{"url":"https://b/c.png"}}]}]}""");
    }

    @Test
    @DisplayName("D14 a wish for JSON is a media type, and a schema goes as it is, or cleaned for an old model")
    void format() {
        String request = "{" + HI + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"strict\":true,\"schema\":{\"$schema\":\"s\",\"type\":\"object\",\"additionalProperties\":false,"
                + "\"$defs\":{\"c\":{\"const\":\"red\"}},\"properties\":{\"a\":{\"type\":[\"integer\",\"null\"],"
                + "\"exclusiveMinimum\":0},\"b\":{\"$ref\":\"#/$defs/c\"},\"c\":{\"oneOf\":[{\"type\":\"string\","
                + "\"format\":\"email\"},{\"type\":\"null\"}]}},\"required\":[\"a\"]}}}}";
        assertEquals(
                HI_CONTENTS + ",\"generationConfig\":{\"responseMimeType\":\"application/json\","
                        + "\"responseSchema\":{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"INTEGER\","
                        + "\"nullable\":true},\"b\":{\"type\":\"STRING\",\"enum\":[\"red\"]},"
                        + "\"c\":{\"type\":\"STRING\","
                        + "\"nullable\":true}},\"required\":[\"a\"]}}}",
                body(request, "gemini-2.0-flash"));
        assertEquals(
                List.of(new Loss("schema.exclusiveMinimum"), new Loss("schema.format")),
                written(request, "gemini-2.0-flash").losses());
        assertEquals(
                true,
                body(request, "gemini-2.5-flash").contains("\"responseJsonSchema\":{\"$schema\":\"s\",\"type\":"));
        assertEquals(
                HI_CONTENTS + ",\"generationConfig\":{\"responseMimeType\":\"application/json\"}}",
                body("{" + HI + ",\"response_format\":{\"type\":\"json_object\"}}", "gemini-2.0-flash"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/a\"}",
                "{\"$defs\":{\"a\":{\"items\":{\"$ref\":\"#/$defs/a\"}}},"
                        + "\"properties\":{\"x\":{\"$ref\":\"#/$defs/a\"}}}"
            })
    @DisplayName("D14 a schema that refers to itself or to nothing is refused for a model that knows no references")
    void recursion(String schema) {
        String request = "{" + HI + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"schema\":" + schema + "}}}";
        assertThrows(Malformed.class, () -> written(request, "gemini-1.5-pro"));
    }

    @Test
    @DisplayName("a schema of references that double does not fill the memory")
    void doubling() {
        StringBuilder defs = new StringBuilder("\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i < 60; i++) {
            String ref = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
            defs.append(",\"d" + i + "\":{\"anyOf\":[" + ref + "," + ref + "]}");
        }
        String request = "{" + HI + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"schema\":{\"$defs\":{" + defs + "},\"$ref\":\"#/$defs/d59\"}}}}";
        assertEquals(
                "The request body has a schema that is too large for this provider.",
                assertThrows(Malformed.class, () -> written(request, "gemini-1.5-pro"))
                        .getMessage());
    }

    @Test
    @DisplayName("a long chain of references ends in a refusal, not in a stack that overflows")
    void chain() {
        StringBuilder defs = new StringBuilder("\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i < 9_000; i++) {
            defs.append(",\"d" + i + "\":{\"items\":{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}}");
        }
        String request = "{" + HI + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\","
                + "\"schema\":{\"$defs\":{" + defs + "},\"$ref\":\"#/$defs/d8999\"}}}}";
        assertThrows(Malformed.class, () -> written(request, "gemini-1.5-pro"));
    }

    @Test
    @DisplayName("K06 a thousand turns and a picture of 20 MB are written without copying more than that")
    void giants() {
        String picture = "A".repeat(20 << 20);
        StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64," + picture + "\"}}]}");
        for (int i = 0; i < 1_000; i++) {
            messages.append(",{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}");
        }
        Written written = written("{\"messages\":[" + messages + "]}", "gemini-2.5-pro");
        assertEquals(
                2_001,
                ((Json.Arr) written.body().members().getOrDefault("contents", Json.Arr.EMPTY))
                        .items()
                        .size());
    }

    @Test
    @DisplayName("D15 D16 n is candidateCount, probabilities are asked for, a seed beyond 32 bits is dropped and told")
    void settings() {
        assertBody(
                HI_CONTENTS + ",\"generationConfig\":{\"maxOutputTokens\":7,\"temperature\":1.10,"
                        + "\"stopSequences\":[\"a\"],\"seed\":5,\"candidateCount\":3,\"responseLogprobs\":true,"
                        + "\"logprobs\":5}}",
                "{" + HI + ",\"max_tokens\":7,\"temperature\":1.10,\"stop\":\"a\",\"seed\":5,\"n\":3,\"logprobs\":true,"
                        + "\"top_logprobs\":5}");
        Written written = written("{" + HI + ",\"seed\":1099511627776}", "gemini-2.5-pro");
        assertEquals(HI_CONTENTS + "}", JsonText.of(written.body()));
        assertEquals(List.of(new Loss("seed")), written.losses());
        assertThrows(Malformed.class, () -> written("{" + HI + ",\"n\":9}", "gemini-2.5-pro"));
        assertThrows(Malformed.class, () -> written("{" + HI + ",\"max_tokens\":1.5}", "gemini-2.5-pro"));
    }

    @Test
    @DisplayName("D20 nothing that the service does not know reaches it; what it cannot have is told")
    void unknown() {
        Written written = written(
                "{" + HI + ",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user\":\"u\","
                        + "\"metadata\":{},\"parallel_tool_calls\":false,\"logit_bias\":{},\"service_tier\":\"flex\","
                        + "\"verbosity\":\"low\",\"prompt_cache_key\":\"k\",\"store\":false,"
                        + "\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\"}}]}",
                "gemini-2.5-pro");
        assertEquals(
                HI_CONTENTS + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]}",
                JsonText.of(written.body()));
        assertEquals("/models/gemini-2.5-pro:streamGenerateContent?alt=sse", written.path());
        assertEquals(
                List.of(
                        "parallel_tool_calls",
                        "logit_bias",
                        "user",
                        "metadata",
                        "service_tier",
                        "verbosity",
                        "prompt_cache_key"),
                written.losses().stream().map(Loss::field).toList());
    }

    @Test
    @DisplayName("D19 names that are not allowed are escaped, in definition, choice, call and result")
    void toolNames() {
        assertBody("""
                {"contents":[{"role":"user","parts":[{"text":"."}]},{"role":"model","parts":[\
                {"functionCall":{"name":"mcp.server_x2f_tool-x","args":{}}}]},\
                {"role":"user","parts":[{"functionResponse":{"name":"mcp.server_x2f_tool-x",\
                "response":{"output":"y"}}}]}],\
                "tools":[{"functionDeclarations":[{"name":"mcp.server_x2f_tool-x"}]}],\
                "toolConfig":{"functionCallingConfig":{"mode":"ANY",\
                "allowedFunctionNames":["mcp.server_x2f_tool-x"]}}}""", """
                {"messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"mcp.server/tool-x"}}]},\
                {"role":"tool","tool_call_id":"1","content":"y"}],\
                "tools":[{"type":"function","function":{"name":"mcp.server/tool-x"}}],\
                "tool_choice":{"type":"function","function":{"name":"mcp.server/tool-x"}}}""");
    }

    @Test
    @DisplayName("D19 any name comes back as it was, and no two become one")
    void toolNamesComeBack() {
        for (String name : List.of(
                "get_weather",
                "get_xml",
                "a/b",
                "1st",
                "_x2f_",
                "_x2f_x2f_",
                "_x2f/",
                "/x2f_",
                "__x2f_",
                "_xx",
                "_x",
                "a b",
                "\u4e2d\ud83d\ude00",
                "_x12345_",
                "x_xg_",
                "get_xab_cd",
                "_")) {
            String encoded = ToolNames.encode(name);
            assertEquals(name, ToolNames.decode(encoded));
            assertEquals(true, encoded.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}"), encoded);
        }
        assertEquals("get_xml", ToolNames.encode("get_xml"));
        assertThrows(Malformed.class, () -> ToolNames.encode("/".repeat(40)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-2.5-flash | none | {\"thinkingBudget\":0} | false",
                "gemini-2.5-pro | none | {\"thinkingBudget\":128} | true",
                "gemini-2.5-flash | low | {\"includeThoughts\":true,\"thinkingBudget\":1024} | false",
                "gemini-2.5-flash | max | {\"includeThoughts\":true,\"thinkingBudget\":24576} | false",
                "gemini-flash-latest | medium | {\"includeThoughts\":true,\"thinkingBudget\":8192} | false",
                "gemini-3-pro-preview | medium | {\"includeThoughts\":true,\"thinkingLevel\":\"HIGH\"} | true",
                "gemini-3-pro-preview | minimal | {\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"} | true",
                "gemini-3-pro-preview | high | {\"includeThoughts\":true,\"thinkingLevel\":\"HIGH\"} | false",
                "gemini-3-pro-preview | xhigh | {\"includeThoughts\":true,\"thinkingLevel\":\"HIGH\"} | true",
                "gemini-3-flash | medium | {\"includeThoughts\":true,\"thinkingLevel\":\"MEDIUM\"} | false",
                "gemini-3-flash | minimal | {\"includeThoughts\":true,\"thinkingLevel\":\"MINIMAL\"} | false",
                "gemini-3-flash | none | {\"thinkingLevel\":\"MINIMAL\"} | true",
                "gemini-3-pro-preview | none | {\"thinkingLevel\":\"LOW\"} | true",
            })
    @DisplayName("D11 effort is a level or a budget, as the model has it; what it has not is its nearest, and told")
    void reasoning(String model, String effort, String config, boolean told) {
        Written written = written("{" + HI + ",\"reasoning_effort\":\"" + effort + "\"}", model);
        assertEquals(
                HI_CONTENTS + ",\"generationConfig\":{\"thinkingConfig\":" + config + "}}",
                JsonText.of(written.body()));
        assertEquals(told ? List.of(new Loss("reasoning_effort")) : List.of(), written.losses());
    }

    @Test
    @DisplayName("a model that cannot think is not asked to, and that is told")
    void noReasoning() {
        Written written = written("{" + HI + ",\"reasoning_effort\":\"high\"}", "gemini-2.0-flash");
        assertEquals(HI_CONTENTS + "}", JsonText.of(written.body()));
        assertEquals(List.of(new Loss("reasoning_effort")), written.losses());
    }

    @Test
    @DisplayName("C1 a call's signature goes back with it; one that nobody has is waived where the model demands one")
    void signatures() {
        String request = """
                {"messages":[{"role":"user","content":"A"},{"role":"assistant","tool_calls":[\
                {"id":"1","function":{"name":"f"}%s},{"id":"2","function":{"name":"g"}}]}]}""";
        String signed = ",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}";
        String begin = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"A\"}]},{\"role\":\"model\",\"parts\":["
                + "{\"functionCall\":{\"name\":\"f\",\"args\":{}}";
        String end = "},{\"functionCall\":{\"name\":\"g\",\"args\":{}}}]}]}";
        assertEquals(
                begin + ",\"thoughtSignature\":\"c2ln\"" + end,
                body(request.formatted(signed), "gemini-3-pro-preview"));
        assertEquals(
                begin + ",\"thoughtSignature\":\"skip_thought_signature_validator\"" + end,
                body(request.formatted(""), "gemini-3-pro-preview"));
        assertEquals(begin + end, body(request.formatted(""), "gemini-2.5-pro"));
    }

    @Test
    @DisplayName("K02 thoughts of another maker are not sent, Gemini's own go back with their signature")
    void thoughts() {
        Written written = written("""
                {"messages":[{"role":"user","content":"A"},{"role":"assistant","content":"B","thinking_blocks":[\
                {"type":"thinking","thinking":"hm","signature":"EqQBCkgIARAB"},{"type":"redacted_thinking","data":"d"},\
                {"type":"thinking","thinking":"own","signature":"google/c2ln"}]}]}""", "gemini-2.5-pro");
        assertEquals("""
                {"contents":[{"role":"user","parts":[{"text":"A"}]},{"role":"model","parts":[\
                {"text":"own","thought":true,"thoughtSignature":"c2ln"},{"text":"B"}]}]}""", JsonText.of(written.body()));
        assertEquals(List.of(new Loss("thinking")), written.losses());
    }

    @Test
    @DisplayName("detail is said for all media at once, or told to be lost")
    void detail() {
        String image =
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\",\"detail\":\"%s\"}}";
        String one = "{\"messages\":[{\"role\":\"user\",\"content\":[" + image.formatted("high") + "]}]}";
        String two = "{\"messages\":[{\"role\":\"user\",\"content\":[" + image.formatted("high") + ","
                + image.formatted("low") + "]}]}";
        assertEquals(
                json("{\"mediaResolution\":\"MEDIA_RESOLUTION_HIGH\"}"),
                written(one, "m").body().get("generationConfig"));
        assertEquals(List.of(new Loss("detail")), written(two, "m").losses());
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro,/models/gemini-2.5-pro:generateContent",
        "models/gemini-2.5-pro,/models/gemini-2.5-pro:generateContent",
        "tunedModels/my-model,/tunedModels/my-model:generateContent",
        "gemini@001,/models/gemini@001:generateContent",
        "'a/../b?key=x#y z',/models/a%2F..%2Fb%3Fkey%3Dx%23y%20z:generateContent",
    })
    @DisplayName("the model stands in the path and cannot leave it")
    void path(String model, String path) {
        assertEquals(path, written("{" + HI + "}", model).path());
    }

    @Test
    @DisplayName("what a client's path says is read at its last colon")
    void clientPath() {
        assertEquals(
                new GeminiPath("gemini-2.5-pro", "generateContent", false),
                GeminiPath.of("/v1beta/models/gemini-2.5-pro:generateContent", "key=x"));
        assertEquals(
                new GeminiPath("a:b", "streamGenerateContent", true),
                GeminiPath.of("/v1/models/a:b:streamGenerateContent", "key=x&alt=sse"));
        assertEquals(
                new GeminiPath("tunedModels/t", "embedContent", false),
                GeminiPath.of("/tunedModels/t:embedContent", ""));
        assertEquals(null, GeminiPath.of("/v1beta/models/gemini", ""));
        assertEquals(null, GeminiPath.of("/v1beta/models/:x", ""));
        assertEquals(null, GeminiPath.of("/v1beta/files/a:b", ""));
    }

    private static void assertBody(String expected, String openAi) {
        Written written = written(openAi, "gemini-2.5-pro");
        assertEquals(expected, JsonText.of(written.body()));
        assertEquals(List.of(), written.losses());
    }

    private static String body(String openAi, String model) {
        return JsonText.of(written(openAi, model).body());
    }

    private static Written written(String openAi, String model) {
        ChatRequest request = OPENAI.read(json(openAi), Asked.IN_BODY);
        return GEMINI.write(request, model, Set.of());
    }
}
