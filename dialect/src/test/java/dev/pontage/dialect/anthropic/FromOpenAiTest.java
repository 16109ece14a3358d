package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.NEW;
import static dev.pontage.dialect.anthropic.Chats.OLD;
import static dev.pontage.dialect.anthropic.Chats.fromOpenAi;
import static dev.pontage.dialect.anthropic.Chats.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

@DisplayName("An OpenAI client's request, for an Anthropic upstream")
class FromOpenAiTest {
    private static final String HI = "{'role':'user','content':'Hi'}";
    private static final String LOOK = "'tools':[{'type':'function','function':{'name':'look','parameters':"
            + "{'type':'object','properties':{}}}}]";
    private static final String CALL = "{'role':'assistant','tool_calls':[{'id':'%s','type':'function','function':"
            + "{'name':'look','arguments':'%s'}}]}";

    @Test
    @DisplayName("instructions of every kind become the system's, in order; developer is system")
    void system() {
        Written written = messages("{'role':'system','content':[{'type':'text','text':'A'},{'type':'text','text':'B'}]}"
                + "," + HI + ",{'role':'developer','content':'C'},{'role':'system','content':' '}");
        assertEquals(
                "[{'type':'text','text':'A'},{'type':'text','text':'B'},{'type':'text','text':'C'}]",
                member(written, "system"));
        assertEquals("[{'role':'user','content':'Hi'}]", member(written, "messages"));
    }

    @Test
    @DisplayName("C7 A13 A14 a conversation without a first word of the user gets one")
    void opening() {
        assertEquals(
                "[{'role':'user','content':'Begin.'}]",
                member(messages("{'role':'system','content':'S'}"), "messages"));
        assertEquals(
                "[{'role':'user','content':'Begin.'},{'role':'assistant','content':'A'},{'role':'user','content':'Hi'}]",
                member(messages("{'role':'assistant','content':'A'}," + HI), "messages"));
    }

    @Test
    @DisplayName("turns of one speaker are one turn, blank texts are none, and results come first")
    void merged() {
        Written written = messages(HI + ",{'role':'user','content':' \\n'},{'role':'user','content':'there'},"
                + CALL.formatted("c1", "") + ",{'role':'assistant','content':''},"
                + "{'role':'user','content':'And?'},{'role':'tool','tool_call_id':'c1','content':'r'}");
        assertEquals(
                "[{'role':'user','content':[{'type':'text','text':'Hi'},{'type':'text','text':'there'}]},"
                        + "{'role':'assistant','content':[{'type':'tool_use','id':'c1','name':'look','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'r'},"
                        + "{'type':'text','text':'And?'}]}]",
                member(written, "messages"));
    }

    @Test
    @DisplayName("C05 A43 an assistant's last text loses the white space at its end, no other text does")
    void trailing() {
        String two = "{'role':'assistant','content':'One '}," + HI + ",{'role':'assistant','content':'Say: \\n'}";
        assertEquals(
                "[{'role':'user','content':'Hi'},{'role':'assistant','content':'One '},{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':'Say:'}]",
                member(messages(HI + "," + two), "messages"));
        String last = member(fromOpenAi("{'messages':[" + HI + "," + two + "]}", NEW), "messages");
        assertTrue(last.endsWith("'Say: \\n'},{'role':'user','content':'Continue.'}]"), last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'none'|{'type':'none'}",
                "'auto'|{'type':'auto'}",
                "'required'|{'type':'any'}",
                "{'type':'function','function':{'name':'look'}}|{'type':'tool','name':'look'}",
                "{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':[{'type':'function','function':{'name':'look'}}]}}|{'type':'any'}",
            })
    @DisplayName("C09 a choice of tools is the same choice, and none keeps the tools")
    void choice(String asked, String expected) {
        Written written = fromOpenAi("{'messages':[" + HI + "]," + LOOK + ",'tool_choice':" + asked + "}", OLD);
        assertEquals(expected, member(written, "tool_choice"));
        assertTrue(member(written, "tools").contains("'name':'look'"));
    }

    @Test
    @DisplayName("E15 one call at a time is said inside the choice, which is made where there is none")
    void alone() {
        String head = "{'messages':[" + HI + "]," + LOOK + ",'parallel_tool_calls':false";
        assertEquals(
                "{'type':'auto','disable_parallel_tool_use':true}", member(fromOpenAi(head + "}", OLD), "tool_choice"));
        assertEquals(
                "{'type':'any','disable_parallel_tool_use':true}",
                member(fromOpenAi(head + ",'tool_choice':'required'}", OLD), "tool_choice"));
        assertEquals("{'type':'none'}", member(fromOpenAi(head + ",'tool_choice':'none'}", OLD), "tool_choice"));
    }

