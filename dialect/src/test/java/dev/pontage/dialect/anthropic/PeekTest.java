package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.peek;
import static dev.pontage.dialect.anthropic.Exchanged.refusal;
import static dev.pontage.dialect.anthropic.Exchanged.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Parameters;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Peek.Feature;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A peek at a request for a message, and what is spliced by it")
class PeekTest {
    @Test
    @DisplayName("finds model, stream and ceiling; usage is always shown")
    void finds() {
        Peek peek = peek("""
                {"messages":[{"role":"user","content":"Grüße"}],"max_tokens":50,"stream":true,"model":"claude"}""");
        assertEquals("claude", peek.model());
        assertTrue(peek.stream());
        assertTrue(peek.usageAsked());
        assertEquals(50, peek.outputCeiling());
        assertEquals(1, peek.answers());
        assertEquals(7, peek.textBytes());
        assertEquals(1, peek.items());
        assertEquals(Set.of(), peek.features());
    }

    @Test
    @DisplayName("takes an explicit null for an absent field, and a ceiling of zero for none")
    void nulls() {
        Peek peek = peek("{\"model\":null,\"stream\":null,\"max_tokens\":null,\"system\":null,\"tools\":null,"
                + "\"container\":null,\"thinking\":null,\"messages\":[{\"content\":null}]}");
        assertEquals("", peek.model());
        assertFalse(peek.stream());
        assertEquals(-1, peek.outputCeiling());
        assertEquals(Set.of(), peek.features());
        assertEquals(-1, peek("{\"max_tokens\":0}").outputCeiling());
    }

    @Test
    @DisplayName("counts all that the model reads as text, unescaped, in blocks and in results")
    void text() {
        Peek peek = peek("""
                {"system":[{"type":"text","text":"a\\nb","cache_control":{"type":"ephemeral"}}],"messages":[
                  {"role":"user","content":[{"type":"text","text":"\\u00e9"}]},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sssssss"},
                    {"type":"tool_use","id":"xxxxx","name":"f","input":{"k":"vv"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"xxxxx","content":"ok"},
                    {"type":"tool_result","tool_use_id":"y","content":[{"type":"text","text":"yes"}]},
                    {"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"},"title":"t"},
                    {"type":"document","source":{"data":"more","media_type":"text/plain","type":"text"}},
                    {"type":"novel","words":"new"}]}]}""");
        assertEquals(3 + 2 + 2 + (1 + 1 + 2) + 2 + 3 + 5 + 1 + 4 + 3, peek.textBytes());
        assertEquals(0, peek.mediaTokens());
        assertEquals(3, peek.items());
        assertEquals(Set.of(Feature.FILES), peek.features());
    }

    @Test
    @DisplayName(
            "what is given only by its address is reserved as the most that it may be, and estimated as nothing more")
    void elsewhere() {
        Peek peek = peek(
                "{\"messages\":[{\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\","
                        + "\"url\":\"https://x/a\"}},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AAAA\"}}]}]}");
        assertEquals(262_144 + 4, peek.mediaBound());
        assertEquals("https://x/a".length() + 4, peek.mediaTokens());
    }

    @Test
    @DisplayName("counts a media part as its bytes, at most 16,384 tokens, and names the features")
    void media() {
        Peek peek = peek("{\"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\""
                + "A".repeat(20_000) + "\"}},{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\",\"source\":"
                + "{\"data\":\"AAAA\",\"type\":\"base64\"}}]}]}],\"tools\":[{\"name\":\"f\"}],"
                + "\"thinking\":{\"type\":\"enabled\"},\"output_config\":{\"format\":{\"schema\":{}}}}");
        assertEquals(16_384 + 4, peek.mediaTokens());
        assertEquals(Set.of(Feature.IMAGES, Feature.TOOLS, Feature.REASONING, Feature.JSON_SCHEMA), peek.features());
        assertEquals("namef".length() + "schema".length(), peek.textBytes());
        assertEquals(Set.of(), peek("{\"thinking\":{\"type\":\"disabled\"}}").features());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':7}|model|invalid_value",
                "{'model':{}}|model|invalid_value",
                "{'model':'a b'}|model|invalid_value",
                "{'stream':'true'}|stream|invalid_value",
                "{'stream':[]}|stream|invalid_value",
                "{'max_tokens':1.5}|max_tokens|invalid_value",
                "{'max_tokens':-1}|max_tokens|invalid_value",
                "{'max_tokens':1e999}|max_tokens|invalid_value",
                "{'max_tokens':9007199254740993}|max_tokens|invalid_value",
                "{'messages':{}}|messages|invalid_value",
                "{'messages':[{'content':7}]}|messages[0].content|invalid_value",
                "{'messages':[{'content':[{'type':7}]}]}|messages[0].content[0].type|invalid_value",
                "{'system':7}|system|invalid_value",
                "{'tools':7}|tools|invalid_value",
                "{'model':'a','model':'b'}|model|ambiguous_field",
                "{'mod\\u0065l':'a'}|''|ambiguous_field",
                "[1]|''|invalid_value",
                "{|''|invalid_json",
            })
    @DisplayName("refuses by name what limits and prices could be slipped past with (F-60 to F-62)")
    void refuses(String body, String param, String code) {
        var refusal = refusal(body.replace('\'', '"'));
        assertEquals(code, refusal.code());
        assertEquals(400, refusal.status());
        if (!code.equals("ambiguous_field")) {
            assertEquals(param, refusal.param());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'container':'c1'}",
                "{'container':{'id':'c1'}}",
                "{'container':{'skills':[{'type':'custom','skill_id':'s'}]}}",
                "{'messages':[{'content':[{'type':'image','source':{'type':'file','file_id':'file_1'}}]}]}",
                "{'messages':[{'content':[{'type':'image','source':{'type':'file','file_id':{}}}]}]}",
                "{'messages':[{'content':[{'type':'container_upload','file_id':'file_1'}]}]}",
                "{'messages':[{'content':[{'type':'tool_result','content':[{'type':'document','source':"
                        + "{'type':'file','file_id':'file_1'}}]}]}]}",
            })
    @DisplayName("E21 C8 refuses what names an object that the provider keeps for somebody")
    void foreign(String body) {
        assertEquals("unsupported_value", refusal(body.replace('\'', '"')).code());
    }

    @Test
    @DisplayName("of what has no body is empty")
    void noBody() {
        Operation models = Exchanged.DIALECT.operations().get(2);
        assertEquals(AnthropicPeek.NO_BODY, Exchanged.DIALECT.peek(models, Parameters.NONE, new byte[0], 0));
    }

    @Test
    @DisplayName("S4.15 F-64 leaves a request in which nothing has to change as it is")
    void untouched() {
        String body = "{ \"max_tokens\":1.0e1,\n\"model\":\"up\",\"new\":[1.10]}";
        assertEquals(body, sent(body, "up"));
        assertEquals(body.replace("\"up\"", "\"other\""), sent(body, "other"));
        assertEquals("{\"stream\":false}", sent("{\"stream\":false}", ""));
    }
}
