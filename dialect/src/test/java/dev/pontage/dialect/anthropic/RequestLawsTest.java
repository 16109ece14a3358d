package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Exchanged.peek;
import static dev.pontage.dialect.anthropic.Exchanged.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Peek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

@Label("Laws of requests")
class RequestLawsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 500)
    @Label("whatever is spliced, the result is JSON with the new values, and all else is as it was")
    void splices(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> members = new ArrayList<>(List.of(
                "\"temperature\":1.10e+0",
                "\"x\" : {\"model\":\"inner\"}",
                "\"messages\":[{\"content\":\"\\u00e9\"}]"));
        members.removeIf(_ -> random.nextBoolean());
        String[] models = {"\"model\":\"m\"", "\"model\":null", "\"model\" : \"\"", ""};
        String model = models[random.nextInt(models.length)];
        if (!model.isEmpty()) {
            members.add(model);
        }
        Collections.shuffle(members, random);
        String body = " {" + String.join(random.nextBoolean() ? "," : " ,\n", members) + "} ";
        ObjectNode expected = (ObjectNode) JSON.readTree(body);
        expected.put("model", "up");
        assertEquals(expected, JSON.readTree(sent(body, "up")), body);
        Peek streamed = peek(body).streamed();
        expected.put("stream", true);
        assertEquals(expected, JSON.readTree(sent(Exchanged.utf8(body), streamed, "up")), body);
    }
}
