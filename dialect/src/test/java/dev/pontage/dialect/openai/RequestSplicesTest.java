package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.conversion;
import static dev.pontage.dialect.openai.Exchanged.peek;
import static dev.pontage.dialect.openai.Exchanged.sent;
import static dev.pontage.dialect.openai.Exchanged.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.json.Splices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What goes up to an upstream of the same dialect")
class RequestSplicesTest {

    @Test
    @DisplayName("is the client's own body where nothing has to change (S4.15, F-64)")
    void untouched() {
        String body = " { \"x\" : 1.10e+0 , \"model\" : \"m\",\"x\":[],\"stream\":false } ";
        assertSame(
                Splices.NONE,
                conversion(Kind.CHAT, utf8(body), peek(Kind.CHAT, body), "m", true)
                        .splices());
        assertEquals(body, sent(Kind.CHAT, body, "m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'model' : 'm','b':2}|{'a':1,'model' : 'up\\\\x','b':2}",
                "{'model':null}|{'model':'up\\\\x'}",
                "{'model':''}|{'model':'up\\\\x'}",
                "{ 'a':1}|{'model':'up\\\\x', 'a':1}",
                "{ }|{'model':'up\\\\x' }",
            })
    @DisplayName("has the upstream's name of the model, also where the client gave none")
    void model(String body, String expected) {
        assertEquals(json(expected), sent(Kind.CHAT, json(body), "up\\x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'stream':true,'model':'m'}|{'stream_options':{'include_usage':true},'stream':true,'model':'m'}",
                "{'stream':true,'stream_options':null}|{'stream':true,'stream_options':{'include_usage':true}}",
                "{'stream_options':{ },'stream':true}|{'stream_options':{'include_usage':true },'stream':true}",
                "{'stream_options':{'a':1},'stream':true}|{'stream_options':{'include_usage':true,'a':1},'stream':true}",
                "{'stream_options':{'include_usage':false},'stream':true}"
                        + "|{'stream_options':{'include_usage':true},'stream':true}",
                "{'stream_options':{'include_usage':null},'stream':true}"
                        + "|{'stream_options':{'include_usage':true},'stream':true}",
                "{'stream_options':{'include_usage':true},'stream':true}"
                        + "|{'stream_options':{'include_usage':true},'stream':true}",
                "{'stream':false}|{'stream':false}",
                "{'model':'m'}|{'model':'m'}",
            })
    @DisplayName("asks for usage in every stream (C3, F-20)")
    void usage(String body, String expected) {
        assertEquals(json(expected), sent(Kind.CHAT, json(body), "m".repeat(body.contains("'m'") ? 1 : 0)));
        assertEquals(json(expected), sent(Kind.COMPLETIONS, json(body), body.contains("'m'") ? "m" : ""));
    }

    @Test
    @DisplayName("does not ask an upstream that refuses stream_options, and says what it left out")
    void noStreamOptions() {
        String body = json("{'a':1,'stream_options':{'include_usage':true} , 'stream':true}");
        assertEquals(json("{'a':1, 'stream':true}"), sent(Kind.CHAT, body, "", Quirk.NO_STREAM_OPTIONS));
        assertEquals(
                List.of(new Loss("stream_options")),
                conversion(Kind.CHAT, utf8(body), peek(Kind.CHAT, body), "", false, Quirk.NO_STREAM_OPTIONS)
                        .losses());
        assertEquals(json("{'stream':true}"), sent(Kind.CHAT, json("{'stream':true}"), "", Quirk.NO_STREAM_OPTIONS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input':'x'}|{'store':false,'input':'x'}",
                "{}|{'store':false}",
                "{'store':null}|{'store':false}",
                "{'store':false}|{'store':false}",
                "{'stream':true,'store':false}|{'stream':true,'store':false}",
            })
    @DisplayName("keeps nothing at the provider: an absent store becomes false in responses (C8)")
    void store(String body, String expected) {
        assertEquals(json(expected), sent(Kind.RESPONSES, json(body), ""));
    }

    @Test
    @DisplayName("joins what is inserted at the head")
    void head() {
        assertEquals(
                json("{'model':'up','store':false,'input':'x'}"), sent(Kind.RESPONSES, json("{'input':'x'}"), "up"));
        assertEquals(json("{'model':'up','store':false}"), sent(Kind.RESPONSES, "{}", "up"));
    }

    @Test
    @DisplayName("streams where the client left it open and the provider's defaults say so")
    void defaultStream() {
        for (String body : List.of("{'a':1}", "{'stream':null,'a':1}")) {
            byte[] bytes = utf8(json(body));
            byte[] up = sent(Kind.CHAT, bytes, peek(Kind.CHAT, json(body)).streamed(), "");
            String expected = body.contains("null")
                    ? "{'stream_options':{'include_usage':true},'stream':true,'a':1}"
                    : "{'stream':true,'stream_options':{'include_usage':true},'a':1}";
            assertEquals(json(expected), new String(up, StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("calls a developer the system where the upstream knows no developer")
    void developer() {
        String body = json("{'messages':[{'role':'developer'},{'role':'user'},{ 'role' : 'd\\u0065veloper' }]}");
        assertEquals(
                json("{'messages':[{'role':'system'},{'role':'user'},{ 'role' : 'system' }]}"),
                sent(Kind.CHAT, body, "", Quirk.DEVELOPER_IS_SYSTEM));
        assertEquals(body, sent(Kind.CHAT, body, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'max_completion_tokens' : 5,'a':1}|{'max_tokens' : 5,'a':1}",
                "{'max_tokens':5}|{'max_tokens':5}",
                "{'max_tokens':5,'max_completion_tokens':7}|{'max_tokens':7}",
                "{'max_completion_tokens':7 , 'max_tokens':5}|{ 'max_tokens':7}",
                "{'max_completion_tokens':null,'max_tokens':5}|{'max_tokens':5}",
                "{'a':1, 'max_completion_tokens':7 ,'max_tokens':null}|{'a':1, 'max_tokens':7}",
            })
    @DisplayName("has one ceiling, max_tokens, where the upstream knows only that")
    void ceiling(String body, String expected) {
        assertEquals(json(expected), sent(Kind.CHAT, json(body), "", Quirk.MAX_TOKENS_ONLY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'max_tokens':6,'stream_options':{},'max_completion_tokens':5,'stream':true}"
                        + "|{'max_tokens':5,'stream':true}",
                "{'stream':true,'max_tokens':6,'stream_options':{} , 'max_completion_tokens':5}"
                        + "|{'stream':true,'max_tokens':5}",
                "{'max_completion_tokens':5,'stream_options':{},'max_tokens':6,'stream':true}"
                        + "|{'max_tokens':5,'stream':true}",
                "{'stream_options':{},'max_tokens':6,'stream':true,'max_completion_tokens':5}"
                        + "|{'max_tokens':5,'stream':true}",
            })
    @DisplayName("loses two members and stays JSON, wherever they stand")
    void twoRemovals(String body, String expected) {
        assertEquals(json(expected), sent(Kind.CHAT, json(body), "", Quirk.MAX_TOKENS_ONLY, Quirk.NO_STREAM_OPTIONS));
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }
}
