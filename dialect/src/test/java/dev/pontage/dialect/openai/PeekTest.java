package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.peek;
import static dev.pontage.dialect.openai.Exchanged.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import dev.pontage.dialect.Refusal;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A peek at a request")
class PeekTest {

    @Test
    @DisplayName("finds model, stream, ceiling, answers and whether usage was asked for")
    void finds() {
        Peek peek = peek(Kind.CHAT, """
                {"messages":[{"role":"user","content":"Grüße"}],"n":3,"max_tokens":50,"max_completion_tokens":70,
                 "stream":true,"stream_options":{"include_usage":true},"model":"gpt-4o"}""");
        assertEquals("gpt-4o", peek.model());
        assertTrue(peek.stream());
        assertTrue(peek.usageAsked());
        assertEquals(70, peek.outputCeiling());
        assertEquals(3, peek.answers());
        assertEquals(7, peek.textBytes());
        assertEquals(1, peek.items());
        assertEquals(Set.of(), peek.features());
    }

    @Test
    @DisplayName("takes an explicit null for an absent field")
    void nulls() {
        Peek peek = peek(Kind.CHAT, """
                {"model":null,"stream":null,"stream_options":null,"n":null,"max_tokens":null,"store":null,"tools":null,
                 "max_completion_tokens":null,"reasoning_effort":null,"messages":[{"role":"user","content":null}]}""");
        assertEquals("", peek.model());
        assertFalse(peek.stream());
        assertFalse(peek.usageAsked());
        assertEquals(-1, peek.outputCeiling());
        assertEquals(1, peek.answers());
        assertEquals(Set.of(), peek.features());
    }

    @Test
    @DisplayName("counts all that the model reads as text, unescaped")
    void text() {
        Peek peek = peek(Kind.CHAT, """
                {"messages":[
                  {"role":"system","content":"a\\nb"},
                  {"role":"user","name":"bo","content":[{"type":"text","text":"\\u00e9\\ud83d\\ude00"}]},
                  {"role":"assistant","content":null,"reasoning_content":"hm",
                   "tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"x","content":"ok"}]}""");
        assertEquals(3 + 2 + 6 + 2 + 1 + 2 + 2, peek.textBytes());
        assertEquals(4, peek.items());
    }

    @Test
    @DisplayName("counts tool definitions with their names, and what it does not know in a message")
    void unknownText() {
        Peek tools = peek(Kind.CHAT, "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}");
        assertEquals("typefunctionfunctionnamelook".length(), tools.textBytes());
        assertEquals(Set.of(Feature.TOOLS), tools.features());
        Peek unknown = peek(
                Kind.CHAT,
                "{\"messages\":[{\"content\":[{\"type\":\"novel\",\"novel\":{\"words\":\"abc\"}}],\"extra\":\"de\"}]}");
        assertEquals("wordsabcde".length(), unknown.textBytes());
    }

    @Test
    @DisplayName("counts a media part as its bytes, at most 16,384 tokens, and names the features")
    void media() {
        Peek peek = peek(Kind.CHAT, """
                {"messages":[{"role":"user","content":[
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                  {"type":"input_audio","input_audio":{"data":"%s","format":"wav"}},
                  {"type":"file","file":{"file_data":"1234","filename":"a.pdf"}}]}],
                 "response_format":{"type":"json_schema"},"reasoning_effort":"low"}""".formatted("A".repeat(20_000)));
        assertEquals(26 + 16_384 + 4, peek.mediaTokens());
        assertEquals(
                Set.of(Feature.IMAGES, Feature.AUDIO, Feature.FILES, Feature.JSON_SCHEMA, Feature.REASONING),
                peek.features());
    }

    @Test
    @DisplayName("D6: what is given by its address counts at the most that such may be, whatever the address's length")
    void mediaByAddress() {
        String url = "https://example.org/a.png";
        assertEquals(16_384, bound("image_url", "{\"url\":\"" + url + "\"}"));
        assertEquals(16_384, bound("image_url", "{\"url\":\"" + url + "?" + "a".repeat(300) + "\"}"));
        assertEquals(16_384, bound("image_url", "{\"url\":\"file-abc123\"}"));
        assertEquals(16_384, bound("image_url", "{\"url\":\"HTTPS:\\/\\/example.org\"}"));
        assertEquals(16_384, bound("input_audio", "{\"data\":\"" + url + "\"}"));
        assertEquals(2 * 16_384, bound("video", "[\"" + url + "\",\"" + url + "\"]"));
        assertEquals(262_144, bound("video_url", "{\"url\":\"" + url + "\"}"));
        assertEquals(262_144, bound("video", "\"" + url + "\""));
        assertEquals(262_144, bound("file", "{\"file_data\":\"" + url + "\"}"));
        assertEquals(262_144, bound("document_url", "\"" + url + "\""));
        Peek document = peek(
                Kind.RESPONSES,
                "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"" + url
                        + "\"}]}]}");
        assertEquals(262_144, document.mediaBound());
        assertEquals(url.length(), document.mediaTokens());
        assertEquals(262_144 + 16, document.inputBound());
        assertEquals(url.length(), document.inputEstimate());
    }

