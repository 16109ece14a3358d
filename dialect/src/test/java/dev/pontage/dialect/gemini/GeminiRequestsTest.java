package dev.pontage.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.AnswerFormat;
import dev.pontage.dialect.chat.ChatCodec.Asked;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.ToolChoice;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Requests to generate content, read")
class GeminiRequestsTest {
    /** Bodies that are written as they were read. */
    static final List<String> BODIES =
            List.of("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}", """
            {"contents":[{"role":"user","parts":[{"text":"A"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}},\
            {"inlineData":{"mimeType":"application/pdf","data":"BBBB"}},\
            {"inlineData":{"mimeType":"audio/wav","data":"CCCC"}},\
            {"fileData":{"mimeType":"video/mp4","fileUri":"https://b/a.mp4"}}]}],\
            "systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Be kind."}]},\
            "generationConfig":{"mediaResolution":"MEDIA_RESOLUTION_LOW"}}""", """
            {"contents":[{"role":"user","parts":[{"text":"Look"}]},\
            {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"c2ln"},{"text":"I look."},\
            {"functionCall":{"name":"look","args":{"at":1.10}},"thoughtSignature":"YWJj"},\
            {"functionCall":{"name":"look","args":{}}}]},\
            {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"output":"nothing"}}},\
            {"functionResponse":{"name":"look","response":{"error":"blind"}}},{"text":"Well?"}]},\
            {"role":"model","parts":[{"functionCall":{"name":"look","args":{"at":[1,"x"]}},\
            "thoughtSignature":"ZGVm"}]},\
            {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"seen":{"a":1}}}}]}],\
            "tools":[{"functionDeclarations":[{"name":"look","description":"Looks.",\
            "parametersJsonSchema":{"type":"object","properties":{"at":{"type":"string"}}}},{"name":"stop"}]},\
            {"googleSearch":{}}],"toolConfig":{"functionCallingConfig":{"mode":"ANY",\
            "allowedFunctionNames":["look"]}}}""", """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{\
            "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"maxOutputTokens":10,\
            "temperature":0.20,"topP":1,"topK":40,"stopSequences":["a","b"],"seed":-5,"presencePenalty":-2,\
            "frequencyPenalty":0.5,"candidateCount":2,"responseLogprobs":true,"logprobs":3,\
            "thinkingConfig":{"includeThoughts":true,"thinkingBudget":2048}}}""");

