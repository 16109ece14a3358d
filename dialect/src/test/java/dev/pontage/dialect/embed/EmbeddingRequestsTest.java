package dev.pontage.dialect.embed;

import static dev.pontage.dialect.embed.Embedded.BEDROCK;
import static dev.pontage.dialect.embed.Embedded.COHERE;
import static dev.pontage.dialect.embed.Embedded.GEMINI;
import static dev.pontage.dialect.embed.Embedded.NOVA;
import static dev.pontage.dialect.embed.Embedded.OPENAI;
import static dev.pontage.dialect.embed.Embedded.TITAN;
import static dev.pontage.dialect.embed.Embedded.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Loss;
import dev.pontage.dialect.json.Malformed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Requests for embeddings that cross")
class EmbeddingRequestsTest {

    @Test
    @DisplayName("S2.10 a list of texts is one call each where a model takes one, with its dimensions")
    void titan() {
        Embedded asked = new Embedded(OPENAI, BEDROCK, TITAN, "{'model':'m','input':['A','B'],'dimensions':256}");
        assertEquals(2, asked.join.legs());
        String path = "/model/amazon.titan-embed-text-v2%3A0/invoke ";
        assertEquals(path + "{'inputText':'A','dimensions':256}", asked.sent(0));
        assertEquals(path + "{'inputText':'B','dimensions':256}", asked.sent(1));
        assertEquals(List.of(), asked.losses());
    }