    @Test
    @DisplayName("D6: a medium that is in the request counts as its bytes, as data: URL in any spelling or as base64")
    void mediaInline() {
        assertEquals(26, bound("image_url", "{\"url\":\"data:image/png;base64,AAAA\"}"));
        assertEquals(27, bound("image_url", "{\"url\":\"DATA:image\\/png;base64,AAAAA\"}"));
        assertEquals(26, bound("image_url", "{\"url\":\"\\u0064ata:image/png;base64,AAAA\"}"));
        assertEquals(300, bound("input_audio", "{\"data\":\"" + "/9j-".repeat(75) + "\"}"));
        assertEquals(16_384, bound("file", "{\"file_data\":\"" + "A".repeat(20_000) + "\"}"));
        assertEquals(0, bound("image_url", "{\"url\":\"\"}"));
    }

    private static long bound(String member, String value) {
        Peek peek = peek(Kind.CHAT, "{\"messages\":[{\"content\":[{\"" + member + "\":" + value + "}]}]}");
        return peek.mediaBound();
    }

    @Test
    @DisplayName("multiplies prompts, n and best_of in legacy completions, and counts tokens given as numbers")
    void completions() {
        Peek peek = peek(Kind.COMPLETIONS, "{\"model\":\"m\",\"prompt\":[\"ab\",\"c\"],\"n\":2,\"best_of\":5}");
        assertEquals(10, peek.answers());
        assertEquals(3, peek.textBytes());
        Peek tokens = peek(Kind.COMPLETIONS, "{\"prompt\":[[1,2,3],[4]],\"suffix\":\"xy\"}");
        assertEquals(2, tokens.answers());
        assertEquals(4, tokens.mediaTokens());
        assertEquals(2, tokens.textBytes());
        assertEquals(1, peek(Kind.COMPLETIONS, "{\"prompt\":[1,2,3]}").answers());
    }

    @Test
    @DisplayName("refuses more than 2,048 prompts, since answers are prompts times n")
    void manyPrompts() {
        String prompts = "[1],".repeat(2_048);
        assertEquals(
                2_048,
                peek(Kind.COMPLETIONS, "{\"prompt\":[" + prompts.substring(0, 8_191) + "]}")
                        .answers());
        assertEquals(
                "prompt[2048]",
                refusal(Kind.COMPLETIONS, "{\"prompt\":[" + prompts + "[1]]}").param());
    }

    @Test
    @DisplayName("reads embeddings and moderations, which write nothing")
    void inputs() {
        Peek embeddings =
                peek(Kind.EMBEDDINGS, "{\"model\":\"e\",\"input\":[\"ab\",\"cde\"],\"encoding_format\":\"base64\"}");
        assertEquals(5, embeddings.textBytes());
        assertEquals(2, embeddings.items());
        assertEquals(0, embeddings.outputCeiling());
        assertEquals(3, peek(Kind.EMBEDDINGS, "{\"input\":[[1,2],[3]]}").mediaTokens());
        Peek parts = peek(
                Kind.MODERATIONS,
                "{\"input\":[{\"type\":\"text\",\"text\":\"abc\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"12\"}}]}");
        assertEquals(3, parts.textBytes());
        assertEquals(2, parts.mediaTokens());
    }