    static final List<Arguments> WRONG = List.of(
            Arguments.of("{}", "'contents' is required."),
            Arguments.of("[]", "The request body must be an object."),
            Arguments.of("{\"contents\":[]}", "'contents' must have at least one content."),
            Arguments.of("{\"contents\":[{\"role\":\"system\"}]}", "'contents[0].role' must be 'user' or 'model'."),
            Arguments.of(
                    "{\"contents\":[{\"parts\":[{}]}]}",
                    "'contents[0].parts[0]' must have 'text', 'inlineData', 'fileData', 'functionCall' or"
                            + " 'functionResponse'."),
            Arguments.of(
                    "{\"contents\":[{\"parts\":[{\"text\":\"a\",\"inline_data\":{\"mime_type\":\"a/b\","
                            + "\"data\":\"\"}}]}]}",
                    "'contents[0].parts[0]' must have one kind of data, not several."),
            Arguments.of(
                    "{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]}]}",
                    "'contents[0].parts[0].functionCall' belongs into a content of the role 'model'."),
            Arguments.of(
                    "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]}]}",
                    "'contents[0].parts[0].functionCall.args' must be an object."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{},\"generation_config\":{}}",
                    "'generation_config' is given twice, in both its spellings."),
            Arguments.of(
                    "{\"contents\":\"a\",\"cached_content\":\"cachedContents/1\"}",
                    "'cached_content' names what a provider stores, which cannot be used through this gateway."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{\"temperature\":3}}",
                    "'generationConfig.temperature' must be between 0 and 2."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{\"seed\":1e99}}",
                    "'generationConfig.seed' is too large or too small a number."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{\"maxOutputTokens\":1e99999999999}}",
                    "'generationConfig.maxOutputTokens' is too large or too small a number."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{\"responseModalities\":[\"IMAGE\"]}}",
                    "'generationConfig.responseModalities' must have 'TEXT' among them for this model."),
            Arguments.of(
                    "{\"contents\":\"a\",\"generationConfig\":{\"responseSchema\":{},\"responseJsonSchema\":{}}}",
                    "'generationConfig.responseJsonSchema' excludes 'responseSchema'."),
            Arguments.of(
                    "{\"contents\":\"a\",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"maybe\"}}}",
                    "'toolConfig.functionCallingConfig.mode' must be 'AUTO', 'ANY', 'NONE' or 'VALIDATED'."));

    @ParameterizedTest
    @FieldSource("BODIES")
    @DisplayName("law of the round trip: read and written is the same JSON")
    void roundTrip(String body) {
        Written written = GeminiRequestWriter.write(read(body), "gemini-2.5-pro");
        assertEquals(List.of(), written.losses());
        assertEquals(body, JsonText.of(written.body()));
    }

    @Test
    @DisplayName("the model and the wish for a stream stand in the path")
    void path() {
        Json body = json("{\"contents\":\"Hi\",\"model\":\"models/other\"}");
        ChatRequest request = GeminiRequestReader.read(body, new Asked("m", true));
        assertEquals("m", request.model());
        assertEquals(true, request.stream());
    }

    @Test
    @DisplayName("G07 snake_case bodies say the same, and so do lists of one without their brackets")
    void spellings() {
        ChatRequest camel = read("""
                {"contents":[{"role":"user","parts":[{"text":"A"},{"inlineData":{"mimeType":"image/png",\
                "data":"AA"}}]}],\
                "systemInstruction":{"parts":[{"text":"S"}]},"generationConfig":{"maxOutputTokens":5,"topP":0.5},\
                "tools":[{"functionDeclarations":[{"name":"f"}]},{"googleSearch":{}}],\
                "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}}""");
        ChatRequest snake = read("""
                {"contents":{"parts":[{"text":"A"},{"inline_data":{"mime_type":"image/png","data":"AA"}}]},\
                "system_instruction":{"parts":{"text":"S"}},"generation_config":{"max_output_tokens":5,"top_p":0.5},\
                "tools":[{"function_declarations":{"name":"f"}},{"google_search":{}}],\
                "tool_config":{"function_calling_config":{"mode":"any","allowed_function_names":"f"}}}""");
        assertEquals(camel, snake);
        assertEquals(List.of(), snake.losses());
    }

    @Test
    @DisplayName("bytes in the alphabet for URLs, as google-genai for Python sends them, are read as the common ones")
    void base64() {
        ChatRequest request = read("""
                {"contents":[{"parts":[{"inlineData":{"mimeType":"image/jpeg","data":"_-8"}}]},{"role":"model",\
                "parts":[\
                {"functionCall":{"name":"f"},"thoughtSignature":"_-8="}]}]}""");
        assertEquals(
                new Part.Media(Medium.IMAGE, "image/jpeg", new Part.Inline("/+8="), "", Detail.AUTO, null),
                request.turns().getFirst().parts().getFirst());
        assertEquals(
                new Part.ToolCall("call_1", "f", "{}", "/+8=", null),
                request.turns().getLast().parts().getFirst());
    }

    @Test
    @DisplayName("G05 results without id belong to the oldest open call of their name")
    void results() {
        ChatRequest request = read("""
                {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f","args":{"n":1}}},\
                {"functionCall":{"name":"g"}},{"functionCall":{"name":"f","args":{"n":2}}}]},\
                {"role":"user","parts":[{"functionResponse":{"name":"g","response":{"output":"g"}}},\
                {"functionResponse":{"name":"f","response":{"output":"f1"}}},\
                {"functionResponse":{"name":"f","response":{"output":"f2"}}}]},\
                {"role":"model","parts":[{"functionCall":{"name":"f"}}]},\
                {"role":"function","parts":[{"functionResponse":{"name":"f","response":{"output":"f3"}}}]}]}""");
        assertEquals(
                List.of(
                        "call_1 f",
                        "call_2 g",
                        "call_3 f",
                        "call_2: g",
                        "call_1: f1",
                        "call_3: f2",
                        "call_4 f",
                        "call_4: f3"),
                calls(request));
    }

    @Test
    @DisplayName("K09 an id that repeats is made unique, for the call and for its result")
    void repeatedIds() {
        ChatRequest request = read("""
                {"contents":[{"role":"model","parts":[{"functionCall":{"id":"a","name":"f"}},\
                {"functionCall":{"id":"a","name":"g"}}]},{"parts":[\
                {"functionResponse":{"id":"a","name":"f","response":{"output":"1"}}},\
                {"functionResponse":{"id":"a","name":"g","response":{"output":"2"}}}]}]}""");
        assertEquals(List.of("a f", "a_1 g", "a: 1", "a_1: 2"), calls(request));
    }

    @Test
    @DisplayName("K08 a result that answers no call is refused by name")
    void orphan() {
        assertEquals(
                "'contents[0].parts[0].functionResponse.name' answers no function call before it.",
                assertThrows(
                                Malformed.class,
                                () -> read("{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\"}}]}]}"))
                        .getMessage());
        assertThrows(Malformed.class, () -> read("""
                        {"contents":[{"role":"model","parts":[{"functionCall":{"id":"x","name":"f"}}]},\
                        {"parts":[{"functionResponse":{"name":"f","id":"x"}},{"functionResponse":{"name":"f"}}]}]}"""));
        assertThrows(Malformed.class, () -> read("""
                        {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]},\
                        {"parts":[{"functionResponse":{"name":"f","id":"x"}}]}]}"""));
    }

    @Test
    @DisplayName("a result is its output, its error, or the whole object, and may hold pictures")
    void resultForms() {
        ChatRequest request = read("""
                {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}},\
                {"functionCall":{"name":"f"}}]},{"parts":[\
                {"functionResponse":{"name":"f","response":{"output":{"a":1.0}}}},\
                {"functionResponse":{"name":"f","response":{"error":"no"}}},\
                {"functionResponse":{"name":"f","response":{"a":1,"b":2},\
                "parts":[{"inlineData":{"mimeType":"image/png","data":"AA"}}]}}]}]}""");
        Part.Media picture = new Part.Media(Medium.IMAGE, "image/png", new Part.Inline("AA"), "", Detail.AUTO, null);
        assertEquals(
                List.of(
                        new Part.ToolResult("call_1", List.of(new Part.Text("{\"a\":1.0}", null)), false, null),
                        new Part.ToolResult("call_2", List.of(new Part.Text("no", null)), true, null),
                        new Part.ToolResult(
                                "call_3", List.of(new Part.Text("{\"a\":1,\"b\":2}", null), picture), false, null)),
                request.turns().getLast().parts());
    }

    @Test
    @DisplayName("G06 types in capitals, nullable and propertyOrdering become JSON Schema")
    void schema() {
        ChatRequest request = read("""
                {"contents":"a","generation_config":{"response_mime_type":"application/json","response_schema":{\
                "type":"OBJECT","propertyOrdering":["b","a"],"required":["a"],"properties":{\
                "a":{"type":"STRING","nullable":true,"enum":["x"],"format":"enum"},\
                "type":{"type":"ARRAY","minItems":"1","items":{"any_of":[{"type":"INTEGER"}],"nullable":true}}}}}}""");
        assertEquals(new AnswerFormat.Schema("", "", (Json.Obj) json("""
                        {"type":"object","required":["a"],"properties":{\
                        "a":{"type":["string","null"],"enum":["x",null]},\
                        "type":{"type":"array","minItems":1,"items":{"anyOf":[{"type":"integer"},\
                        {"type":"null"}]}}}}"""), null), request.format());
    }

    @Test
    @DisplayName("thinking is a level, a budget, or only a wish to see it")
    void reasoning() {
        assertEquals(new Reasoning(Effort.LOW, -1, false), thinking("{\"thinkingLevel\":\"LOW\"}"));
        assertEquals(new Reasoning(null, 0, false), thinking("{\"thinking_budget\":0}"));
        assertEquals(new Reasoning(null, -1, true), thinking("{\"thinkingBudget\":-1,\"includeThoughts\":true}"));
    }

    @Test
    @DisplayName("the choice of tools is the protocol's mode with its list")
    void choice() {
        assertEquals(new ToolChoice.Auto(), choice("\"AUTO\""));
        assertEquals(new ToolChoice.None(), choice("\"NONE\""));
        assertEquals(new ToolChoice.Any(), choice("\"ANY\""));
        assertEquals(new ToolChoice.Named("a"), choice("\"ANY\",\"allowedFunctionNames\":[\"a\"]"));
        assertEquals(
                new ToolChoice.Among(List.of("a", "b"), true),
                choice("\"ANY\",\"allowedFunctionNames\":[\"a\",\"b\"]"));
        assertEquals(
                new ToolChoice.Among(List.of("a"), false), choice("\"VALIDATED\",\"allowedFunctionNames\":[\"a\"]"));
    }

    @Test
    @DisplayName("C2 what is not understood is a loss, once however often it stands there")
    void losses() {
        ChatRequest request = read("""
                {"safetySettings":[],"labels":{"a":"b"},"generationConfig":{"speechConfig":{},\
                "responseModalities":["TEXT","IMAGE"]},"tools":[{"codeExecution":{}},\
                {"functionDeclarations":[{"name":"f","response":{}}]}],"contents":[\
                {"parts":[{"text":"a","videoMetadata":{}}]},{"parts":[{"text":"b","videoMetadata":{}}]},\
                {"role":"model","parts":[{"executableCode":{"code":"1"}}]}]}""");
        assertEquals(
                List.of(
                        "contents[].parts[].videoMetadata",
                        "contents[].parts[].executableCode",
                        "tools[].functionDeclarations[].response",
                        "generationConfig.responseModalities",
                        "generationConfig.speechConfig",
                        "safetySettings",
                        "labels"),
                request.losses().stream().map(Loss::field).toList());
        assertEquals(
                new Tool.Native("codeExecution", "codeExecution", Json.Obj.EMPTY),
                request.tools().getFirst());
    }

    @Test
    @DisplayName("a signed text is the text and the signature of thoughts that were not shown")
    void signedText() {
        ChatRequest request = read(
                "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"Yes\",\"thoughtSignature\":\"YQ==\"}]}]}");
        assertEquals(
                List.of(new Turn(
                        Role.ASSISTANT, List.of(new Part.Text("Yes", null), new Part.Thinking("", "google/YQ==")))),
                request.turns());
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("WRONG")
    @DisplayName("K07 a wrong field is refused by name")
    void refused(String body, String message) {
        assertEquals(message, assertThrows(Malformed.class, () -> read(body)).getMessage());
    }

    private static List<String> calls(ChatRequest request) {
        return request.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .map(part -> switch (part) {
                    case Part.ToolCall call -> call.id() + ' ' + call.name();
                    case Part.ToolResult(String id, List<Part> content, var _, var _) ->
                        id + ": " + ((Part.Text) content.getFirst()).text();
                    default -> part.toString();
                })
                .toList();
    }

    private static @Nullable ToolChoice choice(String mode) {
        return read("{\"contents\":\"a\",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":" + mode + "}}}")
                .choice();
    }

    private static @Nullable Reasoning thinking(String config) {
        return read("{\"contents\":\"a\",\"generationConfig\":{\"thinkingConfig\":" + config + "}}")
                .reasoning();
    }

    static ChatRequest read(String body) {
        return GeminiRequestReader.read(json(body), new Asked("m", false));
    }

    static Json json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonTree(Limits.DEFAULT, true).read(bytes, 0, bytes.length);
    }
}