    @Test
    @DisplayName("allowed tools that are not all tools leave the others out")
    void among() {
        String tools =
                "'tools':[{'type':'function','function':{'name':'a'}},{'type':'function','function':{'name':'b'}}]";
        Written written = fromOpenAi(
                "{'messages':[" + HI + "]," + tools + ",'tool_choice':{'type':'allowed_tools','allowed_tools':"
                        + "{'mode':'auto','tools':[{'type':'function','function':{'name':'b'}}]}}}",
                OLD);
        assertEquals("[{'name':'b','input_schema':{'type':'object','properties':{}}}]", member(written, "tools"));
        assertEquals("{'type':'auto'}", member(written, "tool_choice"));
    }

    @Test
    @DisplayName("A38 a tool without parameters has an empty object of them, and a schema without type has one")
    void schemas() {
        Written written = fromOpenAi(
                "{'messages':[" + HI + "],'tools':[{'type':'function','function':{'name':'a','description':''}},"
                        + "{'type':'function','function':{'name':'b','parameters':{'properties':{'x':{}}},'strict':true}}]}",
                OLD);
        assertEquals(
                "[{'name':'a','input_schema':{'type':'object','properties':{}}},"
                        + "{'name':'b','input_schema':{'type':'object','properties':{'x':{}}}}]",
                member(written, "tools"));
        assertEquals(List.of(new Loss("tools[].strict")), written.losses());
    }

    @Test
    @DisplayName("A40 ids that the protocol does not take are mapped, call and result alike, and never the same way")
    void ids() {
        String one = member(
                messages(HI + "," + CALL.formatted("a b", "{}") + ","
                        + "{'role':'tool','tool_call_id':'a b','content':'r'}"),
                "messages");
        String other = member(
                messages(HI + "," + CALL.formatted("a.b", "{}") + ","
                        + "{'role':'tool','tool_call_id':'a.b','content':'r'}"),
                "messages");
        String id = one.replaceAll(".*'tool_use_id':'([a-zA-Z0-9_-]+)'.*", "$1");
        assertTrue(one.contains("'id':'" + id + "'"), one);
        assertFalse(other.contains(id), other);
    }

    @Test
    @DisplayName("K09 calls of one id are told apart, and each result finds its own")
    void sameIds() {
        String twice = "{'role':'assistant','tool_calls':["
                + "{'id':'c','type':'function','function':{'name':'look','arguments':'{}'}},"
                + "{'id':'c','type':'function','function':{'name':'look','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'c','content':'1'},{'role':'tool','tool_call_id':'c','content':'2'}";
        String again = "," + CALL.formatted("c", "{}") + ",{'role':'tool','tool_call_id':'c','content':'3'}";
        String messages = member(messages(HI + "," + twice + again), "messages");
        assertTrue(messages.contains("'tool_use_id':'c','content':'1'"), messages);
        assertTrue(messages.contains("'tool_use_id':'c_2','content':'2'"), messages);
        assertTrue(messages.contains("'tool_use_id':'c_3','content':'3'"), messages);
    }

    @Test
    @DisplayName("K08 the result of a call that was not made is refused")
    void orphan() {
        for (String turns : List.of(
                HI + ",{'role':'tool','tool_call_id':'c','content':'r'}",
                HI + "," + CALL.formatted("c", "{}") + "," + HI + ",{'role':'assistant','content':'A'},"
                        + "{'role':'tool','tool_call_id':'c','content':'r'}")) {
            assertEquals(
                    "messages",
                    assertThrows(Malformed.class, () -> messages(turns)).path());
        }
    }

    @Test
    @DisplayName("K04 K05 arguments keep their order and their numbers, and what is no object is wrapped")
    void arguments() {
        String arguments = "{\\\"z\\\":12345678901234567890,\\\"a\\\":1e400,\\\"/\\\":\\\"\\\\u2028中\\\"}";
        String messages = member(messages(HI + "," + CALL.formatted("c", arguments)), "messages");
        assertTrue(messages.contains("'input':{'z':12345678901234567890,'a':1e400,'/':'\u2028中'}"), messages);
        assertTrue(member(messages(HI + "," + CALL.formatted("c", "[1]")), "messages")
                .contains("'input':{'arguments':'[1]'}"));
        assertTrue(member(messages(HI + "," + CALL.formatted("c", "{oops")), "messages")
                .contains("'input':{'arguments':'{oops'}"));
    }

    @Test
    @DisplayName("K04 a lone surrogate in arguments stays what it is")
    void surrogate() {
        String messages = member(messages(HI + "," + CALL.formatted("c", "{\\\"a\\\":\\\"\\ud800😀\\\"}")), "messages");
        assertTrue(messages.contains("'a':'\\ud800😀'"), messages);
    }

