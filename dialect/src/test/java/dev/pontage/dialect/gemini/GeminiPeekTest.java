package dev.pontage.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import dev.pontage.dialect.Peeked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The look at a Gemini client's request, and what goes up unchanged")
class GeminiPeekTest {
    private static final Gemini DIALECT = new Gemini();

    @Test
    @DisplayName("text, media, ceilings and features are seen")
    void peek() {
        Peek peek = peek("""
                {"contents":[{"role":"user","parts":[{"text":"abc"},{"inlineData":{"mimeType":"image/png",\
                "data":"AAAA"}}]},\
                {"role":"model","parts":[{"functionCall":{"name":"f","args":{"ab":"cd"}},"thoughtSignature":"c2ln"}]}],\
                "systemInstruction":{"parts":[{"text":"xy"}]},"tools":[{"functionDeclarations":[{"name":"f"}]}],\
                "generationConfig":{"maxOutputTokens":7,"candidateCount":2,"thinkingConfig":{},\
                "responseSchema":{}}}""");
        assertEquals(7, peek.outputCeiling());
        assertEquals(2, peek.answers());
        assertEquals(8, peek.mediaTokens());
        assertEquals(Set.of(Feature.TOOLS, Feature.IMAGES, Feature.JSON_SCHEMA, Feature.REASONING), peek.features());
        assertTrue(peek.textBytes() >= 3 + 2 + 5 && peek.textBytes() < 90, "" + peek.textBytes());
        assertTrue(peek.items() >= 5, "" + peek.items());
    }

    @Test
    @DisplayName("G07 a request in the other spelling, and with single items for lists, costs the same")
    void spellings() {
        Peek snake = peek("""
                {"contents":{"parts":{"inline_data":{"mime_type":"audio/wav","data":"AAAA"}}},\
                "generation_config":{"max_output_tokens":7,"candidate_count":2}}""");
        assertEquals(7, snake.outputCeiling());
        assertEquals(2, snake.answers());
        assertEquals(4, snake.mediaTokens());
        assertEquals(Set.of(Feature.AUDIO), snake.features());
        assertEquals(3, peek("{\"contents\":\"abc\"}").textBytes());
        assertEquals(3, peek("{\"contents\":{\"parts\":{\"text\":\"abc\"}}}").textBytes());
    }

