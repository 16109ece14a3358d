package dev.pontage.dialect.embed;

import static dev.pontage.dialect.embed.Embedded.BEDROCK;
import static dev.pontage.dialect.embed.Embedded.COHERE;
import static dev.pontage.dialect.embed.Embedded.GEMINI;
import static dev.pontage.dialect.embed.Embedded.NOVA;
import static dev.pontage.dialect.embed.Embedded.OPENAI;
import static dev.pontage.dialect.embed.Embedded.TITAN;
import static dev.pontage.dialect.embed.Embedded.feed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Answers with embeddings that cross")
class EmbeddingAnswersTest {
    private static final String TWO = "{'input':['A','B']}";
    private static final String TWO_PACKED = "{'input':['A','B'],'encoding_format':'base64'}";

    @Test
    @DisplayName("S2.10 the vectors of all legs are one answer, in order; numbers keep their spelling, usage is summed")
    void joined() {
        Embedded asked = new Embedded(OPENAI, BEDROCK, TITAN, TWO);
        assertEquals(
                "{'object':'list','data':[{'object':'embedding','index':0,'embedding':[0.10, -1.0e-7]},"
                        + "{'object':'embedding','index':1,'embedding':[1,0]}],'model':'asked',"
                        + "'usage':{'prompt_tokens':7,'total_tokens':7}}",
                asked.answered(
                        "{'embedding':[0.10, -1.0e-7],'inputTextTokenCount':3}",
                        "{'inputTextTokenCount':4,'embedding':[1,0],'embeddingsByType':{'float':[1,0]}}"));
    }

    @Test
    @DisplayName("B04 vectors stand in a list or under their type, and are the same")
    void cohereForms() {
        String list = "{'embeddings':[[1,2],[3,4]],'id':'x','response_type':'embeddings_floats','texts':['A','B']}";
        String byType = "{'id':'x','texts':['A','B'],'embeddings':{'float':[[1,2],[3,4]]}}";
        String answer = new Embedded(OPENAI, BEDROCK, COHERE, TWO).answered(list);
        assertTrue(answer.contains("'index':1,'embedding':[3,4]"), answer);
        assertEquals(answer, new Embedded(OPENAI, BEDROCK, "cohere.embed-v4:0", TWO).answered(byType));
    }

    @Test
    @DisplayName("B07 an upstream that does not count gets our estimate, and the usage object is there")
    void estimated() {
        String answer = new Embedded(OPENAI, GEMINI, "g", "{'input':['four','more words']}")
                .answered("{\n 'embeddings': [\n {'values': [\n 0.5,\n -1\n ]}, {'values':[2]}]}");
        assertTrue(answer.contains("'embedding':[\n 0.5,\n -1\n ]}"), answer);
        // 14 bytes, 4 of which are a token.
        assertTrue(answer.endsWith("'usage':{'prompt_tokens':4,'total_tokens':4}}"), answer);
        assertTrue(new Embedded(OPENAI, GEMINI, "g", "{'input':'A'}")
                .answered("{'embedding':{'values':[1]}}")
                .contains("'embedding':[1]"));
    }

    @Test
    @DisplayName("a count in the answer's head is the provider's; without it the row is estimated")
    void countOfHead() {
        Embedded asked = new Embedded(OPENAI, BEDROCK, NOVA, "{'input':'A'}");
        Passage passage = asked.join.passage(0, Headers.of("X-Amzn-Bedrock-Input-Token-Count", "5"));
        feed(passage, "{'embeddings':[{'embeddingType':'TEXT','embedding':[1]}]}");
        assertEquals(Usage.text(5, 0), passage.usage());
        assertTrue(released(passage).contains("'prompt_tokens':5"));
        Passage without = asked.join.passage(0, Headers.of("x-amzn-bedrock-input-token-count", "5 or so"));
        feed(without, "{'embeddings':[{'embeddingType':'TEXT','embedding':[1]}]}");
        assertNull(without.usage());
    }

    @Test
    @DisplayName("base64 where a client asks for it: little-endian 32-bit floats")
    void packed() {
        String answer = new Embedded(OPENAI, BEDROCK, COHERE, TWO_PACKED)
                .answered("{'embeddings':[[0.5,-1.0,0.25],[ 5e-1 , -1,25E-2\n]]}");
        assertTrue(answer.contains("'index':0,'embedding':'AAAAPwAAgL8AAIA+'"), answer);
        assertTrue(answer.contains("'index':1,'embedding':'AAAAPwAAgL8AAIA+'"), answer);
    }