    @Test
    @DisplayName("C20 images and documents are the sources that they are; one that the API does not know is refused")
    void media() {
        Written written = messages("{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'data:image/jpg;base64,AAAA','detail':'high'}},"
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,/9j/AA'}},"
                + "{'type':'image_url','image_url':{'url':'https://example.com/a.png'}},"
                + "{'type':'image_url','image_url':{'url':'data:application/pdf;base64,BBBB'}},"
                + "{'type':'file','file':{'file_data':'data:text/plain;base64,SGk=','filename':'a.txt'}}]}");
        assertEquals(
                "[{'role':'user','content':["
                        + "{'type':'image','source':{'type':'base64','media_type':'image/jpeg','data':'AAAA'}},"
                        + "{'type':'image','source':{'type':'base64','media_type':'image/jpeg','data':'/9j/AA'}},"
                        + "{'type':'image','source':{'type':'url','url':'https://example.com/a.png'}},"
                        + "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'BBBB'}},"
                        + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'Hi'},"
                        + "'title':'a.txt'}]}]",
                member(written, "messages"));
        for (String part : List.of(
                "{'type':'image_url','image_url':{'url':'data:image/svg+xml;base64,AAAA'}}",
                "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}",
                "{'type':'file','file':{'file_id':'file-1'}}",
                "{'type':'file','file':{'file_data':'data:application/zip;base64,AAAA'}}")) {
            assertThrows(Malformed.class, () -> messages("{'role':'user','content':[" + part + "]}"), part);
        }
    }

    @Test
    @DisplayName("C21 an image in a tool's result stays there")
    void imageInResult() {
        String messages = member(
                messages(HI + "," + CALL.formatted("c", "{}") + ",{'role':'tool','tool_call_id':'c','content':["
                        + "{'type':'text','text':'x'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgo'}}]}"),
                "messages");
        assertTrue(
                messages.endsWith("'content':[{'type':'text','text':'x'},{'type':'image','source':"
                        + "{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo'}}]}]}]"),
                messages);
    }

    @Test
    @DisplayName("C24 the old functions are tools, call and result with one id")
    void functions() {
        Written written = fromOpenAi(
                "{'functions':[{'name':'look','parameters':{'type':'object'}}],'function_call':{'name':'look'},"
                        + "'messages':[" + HI
                        + ",{'role':'assistant','content':null,'function_call':{'name':'look','arguments':'{}'}},"
                        + "{'role':'function','name':'look','content':'r'}]}",
                OLD);
        assertEquals("{'type':'tool','name':'look'}", member(written, "tool_choice"));
        assertTrue(member(written, "messages")
                .endsWith("[{'type':'tool_use','id':'call_1','name':'look','input':{}}]},{'role':'user','content':"
                        + "[{'type':'tool_result','tool_use_id':'call_1','content':'r'}]}]"));
    }

    @Test
    @DisplayName("C1 K02 thoughts that Claude signed go back to it, others do not")
    void thoughts() {
        Written written = messages(HI + ",{'role':'assistant','thinking_blocks':["
                + "{'type':'thinking','thinking':'hm','signature':'s'},{'type':'redacted_thinking','data':'d'}],"
                + "'content':'A'}," + HI + ",{'role':'assistant','reasoning_content':'mine','content':'B'}," + HI);
        String messages = member(written, "messages");
        assertTrue(
                messages.contains("[{'type':'thinking','thinking':'hm','signature':'s'},"
                        + "{'type':'redacted_thinking','data':'d'},{'type':'text','text':'A'}]"),
                messages);
        assertTrue(messages.contains("{'role':'assistant','content':'B'}"), messages);
        assertEquals(List.of(new Loss("thinking")), written.losses());
    }

    @Test
    @DisplayName("A41 cache marks stand on what they marked, at most four of them")
    void marks() {
        StringBuilder parts = new StringBuilder();
        for (String text : List.of("a", "b", "c", "d", "e")) {
            parts.append(parts.isEmpty() ? "" : ",")
                    .append("{'type':'text','cache_control':{'type':'ephemeral'},'text':'")
                    .append(text)
                    .append("'}");
        }
        Written written = messages("{'role':'user','content':[" + parts + "]}");
        assertEquals(4, member(written, "messages").split("cache_control", -1).length - 1);
        assertEquals(List.of(new Loss("cache_control")), written.losses());
    }

    @Test
    @DisplayName("K06 a thousand turns, 128 tools, a deep schema and an image of 8 MiB go through")
    void large() {
        StringBuilder turns = new StringBuilder("{'role':'user','content':[{'type':'image_url','image_url':{'url':"
                + "'data:image/png;base64,iVBORw0KGgo" + "A".repeat(8 << 20) + "'}}]}");
        for (int i = 0; i < 500; i++) {
            turns.append(',').append(CALL.formatted("c" + i, "{}"));
            turns.append(",{'role':'tool','tool_call_id':'c").append(i).append("','content':'r'}");
        }
        StringBuilder tools = new StringBuilder();
        for (int i = 0; i < 128; i++) {
            tools.append(i == 0 ? "" : ",")
                    .append("{'type':'function','function':{'name':'")
                    .append("t".repeat(60));
            tools.append(i).append("','parameters':").append("{'a':".repeat(50)).append("1");
            tools.append("}".repeat(50)).append("}}");
        }
        Written written = fromOpenAi("{'messages':[" + turns + "],'tools':[" + tools + "]}", OLD);
        assertTrue(member(written, "messages").length() > 8 << 20);
        assertEquals(List.of(), written.losses());
    }

    private static Written messages(String messages) {
        return fromOpenAi("{'messages':[" + messages + "]}", OLD);
    }
}