    @Test
    @DisplayName("B04 200 texts are 3 calls of 96, 96 and 8, in order, as documents where nobody said what for")
    void cohere() {
        Embedded asked = new Embedded(OPENAI, BEDROCK, COHERE, "{'input':[" + texts(200) + "]}");
        assertEquals(3, asked.join.legs());
        assertTrue(asked.sent(0).startsWith("/model/cohere.embed-multilingual-v3/invoke {'texts':['t0',"));
        assertTrue(asked.sent(0).endsWith("'t95'],'input_type':'search_document','truncate':'NONE'}"), asked.sent(0));
        assertTrue(asked.sent(1).contains("{'texts':['t96',") && asked.sent(1).contains("'t191']"));
        assertTrue(asked.sent(2).contains("{'texts':['t192',") && asked.sent(2).contains("'t199']"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cohere.embed-v4:0, 'texts':['A']|'input_type':'search_query'|'output_dimension':512|'embedding_types':['float']",
                "amazon.nova-2-multimodal-embeddings-v1:0, 'embeddingPurpose':'GENERIC_RETRIEVAL'|'embeddingDimension':384",
                "us.cohere.embed-v4:0, 'output_dimension':512",
                "amazon.titan-embed-image-v1, 'embeddingConfig':{'outputEmbeddingLength':384}|'inputText':'A'"
            })
    @DisplayName("each maker's body says what is asked, with its own words")
    void bodies(String model, String parts) {
        String dimensions = parts.contains("384") ? "384" : "512";
        String sent = new Embedded(
                        OPENAI, BEDROCK, model, "{'input':'A','input_type':'query','dimensions':" + dimensions + "}")
                .sent(0);
        for (String part : parts.split("\\|")) {
            assertTrue(sent.contains(part), sent);
        }
    }

    @Test
    @DisplayName("B07 a list for Gemini is a batch of at most 100; one text is one request")
    void gemini() {
        Embedded one = new Embedded(OPENAI, GEMINI, "gemini-embedding-001", "{'input':'A','dimensions':768}");
        assertEquals(
                "/models/gemini-embedding-001:embedContent "
                        + "{'content':{'parts':[{'text':'A'}]},'outputDimensionality':768}",
                one.sent(0));
        Embedded two = new Embedded(OPENAI, GEMINI, "g", "{'input':['A','B'],'input_type':'query'}");
        assertEquals(
                "/models/g:batchEmbedContents {'requests':["
                        + "{'model':'models/g','content':{'parts':[{'text':'A'}]},'taskType':'RETRIEVAL_QUERY'},"
                        + "{'model':'models/g','content':{'parts':[{'text':'B'}]},'taskType':'RETRIEVAL_QUERY'}]}",
                two.sent(0));
        assertEquals(3, new Embedded(OPENAI, GEMINI, "g", "{'input':[" + texts(201) + "]}").join.legs());
    }

    @ParameterizedTest
    @ValueSource(strings = {TITAN, COHERE, NOVA, ""})
    @DisplayName("B03 tokens are refused where they cannot be said, never sent as text; OpenAI's protocol has them")
    void tokens(String model) {
        EmbeddingCodec upstream = model.isEmpty() ? GEMINI : BEDROCK;
        for (String input : List.of("[1,2]", "[[1],[2]]", "['A',[3]]")) {
            Malformed refused = assertThrows(
                    Malformed.class, () -> new Embedded(OPENAI, upstream, model, "{'input':" + input + "}"));
            assertEquals("input", refused.path());
        }
        assertEquals(
                "/embeddings {'model':'up','input':[[1],[2]],'encoding_format':'float'}",
                new Embedded(OPENAI, OPENAI, "up", "{'input':[[1],[2]]}").sent(0));
        assertEquals(
                "/embeddings {'model':'up','input':[[1,2]],'encoding_format':'base64'}",
                new Embedded(OPENAI, OPENAI, "up", "{'input':[1,2],'encoding_format':'base64'}").sent(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'input':null}",
                "{'input':[]}",
                "{'input':''}",
                "{'input':['']}",
                "{'input':[[]]}",
                "{'input':[-1]}",
                "{'input':[null]}",
                "{'input':[1.5]}",
                "{'input':['A',1]}",
                "{'input':{}}",
                "{'input':'A','dimensions':0}",
                "{'input':'A','encoding_format':'int8'}",
                "{'input':'A','input_type':'dream'}",
                "[]"
            })
    @DisplayName("B05 an input of nothing is the client's error, and so is what no upstream could mean")
    void wrong(String body) {
        assertThrows(Malformed.class, () -> OPENAI.read(json(body), ""));
    }

    @Test
    @DisplayName("more texts than any protocol takes in one request are refused")
    void tooMany() {
        assertEquals(
                2_048,
                OPENAI.read(json("{'input':[" + texts(2_048) + "]}"), "")
                        .inputs()
                        .size());
        assertThrows(Malformed.class, () -> OPENAI.read(json("{'input':[" + texts(2_049) + "]}"), ""));
    }

    @ParameterizedTest
    @CsvSource({
        "amazon.titan-embed-text-v1, 1024",
        "amazon.titan-embed-text-v2:0, 1536",
        "cohere.embed-english-v3, 256",
        "cohere.embed-english-light-v3, 1024",
        "cohere.embed-v4:0, 384",
        "amazon.nova-2-multimodal-embeddings-v1:0, 512",
    })
    @DisplayName("B06 dimensions that a model does not have are refused, never ignored")
    void dimensions(String model, int dimensions) {
        Malformed refused = assertThrows(
                Malformed.class,
                () -> new Embedded(OPENAI, BEDROCK, model, "{'input':'A','dimensions':" + dimensions + "}"));
        assertEquals("dimensions", refused.path());
    }

    @Test
    @DisplayName("a model that is none for embeddings is refused by its name")
    void unknownModel() {
        Malformed refused = assertThrows(
                Malformed.class, () -> new Embedded(OPENAI, BEDROCK, "amazon.nova-pro-v1:0", "{'input':'A'}"));
        assertEquals("model", refused.path());
    }

    @Test
    @DisplayName("what an upstream has no word for is a declared loss")
    void losses() {
        String body = "{'input':'A','user':'u','input_type':'query','x':1}";
        assertEquals(lost("x", "user", "input_type"), new Embedded(OPENAI, BEDROCK, TITAN, body).losses());
        assertEquals(lost("x", "user"), new Embedded(OPENAI, BEDROCK, COHERE, body).losses());
        assertEquals(lost("x", "user"), new Embedded(OPENAI, GEMINI, "g", body).losses());
        assertEquals(lost("x", "input_type"), new Embedded(OPENAI, OPENAI, "up", body).losses());
        String similar = "{'content':{'parts':[{'text':'A'}]},'taskType':'SEMANTIC_SIMILARITY','title':'t'}";
        assertEquals(lost("title", "input_type"), new Embedded(GEMINI, BEDROCK, COHERE, similar).losses());
        assertEquals(lost("title", "input_type"), new Embedded(GEMINI, BEDROCK, NOVA, similar).losses());
    }

    @Test
    @DisplayName("Gemini's clients may spell it both ways, and in a batch want alike what others say once")
    void geminiClients() {
        Embedded batch = new Embedded(
                GEMINI,
                OPENAI,
                "up",
                "{'requests':[{'model':'models/m','content':{'parts':[{'text':'A'},{'text':'B'}]},"
                        + "'output_dimensionality':8},{'content':'C','outputDimensionality':8}]}");
        assertEquals(
                "/embeddings {'model':'up','input':['AB','C'],'encoding_format':'float','dimensions':8}",
                batch.sent(0));
        for (String wrong : List.of(
                "{'requests':[]}",
                "{'requests':[{'content':'A','outputDimensionality':8},{'content':'B'}]}",
                "{'requests':[{'content':'A','taskType':'CLUSTERING'},{'content':'B'}]}",
                "{'content':{'parts':[{'inlineData':{'data':'AA'}}]}}",
                "{'content':{'parts':[]}}",
                "{}")) {
            assertThrows(Malformed.class, () -> GEMINI.read(json(wrong), "m"), wrong);
        }
    }

    @Test
    @DisplayName("Bedrock's clients are read by the members of their bodies")
    void bedrockClients() {
        assertEquals(
                "/embeddings {'model':'up','input':['A'],'encoding_format':'float','dimensions':256}",
                new Embedded(BEDROCK, OPENAI, "up", "{'inputText':'A','dimensions':256,'normalize':true}").sent(0));
        Embedded cohere =
                new Embedded(BEDROCK, GEMINI, "g", "{'texts':['A','B'],'input_type':'clustering','truncate':'END'}");
        assertTrue(cohere.sent(0).contains("'taskType':'CLUSTERING'"), cohere.sent(0));
        assertEquals(lost("truncate"), cohere.losses());
        Embedded nova = new Embedded(
                BEDROCK,
                GEMINI,
                "g",
                "{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':'TEXT_RETRIEVAL',"
                        + "'embeddingDimension':384,'text':{'truncationMode':'NONE','value':'A'}}}");
        assertTrue(nova.sent(0).contains("'taskType':'RETRIEVAL_QUERY','outputDimensionality':384"), nova.sent(0));
        for (String wrong : List.of(
                "{}",
                "{'inputText':''}",
                "{'inputText':'A','embeddingTypes':['binary']}",
                "{'texts':['A']}",
                "{'texts':[],'input_type':'clustering'}",
                "{'texts':['A'],'input_type':'image'}",
                "{'singleEmbeddingParams':{'embeddingPurpose':'X','text':{'value':'A'}}}",
                "{'singleEmbeddingParams':{'image':{}}}",
                "{'taskType':'SEGMENTED_EMBEDDING','singleEmbeddingParams':{'text':{'value':'A'}}}")) {
            assertThrows(Malformed.class, () -> BEDROCK.read(json(wrong), "m"), wrong);
        }
    }

    private static List<Loss> lost(String... fields) {
        return List.of(fields).stream().map(Loss::new).toList();
    }

    private static String texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'t" + i + "'").collect(Collectors.joining(","));
    }
}