    @Test
    @DisplayName("what an upstream packed is numbers for a client that has no other, and passes where both pack")
    void unpacked() {
        String packed = "{'data':[{'index':0,'embedding':'AAAAPwAAgL8AAIA+'}],'usage':{'prompt_tokens':2}}";
        assertEquals(
                "{'embedding':{'values':[0.5,-1.0,0.25]}}",
                new Embedded(GEMINI, OPENAI, "up", "{'content':'A'}").answered(packed));
        assertTrue(new Embedded(OPENAI, OPENAI, "up", "{'input':'A','encoding_format':'base64'}")
                .answered(packed.replace("AAIA+", "AAIA\\u002b"))
                .contains("'embedding':'AAAAPwAAgL8AAIA+'"));
    }

    @Test
    @DisplayName("an upstream that numbers its vectors is believed, wherever they stand")
    void numbered() {
        String answer = new Embedded(OPENAI, OPENAI, "up", TWO)
                .answered("{'data':[{'embedding':[2],'index':1},{'index':0,'embedding':[1]}],'model':'up'}");
        assertTrue(answer.contains("'index':0,'embedding':[1]},{'object':'embedding','index':1,'embedding':[2]"));
    }

    @Test
    @DisplayName("each client gets the form that it asked in")
    void forms() {
        String answer = "{'data':[{'index':0,'embedding':[1]}],'usage':{'prompt_tokens':2}}";
        assertEquals(
                "{'embeddings':[{'values':[1]}]}",
                new Embedded(GEMINI, OPENAI, "up", "{'requests':[{'content':'A'}]}").answered(answer));
        assertEquals(
                "{'embedding':[1],'inputTextTokenCount':2}",
                new Embedded(BEDROCK, OPENAI, "up", "{'inputText':'A'}").answered(answer));
        assertEquals(
                "{'embedding':[1],'embeddingsByType':{'float':[1]},'inputTextTokenCount':2}",
                new Embedded(BEDROCK, OPENAI, "up", "{'inputText':'A','embeddingTypes':['float']}").answered(answer));
        String cohere = "{'texts':['A'],'input_type':'clustering'";
        assertEquals(
                "{'id':'req-1','embeddings':[[1]],'response_type':'embeddings_floats','texts':['A']}",
                new Embedded(BEDROCK, OPENAI, "up", cohere + "}").answered(answer));
        assertEquals(
                "{'id':'req-1','embeddings':{'float':[[1]]},'response_type':'embeddings_by_type','texts':['A']}",
                new Embedded(BEDROCK, OPENAI, "up", cohere + ",'embedding_types':['float']}").answered(answer));
        assertEquals(
                "{'embeddings':[{'embeddingType':'TEXT','embedding':[1]}]}",
                new Embedded(BEDROCK, OPENAI, "up", "{'singleEmbeddingParams':{'text':{'value':'A'}}}")
                        .answered(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':[]}",
                "{'data':[{'embedding':[1]}]}",
                "{'data':[{'embedding':[1]},{'embedding':[2]},{'embedding':[3]}]}",
                "{'data':[{'index':0,'embedding':[1]},{'index':0,'embedding':[2]}]}",
                "{'data':[{'index':0,'embedding':[1]},{'index':2,'embedding':[2]}]}",
                "{'data':[{'index':0,'embedding':[1]},{'index':1e30,'embedding':[2]}]}",
                "{'data':[{'embedding':[1]},{'embedding':null}]}",
                "{'data':[{'embedding':[1]},{'embedding':[]}]}",
                "{'data':[{'embedding':[1]},{'embedding':[null]}]}",
                "{'data':[{'embedding':[1]},{'embedding':[[2]]}]}",
                "{'data':[{'embedding':[1]},{'embedding':[{}]}]}",
                "{'data':[{'embedding':[1]},{'embedding':'AAA='}]}",
                "{'data':[{'embedding':[1]},{'embedding':'AADAfw=='}]}",
                "{'data':[{'embedding':[1]},{'embedding':'?'}]}",
                "{'data':[{'embedding':[1]},{'embedding':''}]}",
                "[]",
                "{'data'"
            })
    @DisplayName("an answer without a vector for each input fails, and nothing of it is shown")
    void garbled(String answer) {
        Passage passage = new Embedded(OPENAI, OPENAI, "up", TWO).join.passage(0, Headers.NONE);
        feed(passage, answer);
        passage.end((_, _, _) -> {});
        assertFalse(passage.terminal());
        Failure failure = passage.failure();
        assertTrue(failure instanceof Failure.Garbled || failure instanceof Failure.Cut, String.valueOf(failure));
    }

    @Test
    @DisplayName("a number that no float holds is a failure where floats are asked for, and a number where not")
    void tooLarge() {
        String answer = "{'embeddings':[[1e39],[1]]}";
        Passage passage = new Embedded(OPENAI, BEDROCK, COHERE, TWO_PACKED).join.passage(0, Headers.NONE);
        feed(passage, answer);
        assertInstanceOf(Failure.Garbled.class, passage.failure());
        assertTrue(new Embedded(OPENAI, BEDROCK, COHERE, TWO).answered(answer).contains("[1e39]"));
    }

    @Test
    @DisplayName("an error with status 200 is a failure of its own kind (A33, F-13)")
    void errors() {
        Passage bedrock = new Embedded(OPENAI, BEDROCK, TITAN, "{'input':'A'}").join.passage(0, Headers.NONE);
        feed(bedrock, "{'Output':{'__type':'com.amazon.coral.service#UnknownOperationException'}}");
        assertInstanceOf(Failure.ServerError.class, bedrock.failure());
        Passage gemini = new Embedded(OPENAI, GEMINI, "g", "{'input':'A'}").join.passage(0, Headers.NONE);
        feed(gemini, "{'error':{'code':429,'message':'m','status':'RESOURCE_EXHAUSTED'}}");
        assertInstanceOf(Failure.RateLimited.class, gemini.failure());
        assertFalse(gemini.terminal());
    }

    @Test
    @DisplayName("one failed leg fails the whole: nothing is written before the last leg has arrived, in any order")
    void oneFailedLeg() {
        Embedded asked = new Embedded(OPENAI, BEDROCK, TITAN, TWO);
        Passage second = asked.join.passage(1, Headers.NONE);
        feed(second, "{'embedding':[2],'inputTextTokenCount':1}");
        assertEquals("", released(second));
        Passage failed = asked.join.passage(0, Headers.NONE);
        feed(failed, "{'message':'no'}");
        assertFalse(failed.terminal());
        Passage again = asked.join.passage(0, Headers.NONE);
        feed(again, "{'embedding':[1],'inputTextTokenCount':1}");
        String answer = released(again);
        assertTrue(answer.contains("'index':0,'embedding':[1]}") && answer.contains("'index':1,'embedding':[2]}"));
    }

    @Test
    @DisplayName("cutting an answer anywhere changes nothing (C5)")
    void cutting() {
        for (String answer : List.of(
                "{'data':[{'index':1,'embedding':[0.10,-2]},{'embedding':[1e5],'index':0}],'usage':{'prompt_tokens':2}}  ",
                "{'data':[{'embedding':'AAAAPw=='},{'embedding':'AACAvw=='}],'model':'up'}\n")) {
            byte[] bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            String whole = cut(bytes, 0);
            for (int at = 1; at < bytes.length; at++) {
                assertEquals(whole, cut(bytes, at));
            }
        }
    }

    private static String cut(byte[] bytes, int at) {
        Passage passage = new Embedded(OPENAI, OPENAI, "up", TWO_PACKED).join.passage(0, Headers.NONE);
        byte[] piece = new byte[bytes.length];
        System.arraycopy(bytes, 0, piece, 0, at);
        passage.feed(piece, 0, at, (_, _, _) -> {});
        Arrays.fill(piece, (byte) '#');
        System.arraycopy(bytes, at, piece, at, bytes.length - at);
        passage.feed(piece, at, bytes.length, (_, _, _) -> {});
        return passage.usage() + released(passage);
    }

    private static String released(Passage passage) {
        assertTrue(passage.terminal(), () -> String.valueOf(passage.failure()));
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        passage.release((bytes, from, to) -> client.write(bytes, from, to - from));
        return client.toString(StandardCharsets.UTF_8).replace('"', '\'');
    }
}
