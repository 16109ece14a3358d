package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.NEW;
import static dev.pontage.dialect.anthropic.Chats.OLD;
import static dev.pontage.dialect.anthropic.Chats.fromOpenAi;
import static dev.pontage.dialect.anthropic.Chats.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Knobs of an OpenAI client, as a Claude model takes them")
class SettingsOfClaudeTest {
    private static final String NEWEST = "claude-opus-4-7";
    private static final String LOOK = ",'tools':[{'type':'function','function':{'name':'look'}}]";
    private static final String SCHEMA = ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':"
            + "{'type':'object','properties':{'a':{'type':'string'}}},'strict':true}}";

    @Test
    @DisplayName("a ceiling is always sent: the client's, or one that the model can write")
    void ceiling() {
        assertEquals("7", member(written(OLD, ",'max_tokens':5,'max_completion_tokens':7"), "max_tokens"));
        assertEquals("16384", member(written(OLD, ""), "max_tokens"));
        assertEquals("8192", member(written("claude-3-5-sonnet-20241022", ""), "max_tokens"));
        assertEquals("4096", member(written("claude-3-opus-20240229", ""), "max_tokens"));
        assertEquals("4096", member(written("another", ""), "max_tokens"));
    }

    @Test
    @DisplayName("A20 A21 temperature is at most 1, and top_p beside it is left out where they exclude each other")
    void sampling() {
        Written hot = written(OLD, ",'temperature':1.6,'top_p':0.9");
        assertEquals("1", member(hot, "temperature"));
        assertEquals("0.9", member(hot, "top_p"));
        assertEquals(List.of(new Loss("temperature")), hot.losses());
        Written both = written("claude-sonnet-4-5-20250929", ",'temperature':0.5,'top_p':0.9");
        assertEquals("0.5", member(both, "temperature"));
        assertEquals("", member(both, "top_p"));
        assertEquals(List.of(new Loss("top_p")), both.losses());
        Written newest = written(NEWEST, ",'temperature':0.5,'top_k':3");
        assertEquals(List.of(new Loss("temperature"), new Loss("top_k")), newest.losses());
        assertEquals("", member(newest, "temperature") + member(newest, "top_k"));
    }

    @Test
    @DisplayName("A22 stop strings are a list, without those that are only white space")
    void stops() {
        Written written = written(OLD, ",'stop':['X','\\n']");
        assertEquals("['X']", member(written, "stop_sequences"));
        assertEquals(List.of(new Loss("stop")), written.losses());
        assertEquals("", member(written(OLD, ",'stop':''"), "stop_sequences"));
    }

    @Test
    @DisplayName("C23 the user is the end user; what the protocol has not is left out and told")
    void unknown() {
        Written written = written(
                OLD, ",'user':'u','seed':1,'logit_bias':{'1':2},'presence_penalty':1,'logprobs':true,'store':false");
        assertEquals("{'user_id':'u'}", member(written, "metadata"));
        assertEquals(
                List.of(new Loss("seed"), new Loss("presence_penalty"), new Loss("logprobs"), new Loss("logit_bias")),
                written.losses());
        assertEquals("'standard_only'", member(written(OLD, ",'service_tier':'default'"), "service_tier"));
        assertEquals(
                List.of(new Loss("service_tier")),
                written(OLD, ",'service_tier':'flex'").losses());
    }

