package dev.pontage.dialect.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.list.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An upstream's list of its models")
class ListsOfModelsAreReadTest {
    private static Dialect dialect(String name) {
        return Dialects.all("").stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> listed(String dialect, String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Json answer = new JsonTree(Limits.DEFAULT, false).read(bytes, 0, bytes.length);
        return dialect(dialect).listed(answer);
    }

    @Test
    @DisplayName("S2.08 names what can be asked for: of Gemini what answers, of Bedrock what is called by its own id")
    void names() {
        assertEquals(List.of("a", "b"), listed("openai", "{'data':[{'id':'a'},{'id':'b','x':1},{'no':1},7]}"));
        assertEquals(List.of("a"), listed("anthropic", "{'data':[{'type':'model','id':'a'}],'has_more':false}"));
        assertEquals(
                List.of("gemini-1", "embed"),
                listed(
                        "gemini",
                        "{'models':[{'name':'models/gemini-1','supportedGenerationMethods':['countTokens',"
                                + "'generateContent']},{'name':'embed','supportedGenerationMethods':['embedContent']},"
                                + "{'name':'models/veo','supportedGenerationMethods':['predictLongRunning']},"
                                + "{'name':'models/none'}]}"));
        assertEquals(
                List.of("amazon.one"),
                listed(
                        "bedrock",
                        "{'modelSummaries':[{'modelId':'amazon.one','inferenceTypesSupported':['ON_DEMAND']},"
                                + "{'modelId':'amazon.two','inferenceTypesSupported':['INFERENCE_PROFILE']}]}"));
        assertEquals(
                List.of("eu.amazon.two"),
                listed(
                        "bedrock",
                        "{'inferenceProfileSummaries':[{'inferenceProfileId':'eu.amazon.two','status':'ACTIVE'},"
                                + "{'inferenceProfileId':'eu.old','status':'LEGACY'}]}"));
    }

    @ParameterizedTest
    @CsvSource({"openai", "anthropic", "gemini", "bedrock"})
    @DisplayName("that is none has no names")
    void none(String dialect) {
        for (String answer : List.of("[]", "{}", "7", "{'data':7,'models':{}}", "{'data':[[]],'models':[null]}")) {
            assertEquals(List.of(), listed(dialect, answer));
        }
    }
}
