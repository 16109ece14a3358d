package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.ANTHROPIC;
import static dev.pontage.dialect.anthropic.Chats.NEW;
import static dev.pontage.dialect.anthropic.Chats.OPENAI;
import static dev.pontage.dialect.anthropic.Chats.member;
import static dev.pontage.dialect.anthropic.Chats.toOpenAi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Quirk;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Fieldless;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.Role;
import dev.pontage.dialect.chat.Turn;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requests that cross between this dialect and OpenAI's")
class CrossingTest {
    private static final String TOOLS = "'tools':[{'name':'look','description':'Looks.',"
            + "'input_schema':{'type':'object','properties':{'at':{'type':'string'}}},'strict':true,"
            + "'cache_control':{'type':'ephemeral'}}]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':'Hi'}]}",
                "{'model':'m','max_tokens':5,'stream':true,'temperature':0.5,'top_p':1,'stop_sequences':['a'],"
                        + "'metadata':{'user_id':'u'},'service_tier':'auto','system':'S',"
                        + "'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'},"
                        + "{'role':'user','content':[{'type':'text','text':'A','cache_control':{'type':'ephemeral',"
                        + "'ttl':'1h'}},{'type':'image','source':{'type':'base64','media_type':'image/png',"
                        + "'data':'iVBORw0KGgo'}},{'type':'image','source':{'type':'url','url':'https://x/y.png'}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'CCCC'},"
                        + "'title':'a.pdf'}]}]}",
                "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':'Look'},{'role':'assistant',"
                        + "'content':[{'type':'text','text':'Looking'},{'type':'tool_use','id':'a','name':'look',"
                        + "'input':{'at':1.10}},{'type':'tool_use','id':'b','name':'look','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':'x'},"
                        + "{'type':'tool_result','tool_use_id':'b','content':'y'},{'type':'text','text':'Well?'}]}],"
                        + TOOLS + ",'tool_choice':{'type':'tool','name':'look','disable_parallel_tool_use':true}}",
                "{'model':'m','max_tokens':5,'messages':[{'role':'user','content':'Hi'}]," + TOOLS
                        + ",'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'},"
                        + "'output_config':{'effort':'low'}}",
            })
    @DisplayName("law of crossing: there and back it means the same")
    void crossing(String body) {
        ChatRequest request = Chats.read(body.replace('\'', '"'));
        Written there = OPENAI.write(request, "m", Set.of(Quirk.CACHE_MARKS));
        assertEquals(List.of(), there.losses());
        ChatRequest read = OPENAI.read(there.body(), ChatCodec.Asked.IN_BODY);
        assertEquals(Fieldless.of(request).turns(), merged(Fieldless.of(read).turns()));
        assertEquals(request.tools(), read.tools());
        assertEquals(request.choice(), read.choice());
        assertEquals(request.parallelTools(), read.parallelTools());
        assertEquals(request.format(), read.format());
        assertEquals(request.reasoning(), read.reasoning());
        assertEquals(request.settings(), read.settings());
        assertEquals(request.stream(), read.stream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','max_completion_tokens':5,'messages':[{'role':'system','content':'S'},"
                        + "{'role':'user','content':'Hi'}],'temperature':0.5,'stop':['x'],'user':'u','stream':true}",
                "{'model':'m','max_completion_tokens':9000,'messages':[{'role':'user','content':'Hi'}],"
                        + "'reasoning_effort':'medium','response_format':{'type':'json_schema','json_schema':"
                        + "{'schema':{'type':'object'},'strict':true}}}",
                "{'model':'m','max_completion_tokens':5,'messages':[{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function','function':"
                        + "{'name':'look','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'r'}],"
                        + "'tools':[{'type':'function','function':{'name':'look','parameters':{'type':'object'}}}],"
                        + "'tool_choice':'auto'}",
            })
    @DisplayName("law of crossing: from OpenAI's there and back it means the same")
    void crossingBack(String body) {
        ChatRequest request = OPENAI.read(Chats.json(body.replace('\'', '"')), ChatCodec.Asked.IN_BODY);
        Written there = ANTHROPIC.write(request, NEW, Set.of());
        assertEquals(List.of(), there.losses());
        ChatRequest read = ANTHROPIC.read(there.body(), ChatCodec.Asked.IN_BODY);
        assertEquals(merged(request.turns()), merged(read.turns()));
        assertEquals(request.tools(), read.tools());
        assertEquals(request.choice(), read.choice());
        assertEquals(request.format(), read.format());
        assertEquals(request.reasoning(), read.reasoning());
        assertEquals(request.settings(), read.settings());
    }

    @Test
    @DisplayName("E10 results and then words of one turn are messages in that order")
    void mixedTurn() {
        String messages = member(
                toOpenAi("{'max_tokens':1,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':"
                        + "[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':"
                        + "[{'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'r'}]},"
                        + "{'type':'text','text':'And?'}]}]}"),
                "messages");
        assertTrue(
                messages.endsWith("{'role':'tool','tool_call_id':'a','content':'r'},{'role':'user','content':'And?'}]"),
                messages);
    }

    @Test
    @DisplayName("E11 a result that is an error says so")
    void failedTool() {
        String messages = member(
                toOpenAi("{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'tool_result',"
                        + "'tool_use_id':'a','content':'no such file','is_error':true}]}]}"),
                "messages");
        assertTrue(messages.contains("'content':'Error: no such file'"), messages);
    }

    @Test
    @DisplayName("E12 instructions in blocks are one message, whatever their words")
    void systemBlocks() {
        String messages = member(
                toOpenAi("{'max_tokens':1,'system':[{'type':'text','text':'x-anthropic-billing-header: a'},"
                        + "{'type':'text','text':'B'}],'messages':[{'role':'user','content':'Hi'}]}"),
                "messages");
        assertTrue(
                messages.startsWith("[{'role':'system','content':[{'type':'text',"
                        + "'text':'x-anthropic-billing-header: a'},{'type':'text','text':'B'}]}"),
                messages);
    }

    @Test
    @DisplayName("E12 marks for a cache are left out and reported, but for an upstream that takes them")
    void marks() {
        String mark = "'cache_control':{'type':'ephemeral'}";
        ChatRequest request = Chats.read(("{'model':'m','max_tokens':1,'system':[{'type':'text','text':'S'," + mark
                        + "}],'messages':[{'role':'user','content':[{'type':'text','text':'Hi'," + mark
                        + "}]},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'look','input':{},"
                        + mark + "}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':'x',"
                        + mark + "}]}]," + TOOLS + "}")
                .replace('\'', '"'));
        Written without = OPENAI.write(request, "m", Set.of());
        assertFalse(JsonText.of(without.body()).contains("cache_control"), JsonText.of(without.body()));
        assertTrue(JsonText.of(without.body()).contains("\"role\":\"user\",\"content\":\"Hi\""));
        assertEquals(List.of(new Loss("cache_control")), without.losses());
        Written with = OPENAI.write(request, "m", Set.of(Quirk.CACHE_MARKS));
        assertEquals(5, JsonText.of(with.body()).split("cache_control", -1).length - 1);
        assertEquals(List.of(), with.losses());
    }

    @Test
    @DisplayName("E13 a budget is an effort, and thoughts are not sent where nobody signed for them")
    void thinking() {
        Written written = toOpenAi("{'max_tokens':9000,'thinking':{'type':'enabled','budget_tokens':8000},'messages':["
                + "{'role':'user','content':'Hi'},{'role':'assistant','content':[{'type':'thinking',"
                + "'thinking':'hm','signature':''},{'type':'text','text':'A'}]},{'role':'user','content':'B'}]}");
        assertEquals("'medium'", member(written, "reasoning_effort"));
        assertTrue(member(written, "messages").contains("{'role':'assistant','content':'A'}"));
        assertEquals(List.of(new Loss("thinking")), written.losses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto:'auto'", "any:'required'", "none:'none'"})
    @DisplayName("E15 choices of tools are OpenAI's, and one call at a time is its own field")
    void choices(String pair) {
        String[] words = pair.split(":", 2);
        Written written = toOpenAi("{'max_tokens':1,'messages':[{'role':'user','content':'Hi'}]," + TOOLS
                + ",'tool_choice':{'type':'" + words[0] + "','disable_parallel_tool_use':true}}");
        assertEquals(words[1], member(written, "tool_choice"));
        assertEquals("false", member(written, "parallel_tool_calls"));
    }

    @Test
    @DisplayName("E19 tools that Anthropic runs are lost by name, never sent as functions")
    void serverTools() {
        Written written = toOpenAi("{'max_tokens':1,'messages':[{'role':'user','content':'Hi'}],"
                + "'tools':[{'type':'web_search_20250305','name':'web_search'}]}");
        assertEquals(List.of(new Loss("tools.web_search_20250305")), written.losses());
        assertEquals("", member(written, "tools"));
    }

    @Test
    @DisplayName("E21 images are URLs")
    void images() {
        String messages = member(
                toOpenAi("{'max_tokens':1,'messages':[{'role':'user','content':[{'type':'image','source':"
                        + "{'type':'base64','media_type':'image/png','data':'AAAA'}},{'type':'image','source':"
                        + "{'type':'url','url':'https://x/y'}}]}]}"),
                "messages");
        assertTrue(messages.contains("{'url':'data:image/png;base64,AAAA'}"), messages);
        assertTrue(messages.contains("{'url':'https://x/y'}"), messages);
    }

    /** Turns of one speaker as one, as protocols that forbid them to follow each other have it. */
    private static List<Turn> merged(List<Turn> turns) {
        List<Turn> merged = new ArrayList<>();
        for (Turn turn : turns) {
            Role role = turn.role();
            if (!merged.isEmpty() && merged.getLast().role() == role) {
                List<Part> parts = new ArrayList<>(merged.removeLast().parts());
                parts.addAll(turn.parts());
                merged.add(new Turn(role, parts));
            } else {
                merged.add(turn);
            }
        }
        return merged;
    }
}