    @Test
    @DisplayName("what is embedded costs its text alone, one by one and many at once: nobody else counts it")
    void embedded() {
        assertEquals(2, peek("{\"content\":{\"parts\":[{\"text\":\"hi\"}]}}").textBytes());
        String each = "{\"model\":\"models/m\",\"taskType\":\"RETRIEVAL_QUERY\",\"title\":\"T\","
                + "\"content\":{\"parts\":[{\"text\":\"hi\"}]}}";
        Peek many = peek("{\"requests\":[%s,%s]}".formatted(each, each));
        assertEquals(2 * (2 + 1), many.textBytes());
        assertEquals(2, many.items());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | invalid_value | ''",
                "{\"contents\": | invalid_json | contents",
                "{\"model\":7} | invalid_value | model",
                "{\"generationConfig\":{\"maxOutputTokens\":0}} | invalid_value | generationConfig.maxOutputTokens",
                "{\"generationConfig\":{\"candidateCount\":1.5}} | invalid_value | generationConfig.candidateCount",
                "{\"generationConfig\":{\"candidateCount\":1e999}} | invalid_value | generationConfig.candidateCount",
                "{\"generationConfig\":7} | invalid_value | generationConfig",
                "{\"generationConfig\":{},\"generationConfig\":{}} | ambiguous_field | ''",
                "{\"generationConfig\":{},\"generation_config\":{}} | ambiguous_field | generation_config",
                "{\"generationConfig\":{\"candidateCount\":1,\"candidate_count\":8}} | ambiguous_field"
                        + " | generationConfig.candidate_count",
                "{\"cachedContent\":\"cachedContents/1\"} | unsupported_value | cachedContent",
                "{\"cached_content\":\"cachedContents/1\"} | unsupported_value | cached_content",
                "{\"tools\":[{\"fileSearch\":{}}]} | unsupported_value | tools[0].fileSearch",
                "{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":"
                        + "\"https://generativelanguage.googleapis.com/v1beta/files/abc\"}}]}]}"
                        + " | unsupported_value | contents[0].parts[0].fileData.fileUri",
                "{\"contents\":{\"parts\":{\"file_data\":{\"file_uri\":\"files/abc\"}}}}"
                        + " | unsupported_value | contents.parts.file_data.file_uri",
                "{\"systemInstruction\":{\"parts\":[{\"fileData\":{\"fileUri\":\"files/abc\"}}]}}"
                        + " | unsupported_value | systemInstruction.parts[0].fileData.fileUri",
                "{\"content\":{\"parts\":[{\"fileData\":{\"fileUri\":\"files/abc\"}}]}}"
                        + " | unsupported_value | content.parts[0].fileData.fileUri",
                "{\"requests\":[{\"content\":{\"parts\":[{\"fileData\":{\"fileUri\":\"files/abc\"}}]}}]}"
                        + " | unsupported_value | requests[0].content.parts[0].fileData.fileUri",
                "{\"generateContentRequest\":{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"files/a\"}}]}]}}"
                        + " | unsupported_value | generateContentRequest.contents[0].parts[0].fileData.fileUri",
                "{\"generateContentRequest\":{\"cachedContent\":\"cachedContents/1\"}}"
                        + " | unsupported_value | generateContentRequest.cachedContent",
                "{\"generate_content_request\":{\"tools\":[{\"file_search\":{}}]}}"
                        + " | unsupported_value | generate_content_request.tools[0].file_search",
            })
    @DisplayName("F-61 F-62 C8 what is wrong, ambiguous, or stored upstream is refused by name")
    void refused(String body, String code, String param) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Peeked peeked = DIALECT.peek(operation(GeminiPath.GENERATE), new Parameters("m", ""), bytes, bytes.length);
        assertTrue(peeked instanceof Peeked.Refused, body);
        assertEquals(code, ((Peeked.Refused) peeked).refusal().code());
        if (!code.equals("ambiguous_field") || !param.isEmpty()) {
            assertEquals(param, ((Peeked.Refused) peeked).refusal().param());
        }
    }

    @Test
    @DisplayName("S4.15 the body goes up byte for byte: the model stands in the path, and is changed there")
    void same() {
        String body = "{ \"contents\":\"a\", \"unknown\":1.10 }";
        assertEquals(
                "/models/up:generateContent",
                same(GeminiPath.GENERATE, body, true).path());
        assertEquals(
                "/models/up:streamGenerateContent?alt=sse",
                same(GeminiPath.STREAM, body, true).path());
        assertEquals(
                "/models/up:streamGenerateContent",
                same(GeminiPath.STREAM, body, false).path());
        assertEquals(body, sent(GeminiPath.STREAM, body));
        assertTrue(peek(GeminiPath.STREAM, body).stream());
        assertEquals(
                "{\"requests\":[{\"model\":\"models/up\",\"content\":{}}]}",
                sent(GeminiPath.EMBED_BATCH, "{\"requests\":[{\"model\":\"models/m\",\"content\":{}}]}"));
    }

    @Test
    @DisplayName("the dialect is found under its prefixes, and a heartbeat is a blank line")
    void declaration() {
        assertEquals("gemini", DIALECT.name());
        assertEquals(7, DIALECT.operations().size());
        assertEquals("\n", new String(DIALECT.heartbeat(true), StandardCharsets.UTF_8));
    }

    private static Conversion.Same same(String action, String body, boolean sse) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return DIALECT.same(operation(action), peek(action, body, sse), bytes, bytes.length, "up", Set.of(), true);
    }

    private static String sent(String action, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new String(same(action, body, true).splices().apply(bytes, bytes.length), StandardCharsets.UTF_8);
    }

    private static Peek peek(String body) {
        return peek(GeminiPath.GENERATE, body);
    }

    private static Peek peek(String action, String body) {
        return peek(action, body, true);
    }

    private static Peek peek(String action, String body, boolean sse) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] roomy = Arrays.copyOf(bytes, bytes.length + 7);
        return switch (DIALECT.peek(
                operation(action), new Parameters("m", sse ? "alt=sse" : ""), roomy, bytes.length)) {
            case Peek peek -> peek;
            case Peeked.Refused(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    private static Operation operation(String action) {
        for (Operation operation : DIALECT.operations()) {
            if (operation.path().endsWith(':' + action)) {
                return operation;
            }
        }
        throw new AssertionError(action);
    }
}
