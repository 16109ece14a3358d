package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.peek;
import static dev.pontage.dialect.openai.Exchanged.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a provider stores")
class ForeignIdsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store|{'store':true}",
                "messages[0].content[0].file.file_id|{'messages':[{'content':[{'file':{'file_id':'f'}}]}]}",
                "messages[0].audio.id|{'messages':[{'role':'assistant','audio':{'id':'a'}}]}",
            })
    @DisplayName("cannot be named in a chat request (C8)")
    void chat(String field, String body) {
        refused(Kind.CHAT, field, body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store|{'store':true}",
                "background|{'background':true}",
                "previous_response_id|{'previous_response_id':'resp_1'}",
                "conversation|{'conversation':'conv_1'}",
                "conversation|{'conversation':{'id':'conv_1'}}",
                "prompt.id|{'prompt':{'id':'pmpt_1'}}",
                "prompt|{'prompt':'pmpt_1'}",
                "input[0]|{'input':[{'type':'item_reference','id':'msg_1'}]}",
                "input[0]|{'input':[{'type':'item_reference','id':'msg_1','status':'completed'}]}",
                "input[1]|{'input':[{'role':'user','content':'x'},{'id':'msg_1'}]}",
                "input[0]|{'input':[{'type':'reasoning','id':'rs_1'}]}",
                "input[0]|{'input':[{'type':'message','id':'msg_1','content':null}]}",
                "input[0].content[0].file_id|{'input':[{'content':[{'type':'input_image','file_id':'f'}]}]}",
                "input[0].output.file_id|{'input':[{'output':{'type':'computer_screenshot','file_id':'f'}}]}",
                "input[0].output[0].file_id|{'input':[{'output':[{'type':'input_file','file_id':'f'}]}]}",
                "input[0].container_id|{'input':[{'type':'code_interpreter_call','container_id':'c'}]}",
                "input[0].environment.container_id|{'input':[{'environment':{'container_id':'c'}}]}",
                "tools[0].vector_store_ids[0]|{'tools':[{'type':'file_search','vector_store_ids':['vs_1']}]}",
                "tools[0].container|{'tools':[{'type':'code_interpreter','container':'cntr_1'}]}",
                "tools[0].container.file_ids[0]|{'tools':[{'container':{'type':'auto','file_ids':['f']}}]}",
                "tools[0].environment.container_id|{'tools':[{'environment':{'container_id':'c'}}]}",
                "tools[0].environment.skills[0].skill_id|{'tools':[{'environment':{'skills':[{'skill_id':'s'}]}}]}",
                "tools[0].input_image_mask.file_id|{'tools':[{'input_image_mask':{'file_id':'f'}}]}",
                "tools[0].connector_id|{'tools':[{'type':'mcp','connector_id':'c'}]}",
                "tools[0].tunnel_id|{'tools':[{'type':'mcp','tunnel_id':'c'}]}",
            })
    @DisplayName("cannot be named in a request for a response (C8)")
    void responses(String field, String body) {
        refused(Kind.RESPONSES, field, body);
    }

    private static void refused(Kind kind, String field, String body) {
        Refusal refusal = refusal(kind, body.replace('\'', '"'));
        assertEquals(400, refusal.status());
        assertEquals("unsupported_value", refusal.code());
        assertEquals(field, refusal.param());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'store':false,'background':false,'previous_response_id':null,'conversation':null,'prompt':null}",
                "{'input':[{'type':'message','id':'msg_1','role':'assistant','content':[{'text':'hi'}]}]}",
                "{'input':[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'x'}]}",
                "{'input':[{'type':'image_generation_call','id':'ig_1','result':'AAAA'}]}",
                "{'input':[{'type':'novelty','id':'n_1','novel':{}}]}",
                "{'tools':[{'type':'code_interpreter','container':{'type':'auto','file_ids':[]}}]}",
                "{'tools':[{'type':'function','parameters':{'properties':{'vector_store_ids':{'type':'array'}}}}]}",
                "{'model':'ft:gpt-4o:acme::1'}",
            })
    @DisplayName("is not meant by an item sent whole, an empty list, a tool's own parameters or a fine-tuned model")
    void whole(String body) {
        assertEquals(1, peek(Kind.RESPONSES, body.replace('\'', '"')).answers());
    }
}