    @Test
    @DisplayName("reads responses: instructions, items, tools, ceiling; usage is theirs without asking")
    void responses() {
        Peek peek = peek(Kind.RESPONSES, """
                {"model":"gpt-5","instructions":"be","max_output_tokens":99,"stream":true,"reasoning":{"effort":"low"},
                 "input":[{"role":"user","content":[{"type":"input_text","text":"abc"},
                            {"type":"input_image","image_url":"data:,1"}]},
                          {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"},
                          {"type":"function_call_output","call_id":"c","output":"yes"}],
                 "tools":[{"type":"function","name":"f"}],"text":{"format":{"type":"json_schema","name":"n"}}}""");
        assertEquals("gpt-5", peek.model());
        assertEquals(99, peek.outputCeiling());
        assertTrue(peek.usageAsked());
        assertEquals(7, peek.mediaTokens());
        assertEquals(4, peek.items());
        assertEquals(Set.of(Feature.TOOLS, Feature.IMAGES, Feature.JSON_SCHEMA, Feature.REASONING), peek.features());
        assertEquals(5, peek(Kind.RESPONSES, "{\"input\":\"hello\"}").textBytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":1}|model",
                "{\"model\":{}}|model",
                "{\"model\":\"a\\nb\"}|model",
                "{\"model\":\"a\\u0085b\"}|model",
                "{\"model\":\"a\u009fb\"}|model",
                "{\"stream\":\"true\"}|stream",
                "{\"stream\":1}|stream",
                "{\"stream\":[]}|stream",
                "{\"stream_options\":true}|stream_options",
                "{\"stream_options\":[]}|stream_options",
                "{\"stream_options\":{\"include_usage\":1}}|stream_options.include_usage",
                "{\"n\":0}|n",
                "{\"n\":129}|n",
                "{\"n\":1.5}|n",
                "{\"n\":1e999}|n",
                "{\"n\":9007199254740993}|n",
                "{\"n\":-0.5}|n",
                "{\"n\":\"2\"}|n",
                "{\"max_tokens\":-1}|max_tokens",
                "{\"max_tokens\":9007199254740993}|max_tokens",
                "{\"max_tokens\":1e30}|max_tokens",
                "{\"max_completion_tokens\":[1]}|max_completion_tokens",
                "{\"messages\":\"hi\"}|messages",
                "{\"messages\":{}}|messages",
                "{\"messages\":[{},{\"content\":7}]}|messages[1].content",
                "{\"messages\":[{\"content\":{}}]}|messages[0].content",
            })
    @DisplayName("refuses a value of the wrong type, naming the field (F-62)")
    void wrongTypes(String body, String field) {
        Refusal refusal = refusal(Kind.CHAT, body);
        assertEquals(400, refusal.status());
        assertEquals(field, refusal.param());
        assertTrue(refusal.message().contains(field));
    }

    @Test
    @DisplayName("takes numbers in any spelling that is exactly whole (F-62)")
    void spellings() {
        assertEquals(2, peek(Kind.CHAT, "{\"n\":2.0}").answers());
        assertEquals(120, peek(Kind.CHAT, "{\"max_tokens\":1.2e2}").outputCeiling());
    }

    @Test
    @DisplayName("takes the higher of two ceilings, in either order")
    void twoCeilings() {
        assertEquals(
                9,
                peek(Kind.CHAT, "{\"max_completion_tokens\":9,\"max_tokens\":5}")
                        .outputCeiling());
        assertEquals(
                9,
                peek(Kind.CHAT, "{\"max_completion_tokens\":5,\"max_tokens\":9}")
                        .outputCeiling());
    }

    @Test
    @DisplayName("takes a ceiling of zero for none, since servers do")
    void zeroCeiling() {
        assertEquals(-1, peek(Kind.CHAT, "{\"max_tokens\":0}").outputCeiling());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}",
                "{\"mod\\u0065l\":\"b\"}",
            })
    @DisplayName("refuses a field given twice or spelled with an escape, naming it (F-61)")
    void ambiguous(String body) {
        Refusal refusal = refusal(Kind.CHAT, body);
        assertEquals("ambiguous_field", refusal.code());
        assertEquals("model", refusal.param());
    }

    @Test
    @DisplayName("refuses stream true and false in one body (F-61), but not what it does not read")
    void ambiguousOthers() {
        assertEquals(
                "stream",
                refusal(Kind.CHAT, "{\"stream\":true,\"stream\":false}").param());
        assertEquals(
                "",
                peek(Kind.CHAT, "{\"x\":1,\"x\":2,\"tools\":[{\"a\":1,\"a\":2}]}")
                        .model());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[]", "\"x\"", "17", "null", "{", "{\"a\":}", "{\"a\":NaN}", "{}{}", "\ufeff{}"})
    @DisplayName("refuses what is not one JSON object (F-62, F-63)")
    void notAnObject(String body) {
        assertEquals(400, refusal(Kind.CHAT, body).status());
    }

    @Test
    @DisplayName("keeps to its limits of depth, numbers and names (F-60)")
    void limits() {
        assertEquals(
                "json_limit_exceeded",
                refusal(Kind.CHAT, "{\"a\":" + "[".repeat(64)).code());
        assertEquals(
                "json_limit_exceeded",
                refusal(Kind.CHAT, "{\"a\":" + "1".repeat(65) + "}").code());
        assertEquals(
                "json_limit_exceeded",
                refusal(Kind.CHAT, "{\"" + "a".repeat(1_025) + "\":1}").code());
        assertEquals(
                400,
                refusal(Kind.CHAT, "{\"model\":\"" + "a".repeat(600) + "\"}").status());
    }

    @Test
    @DisplayName("leaves fields that name addresses and keys alone: they go to the fixed host like any other")
    void unknownFields() {
        assertEquals(
                "m",
                peek(Kind.CHAT, "{\"model\":\"m\",\"api_base\":\"http://169.254.169.254\",\"api_key\":1}")
                        .model());
    }
}
