package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.CODEC;
import static dev.pontage.dialect.bedrock.Conversed.OPENAI;
import static dev.pontage.dialect.bedrock.Conversed.SONNET;
import static dev.pontage.dialect.bedrock.Conversed.json;
import static dev.pontage.dialect.bedrock.Conversed.losses;
import static dev.pontage.dialect.bedrock.Conversed.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.dialect.chat.CacheMark;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Part.Detail;
import dev.pontage.dialect.chat.Part.Medium;
import dev.pontage.dialect.chat.Reasoning;
import dev.pontage.dialect.chat.Reasoning.Effort;
import dev.pontage.dialect.chat.Setting;
import dev.pontage.dialect.chat.Tool;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Converse requests, read and written")
class ConverseRequestsTest {
    private static final String TOOLS = """
            "toolConfig":{"tools":[{"toolSpec":{"name":"look","description":"Looks.",\
            "inputSchema":{"json":{"type":"object","properties":{"at":{"type":"string"}}}},"strict":true}},\
            {"cachePoint":{"type":"default","ttl":"1h"}},{"toolSpec":{"name":"stop",\
            "inputSchema":{"json":{"type":"object","properties":{}}}}},{"systemTool":{"name":"nova_grounding"}}]""";

    static final List<String> BODIES = List.of(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}",
            """
            {"messages":[{"role":"user","content":[{"text":"A"},{"cachePoint":{"type":"default"}},\
            {"image":{"format":"png","source":{"bytes":"AAAA"}}},\
            {"document":{"format":"pdf","name":"a b (1)","source":{"bytes":"BBBB"}}},\
            {"document":{"format":"txt","name":"notes","source":{"text":"Lines\\n"}}},\
            {"audio":{"format":"wav","source":{"bytes":"CCCC"}}},\
            {"video":{"format":"three_gp","source":{"bytes":"DDDD"}}}]}],\
            "system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"Be kind."}]}""",
            """
            {"messages":[{"role":"user","content":[{"text":"Look"}]},{"role":"assistant","content":[\
            {"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},\
            {"reasoningContent":{"redactedContent":"AAEC"}},{"text":"I look."},\
            {"toolUse":{"toolUseId":"c.1:x_-","name":"look",\
            "input":{"z":1.10,"a":12345678901234567890,"s":"/\\u2028é"}}},\
            {"toolUse":{"toolUseId":"c2","name":"stop","input":{}}}]},\
            {"role":"user","content":[{"toolResult":{"toolUseId":"c.1:x_-","content":[{"text":"a"},\
            {"image":{"format":"jpeg","source":{"bytes":"EEEE"}}}]}},{"cachePoint":{"type":"default"}},\
            {"toolResult":{"toolUseId":"c2","content":[],"status":"error"}},\
            {"text":"Well?"}]}],""" + TOOLS + ",\"toolChoice\":{\"any\":{}}}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]," + TOOLS
                    + ",\"toolChoice\":{\"tool\":{\"name\":\"look\"}}}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]," + TOOLS
                    + "},\"additionalModelRequestFields\":{\"tool_choice\":{\"type\":\"auto\","
                    + "\"disable_parallel_tool_use\":true}}}",
            """
            {"messages":[{"role":"user","content":[{"text":"Hi"}]}],\
            "inferenceConfig":{"maxTokens":4000,"stopSequences":["a","b"]},\
            "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{\
            "schema":"{\\"type\\":\\"object\\",\\"additionalProperties\\":false}","name":"n","description":"d"}}}},\
            "requestMetadata":{"k":"v"},"serviceTier":{"type":"flex"},\
            "additionalModelResponseFieldPaths":["/stop_sequence"],\
            "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2048}}}""",
            """
            {"messages":[{"role":"user","content":[{"text":"Hi"}]}],\
            "inferenceConfig":{"maxTokens":10,"temperature":0.20},"additionalModelRequestFields":{"top_k":5}}""");

    static final List<Arguments> WRONG = List.of(
            Arguments.of("[]", "The request body must be an object."),
            Arguments.of("{}", "'messages' is required."),
            Arguments.of("{\"messages\":[]}", "'messages' must have at least one message."),
            Arguments.of("{\"messages\":{}}", "'messages' must be an array."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"robot\"}]}",
                    "'messages[0].role' must be 'user', 'assistant' or 'system'."),
            Arguments.of("{\"messages\":[{\"role\":\"user\"}]}", "'messages[0].content' is required."),
            Arguments.of(
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"},{\"film\":{}}]}]}",
                    "'messages[0].content[1]' must have 'text', 'image', 'document', 'audio', 'video', 'toolUse',"
                            + " 'toolResult', 'reasoningContent', 'guardContent', 'citationsContent' or 'cachePoint'."),
            Arguments.of(
                    content("{\"image\":{\"format\":\"png\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k\"}}}}"),
                    "'messages[0].content[0].image.source.s3Location' is not supported: what a provider stores cannot"
                            + " be used through this gateway."),
            Arguments.of(
                    content("{\"image\":{\"format\":\"png\",\"source\":{}}}"),
                    "'messages[0].content[0].image.source' must have 'bytes'."),
            Arguments.of(
                    content("{\"image\":{\"source\":{\"bytes\":\"A\"}}}"),
                    "'messages[0].content[0].image.format' is required."),
            Arguments.of(
                    content("{\"toolResult\":{\"toolUseId\":\"a\",\"status\":\"odd\"}}"),
                    "'messages[0].content[0].toolResult.status' must be 'success' or 'error'."),
            Arguments.of(
                    content("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"2h\"}}"),
                    "'messages[0].content[0].cachePoint.ttl' must be '5m' or '1h'."),
            Arguments.of(
                    with("\"inferenceConfig\":{\"temperature\":1.5}"),
                    "'inferenceConfig.temperature' must be between 0 and 1."),
            Arguments.of(
                    with("\"inferenceConfig\":{\"maxTokens\":0}"),
                    "'inferenceConfig.maxTokens' must be between 1 and 2147483648."),
            Arguments.of(
                    with("\"inferenceConfig\":{\"stopSequences\":[\"\"]}"),
                    "'inferenceConfig.stopSequences[0]' must not be empty."),
            Arguments.of(
                    with("\"toolConfig\":{\"tools\":[{}]}"),
                    "'toolConfig.tools[0]' must have 'toolSpec', 'systemTool' or 'cachePoint'."),
            Arguments.of(
                    with("\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"a\"}}]}"),
                    "'toolConfig.tools[0].toolSpec.inputSchema' is required."),
            Arguments.of(
                    with("\"toolConfig\":{\"toolChoice\":{\"none\":{}}}"),
                    "'toolConfig.toolChoice' must have 'auto', 'any' or 'tool'."),
            Arguments.of(
                    with("\"guardrailConfig\":{\"guardrailIdentifier\":\"g\"}"),
                    "'guardrailConfig' is not supported: which guardrail looks at calls is the operator's to say."),
            Arguments.of(
                    with("\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\"}}"),
                    "'additionalModelRequestFields.thinking.budget_tokens' is required."),
            Arguments.of(
                    with("\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":"
                            + "{\"schema\":\"[]\"}}}}"),
                    "'outputConfig.textFormat.structure.jsonSchema.schema' must be the JSON text of an object."));

    @ParameterizedTest
    @FieldSource("BODIES")
    @DisplayName("law of the round trip: read and written is the same JSON")
    void roundTrip(String body) {
        Written written = CODEC.write(read(body), SONNET, Set.of());
        assertEquals(List.of(), losses(written));
        assertEquals(json(body), json(JsonText.of(written.body())));
    }

    /** Without media: of those OpenAI's chat takes some as something else. */
    static final List<String> WORDS =
            BODIES.stream().filter(body -> !body.contains("three_gp")).toList();

    @ParameterizedTest
    @FieldSource("WORDS")
    @DisplayName("law of crossing: to OpenAI's chat and back it means the same, but for what was declared lost")
    void crossing(String body) {
        ChatRequest request = read(body);
        Written there = OPENAI.write(request, "m", Set.of());
        ChatRequest again = OPENAI.read(json(JsonText.of(there.body())), ChatCodec.Asked.IN_BODY);
        Written back = CODEC.write(again, SONNET, Set.of());
        ChatRequest last = read(JsonText.of(back.body()));
        if (losses(there).isEmpty()) {
            assertEquals(again.tools(), last.tools());
            assertEquals(
                    again.settings().get(Setting.MAX_TOKENS), last.settings().get(Setting.MAX_TOKENS));
        }
        assertEquals(text(request), text(last));
    }

    /** All words that user and model say. */
    private static List<String> text(ChatRequest request) {
        List<String> words = new ArrayList<>();
        request.turns()
                .forEach(turn -> turn.parts().forEach(part -> {
                    if (part instanceof Part.Text(String text, CacheMark _)) {
                        words.add(text);
                    } else if (part instanceof Part.ToolCall call) {
                        words.add(call.name() + (call.arguments().isEmpty() ? "{}" : call.arguments()));
                    } else if (part instanceof Part.ToolResult result) {
                        result.content().stream()
                                .filter(Part.Text.class::isInstance)
                                .forEach(said ->
                                        words.add(((Part.Text) said).text().replace("Error: ", "")));
                    }
                }));
        words.removeIf(String::isEmpty);
        words.sort(null);
        return words;
    }

    @Test
    @DisplayName("marks, media, tools and the path mean what they say")
    void meaning() {
        ChatRequest request = CODEC.read(json(BODIES.get(1)), new ChatCodec.Asked("model", true));
        assertEquals("model", request.model());
        assertEquals(true, request.stream());
        List<Part> parts = request.turns().getLast().parts();
        assertEquals(new Part.Text("A", CacheMark.FIVE_MINUTES), parts.getFirst());
        assertEquals(
                new Part.Media(
                        Medium.DOCUMENT, "application/pdf", new Part.Inline("BBBB"), "a b (1)", Detail.AUTO, null),
                parts.get(2));
        assertEquals(
                new Part.Text("Be brief.", CacheMark.ONE_HOUR),
                request.turns().getFirst().parts().getFirst());
        List<Tool> tools = read(BODIES.get(2)).tools();
        assertEquals(CacheMark.ONE_HOUR, ((Tool.Function) tools.getFirst()).mark());
        assertEquals(new Tool.Function("stop", "", null, null, null), tools.get(1));
        assertEquals(false, read(BODIES.get(4)).parallelTools());
        assertEquals(new Reasoning(null, 2048, true), read(BODIES.get(5)).reasoning());
    }

    @Test
    @DisplayName("how much to think is understood in every model's words")
    void reasoning() {
        for (String fields : List.of(
                "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
                "{\"reasoning_effort\":\"high\"}",
                "{\"reasoning_config\":\"high\"}",
                "{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"high\"}}")) {
            ChatRequest request = read(with("\"additionalModelRequestFields\":" + fields));
            assertEquals(new Reasoning(Effort.HIGH, -1, true), request.reasoning(), fields);
            assertEquals(List.of(), request.losses(), fields);
        }
        assertEquals(
                true,
                java.util.Objects.requireNonNull(
                                read(with("\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"disabled\"}}"))
                                        .reasoning())
                        .isOff());
    }

    @Test
    @DisplayName("what nobody else has is declared lost, by its place")
    void lost() {
        ChatRequest request = read("""
                {"messages":[{"role":"user","content":[{"cachePoint":{"type":"default"}},\
                {"guardContent":{"text":{"text":"G"}}},{"citationsContent":{"content":[{"text":"C"}],"citations":[]}},\
                {"document":{"format":"pdf","name":"n","source":{"bytes":"A"},"citations":{"enabled":true}}}]}],\
                "performanceConfig":{"latency":"optimized"},"additionalModelResponseFieldPaths":["/x"],\
                "additionalModelRequestFields":{"anthropic_beta":["b"]},"new":1}""");
        assertEquals(
                List.of(
                        "messages[].content[].cachePoint",
                        "messages[].content[].guardContent",
                        "messages[].content[].citationsContent.citations",
                        "messages[].content[].document.citations",
                        "additionalModelResponseFieldPaths[]",
                        "additionalModelRequestFields.anthropic_beta",
                        "performanceConfig",
                        "new"),
                request.losses().stream().map(loss -> loss.field()).toList());
        assertEquals(
                List.of(new Part.Text("G", null), new Part.Text("C", null)),
                request.turns().getFirst().parts().subList(0, 2));
    }

    @Test
    @DisplayName("a tool's result as JSON is its text, numbers as they were spelled")
    void jsonResult() {
        ChatRequest request =
                read(content("{\"toolResult\":{\"toolUseId\":\"a\",\"content\":[{\"json\":{\"b\":1.10,\"a\":[]}}]}}"));
        assertEquals(
                new Part.ToolResult("a", List.of(new Part.Text("{\"b\":1.10,\"a\":[]}", null)), false, null),
                request.turns().getFirst().parts().getFirst());
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("WRONG")
    @DisplayName("K07 a wrong field is refused by name")
    void refused(String body, String message) {
        assertEquals(message, assertThrows(Malformed.class, () -> read(body)).getMessage());
    }

    @Property(tries = 1_500)
    @Label("whatever is in a request, it is read, or refused as malformed; and what is read is written, or refused so")
    void hostile(@ForAll long seed) {
        Random random = new Random(seed);
        Json body = mutated(json(BODIES.get(random.nextInt(BODIES.size()))), random);
        try {
            ChatRequest request = CODEC.read(body, ChatCodec.Asked.IN_BODY);
            String model = List.of(SONNET, Conversed.NOVA, Conversed.LLAMA, Conversed.MISTRAL, Conversed.OPUS_47)
                    .get(random.nextInt(5));
            CODEC.write(request, model, Set.of());
        } catch (Malformed | JsonError expected) {
            assertEquals(false, String.valueOf(expected.getMessage()).isEmpty());
        }
    }

    private static Json mutated(Json value, Random random) {
        if (random.nextInt(25) == 0) {
            return List.of(
                            Json.Null.NULL,
                            Json.Obj.EMPTY,
                            Json.Arr.EMPTY,
                            new Json.Str(""),
                            new Json.Str(" "),
                            new Json.Str("\ud800"),
                            new Json.Num("-1e400"),
                            new Json.Num("7"),
                            new Json.Bool(true))
                    .get(random.nextInt(9));
        }
        return switch (value) {
            case Json.Obj object -> {
                java.util.Map<String, Json> members = new java.util.LinkedHashMap<>();
                object.members().forEach((name, member) -> members.put(name, mutated(member, random)));
                yield new Json.Obj(members);
            }
            case Json.Arr array -> {
                List<Json> items = new ArrayList<>();
                array.items().forEach(item -> {
                    if (random.nextInt(20) > 0) {
                        items.add(mutated(item, random));
                    }
                });
                yield new Json.Arr(items);
            }
            default -> value;
        };
    }

    private static String content(String block) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[" + block + "]}]}";
    }

    private static String with(String member) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]," + member + "}";
    }
}
