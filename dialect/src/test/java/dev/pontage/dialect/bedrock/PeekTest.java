package dev.pontage.dialect.bedrock;

import static dev.pontage.dialect.bedrock.Conversed.hex;
import static dev.pontage.dialect.bedrock.Conversed.play;
import static dev.pontage.dialect.bedrock.Conversed.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import dev.pontage.dialect.Peeked;
import dev.pontage.dialect.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The look at Converse requests, and what goes up")
class PeekTest {
    private static final Bedrock DIALECT = new Bedrock();
    private static final Operation WHOLE = DIALECT.operations().getFirst();
    private static final Operation STREAM = DIALECT.operations().getLast();

    private static Peeked look(Operation operation, String body) {
        byte[] bytes = utf8(body);
        byte[] roomy = Arrays.copyOf(bytes, bytes.length + 5);
        return DIALECT.peek(operation, Parameters.NONE, roomy, bytes.length);
    }

    private static Peek peek(String body) {
        return assertInstanceOf(Peek.class, look(WHOLE, body));
    }

    private static Refusal refusal(String body) {
        return assertInstanceOf(Peeked.Refused.class, look(WHOLE, body)).refusal();
    }

    private static String content(String block) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[" + block + "]}]}";
    }

    @Test
    @DisplayName("ceiling, turns, tools and features are seen, and the path says whether it is a stream")
    void seen() {
        Peek peek = peek("""
                {"messages":[{"role":"user","content":[{"text":"Hé"},\
                {"image":{"format":"png","source":{"bytes":"AAAA"}}},\
                {"document":{"format":"pdf","name":"n","source":{"bytes":"BBBBBB"}}},\
                {"audio":{"format":"wav","source":{"bytes":"CC"}}}]}],\
                "inferenceConfig":{"maxTokens":77},"toolConfig":{"tools":[{"toolSpec":{"name":"look"}}]},\
                "outputConfig":{"textFormat":{"type":"json_schema"}},\
                "additionalModelRequestFields":{"thinking":{"type":"adaptive"}}}""");
        assertEquals(77, peek.outputCeiling());
        assertEquals(2, peek.items());
        assertEquals(12, peek.mediaTokens());
        assertEquals(
                Set.of(
                        Feature.IMAGES,
                        Feature.FILES,
                        Feature.AUDIO,
                        Feature.TOOLS,
                        Feature.JSON_SCHEMA,
                        Feature.REASONING),
                peek.features());
        assertFalse(peek.stream());
        assertEquals(1, peek.answers());
        assertEquals(-1, peek("{\"messages\":[]}").outputCeiling());
        assertTrue(assertInstanceOf(Peek.class, look(STREAM, "{}")).stream());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"four\"}|4",
                "{\"toolUse\":{\"toolUseId\":\"i\",\"name\":\"nn\",\"input\":{\"a\":\"bcd\"}}}|25",
                "{\"toolResult\":{\"toolUseId\":\"i\",\"content\":[{\"text\":\"four\"}]}}|4",
                "{\"toolResult\":{\"toolUseId\":\"i\",\"content\":[{\"json\":{\"a\":\"four\"}}]}}|5",
                "{\"document\":{\"name\":\"n\",\"source\":{\"text\":\"four\"}}}|5",
                "{\"document\":{\"name\":\"n\",\"source\":{\"content\":[{\"text\":\"four\"}]},\"context\":\"ctx\"}}|12",
                "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"four\"}}}|21",
                "{\"somethingNew\":{\"x\":\"four\"}}|5"
            })
    @DisplayName("what the model may read is counted, what nobody knows included")
    void text(String block, long least) {
        assertTrue(
                peek(content(block)).textBytes() >= least,
                block + ' ' + peek(content(block)).textBytes());
        assertEquals(0, peek(content(block)).mediaTokens());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"image\":{\"format\":\"png\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k\"}}}}",
                "{\"document\":{\"name\":\"n\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/k\"}}}}",
                "{\"video\":{\"source\":{\"s3Location\":{\"uri\":\"s3://b/k\"}}}}",
                "{\"audio\":{\"source\":{\"s3Location\":\"s3://b/k\"}}}",
                "{\"toolResult\":{\"content\":[{\"image\":{\"source\":{\"s3Location\":{}}}}]}}"
            })
    @DisplayName("an object in S3 is refused: it would be read with the provider's credential (C8)")
    void stored(String block) {
        Refusal refusal = refusal(content(block));
        assertEquals(400, refusal.status());
        assertEquals("unsupported_value", refusal.code());
        assertTrue(refusal.param().endsWith("source.s3Location"), refusal.param());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|",
                "{\"messages\":{}}|messages",
                "{\"messages\":7}|messages",
                "{\"inferenceConfig\":{\"maxTokens\":0}}|inferenceConfig.maxTokens",
                "{\"inferenceConfig\":{\"maxTokens\":\"7\"}}|inferenceConfig.maxTokens",
                "{\"inferenceConfig\":{\"maxTokens\":[]}}|inferenceConfig.maxTokens",
                "{\"inferenceConfig\":{\"maxTokens\":1,\"maxTokens\":2}}|inferenceConfig",
                "{\"toolConfig\":{\"tools\":{}}}|toolConfig.tools",
                "{|"
            })
    @DisplayName("what is no request is refused by the field")
    void wrong(String body, String param) {
        Refusal refusal = refusal(body);
        assertEquals(400, refusal.status());
        assertTrue(refusal.param().startsWith(param == null ? "" : param), refusal.toString());
    }

    @Test
    @DisplayName("towards Bedrock a request goes up as it came, the model in the path, and the answer comes back so")
    void same() {
        byte[] body = utf8(content("{\"text\":\"x\"}"));
        Peek peek = peek(content("{\"text\":\"x\"}"));
        Conversion.Same whole = DIALECT.same(WHOLE, peek, body, body.length, "amazon.nova-pro-v1:0", Set.of(), true);
        assertEquals("/model/amazon.nova-pro-v1%3A0/converse", whole.path());
        assertTrue(whole.splices().isEmpty());
        assertEquals(List.of(), whole.losses());
        Conversion stream = DIALECT.same(STREAM, peek, body, body.length, "amazon.nova-pro-v1:0", Set.of(), true);
        assertEquals("/model/amazon.nova-pro-v1%3A0/converse-stream", stream.path());
        byte[] frames = Conversed.join(
                Conversed.frame("messageStop", "{\"stopReason\":\"end_turn\"}"),
                Conversed.frame("metadata", "{\"usage\":{\"inputTokens\":1,\"outputTokens\":1}}"));
        assertEquals(hex(frames), play(stream.passage(true), frames).client());
    }

    @Test
    @DisplayName("models are told apart by their ids")
    void models() {
        assertEquals(45, BedrockModel.of(Conversed.SONNET).version());
        assertEquals(35, BedrockModel.of(Conversed.OLD_CLAUDE).version());
        assertEquals(37, BedrockModel.of(Conversed.CLAUDE_37).version());
        assertEquals(46, BedrockModel.of(Conversed.OPUS_46).version());
        assertEquals(47, BedrockModel.of(Conversed.OPUS_47).version());
        assertEquals(
                40, BedrockModel.of("anthropic.claude-sonnet-4-20250514-v1:0").version());
        assertEquals(
                30, BedrockModel.of("anthropic.claude-3-sonnet-20240229-v1:0").version());
        assertEquals(20, BedrockModel.of("anthropic.claude-v2:1").version());
        assertEquals(20, BedrockModel.of("anthropic.claude-instant-v1").version());
        assertEquals(
                BedrockModel.Family.UNKNOWN, BedrockModel.of(Conversed.PROFILE).family());
        assertEquals(
                BedrockModel.Family.OTHER,
                BedrockModel.of("arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama3-3-70b-instruct-v1:0")
                        .family());
        assertEquals(
                45,
                BedrockModel.of("arn:aws:bedrock:us-east-1:1:inference-profile/" + Conversed.SONNET)
                        .version());
    }
}