    @Test
    @DisplayName("A36 several answers are refused, for one of them would change what was asked")
    void answers() {
        assertEquals(
                "n", assertThrows(Malformed.class, () -> written(OLD, ",'n':2")).path());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "low|10000|{'type':'enabled','budget_tokens':3000}",
                "medium|10000|{'type':'enabled','budget_tokens':6000}",
                "high|10000|{'type':'enabled','budget_tokens':8000}",
                "minimal|10000|{'type':'enabled','budget_tokens':1024}",
                "low|1200|{'type':'enabled','budget_tokens':1024}",
                "high|1025|{'type':'enabled','budget_tokens':1024}",
                "none|10000|{'type':'disabled'}",
            })
    @DisplayName("A24 an effort is a share of the ceiling, at least 1,024 and below it")
    void budget(String effort, int ceiling, String expected) {
        Written written =
                written(OLD, ",'reasoning_effort':'" + effort + "','max_tokens':" + ceiling + ",'temperature':1.0");
        assertEquals(expected, member(written, "thinking"));
        assertEquals("1.0", member(written, "temperature"));
        assertEquals(List.of(), written.losses());
    }

    @Test
    @DisplayName("A24 where the ceiling is too low to think there is no thinking, and no budget above the ceiling")
    void noRoom() {
        Written written = written(OLD, ",'reasoning_effort':'medium','max_tokens':1000");
        assertEquals("", member(written, "thinking"));
        assertEquals(List.of(new Loss("reasoning_effort")), written.losses());
    }

    @Test
    @DisplayName("A24 a model that thinks is not given what thinking excludes")
    void whileThinking() {
        Written written = written(OLD, ",'reasoning_effort':'low','temperature':0.5,'top_p':0.9,'top_k':4");
        assertEquals("", member(written, "temperature") + member(written, "top_p") + member(written, "top_k"));
        assertEquals("0.96", member(written(OLD, ",'reasoning_effort':'low','top_p':0.96"), "top_p"));
        Written forced = written(OLD, ",'reasoning_effort':'low','tool_choice':'required'" + LOOK);
        assertEquals("{'type':'any'}", member(forced, "tool_choice"));
        assertEquals("", member(forced, "thinking"));
        assertEquals(List.of(new Loss("reasoning_effort")), forced.losses());
    }

    @Test
    @DisplayName("calls that came without thoughts are answered without, for the API demands them back")
    void callsWithoutThoughts() {
        String call = "{'role':'assistant',%s'tool_calls':[{'id':'c','type':'function','function':{'name':'look',"
                + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'r'}";
        String body = "{'messages':[{'role':'user','content':'Hi'}," + call + "],'reasoning_effort':'low'}";
        assertEquals("", member(fromOpenAi(body.formatted(""), OLD), "thinking"));
        String thought = "'thinking_blocks':[{'type':'thinking','thinking':'hm','signature':'s'}],";
        assertTrue(member(fromOpenAi(body.formatted(thought), OLD), "thinking").contains("enabled"));
        assertTrue(member(fromOpenAi(body.formatted(""), NEW), "thinking").contains("adaptive"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "claude-opus-4-6|high|{'type':'adaptive'}|{'effort':'high'}",
                "claude-opus-4-6|xhigh|{'type':'adaptive'}|{'effort':'high'}",
                "claude-opus-4-6|max|{'type':'adaptive'}|{'effort':'max'}",
                "claude-sonnet-4-6|max|{'type':'adaptive'}|{'effort':'high'}",
                "anthropic/claude-4.7-opus|xhigh|{'type':'adaptive','display':'summarized'}|{'effort':'xhigh'}",
                "claude-opus-4-7|none||",
                "claude-opus-5|none|{'type':'disabled'}|",
            })
    @DisplayName("a newer model is given the effort itself, and asked to show its thoughts")
    void effort(String model, String effort, String thinking, String output) {
        Written written = written(model, ",'reasoning_effort':'" + effort + "'");
        assertEquals(thinking == null ? "" : thinking, member(written, "thinking"));
        assertEquals(output == null ? "" : output, member(written, "output_config"));
    }

    @Test
    @DisplayName("C19 a schema is the model's own where it can hold to one")
    void schema() {
        Written written = written(NEW, SCHEMA);
        assertEquals(
                "{'format':{'type':'json_schema','schema':{'type':'object','properties':{'a':{'type':'string'}}}}}",
                member(written, "output_config"));
        assertEquals("", member(written, "tools"));
    }

    @Test
    @DisplayName("C19 A37 else it is a tool that must be called, beside the client's own")
    void schemaByTool() {
        Written alone = written(OLD, SCHEMA);
        assertEquals(
                "{'type':'tool','name':'__answer_in_json__','disable_parallel_tool_use':true}",
                member(alone, "tool_choice"));
        assertTrue(member(alone, "tools").contains("'properties':{'a':{'type':'string'}}"));
        assertEquals("", member(alone, "output_config"));
        Written beside = written(OLD, SCHEMA + LOOK);
        assertEquals("{'type':'any','disable_parallel_tool_use':true}", member(beside, "tool_choice"));
        assertTrue(member(beside, "tools").startsWith("[{'name':'look'"));
        Written forced = written(OLD, SCHEMA + LOOK + ",'tool_choice':'required'");
        assertEquals(List.of(), forced.losses());
        assertEquals("{'type':'any'}", member(forced, "tool_choice"));
    }

    @Test
    @DisplayName("some JSON, whatever its shape, is asked for in words")
    void anyJson() {
        assertEquals(
                "'Answer with one JSON object and nothing else.'",
                member(written(OLD, ",'response_format':{'type':'json_object'}"), "system"));
    }

    private static Written written(String model, String rest) {
        return fromOpenAi("{'messages':[{'role':'user','content':'Hi'}]" + rest + "}", model);
    }
}
