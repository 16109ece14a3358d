package dev.pontage.dialect.openai;

import static dev.pontage.dialect.openai.Exchanged.peek;
import static dev.pontage.dialect.openai.Exchanged.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pontage.dialect.Operation.Kind;
import dev.pontage.dialect.Quirk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

@Label("Laws of requests")
class RequestLawsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String[] OTHERS = {
        "\"temperature\":1.10e+0",
        "\"x\" : {\"model\":\"inner\",\"stream\":1}",
        "\"messages\":[{\"role\":\"developer\",\"content\":\"\\u00e9\\/\"},{\"content\":null}]",
        "\"seed\":12345678901234567890",
        "\"y\":[]",
    };

    private static final String[][] OURS = {
        {"\"model\":\"m\"", "\"model\":null", "\"model\" : \"\""},
        {"\"stream\":true", "\"stream\":false", "\"stream\":null"},
        {
            "\"stream_options\":{}",
            "\"stream_options\":null",
            "\"stream_options\":{\"a\":1}",
            "\"stream_options\":{\"include_usage\":false}",
            "\"stream_options\":{\"include_usage\" : true , \"b\":2}"
        },
        {"\"max_tokens\":5", "\"max_tokens\":null"},
        {"\"max_completion_tokens\":7", "\"max_completion_tokens\" :null"},
        {"\"store\":false", "\"store\":null"},
    };

    @Property(tries = 2_000)
    @Label("whatever is spliced, the result is JSON with the new values, and all else is as it was")
    void splices(@ForAll long seed, @ForAll boolean responses) {
        Random random = new Random(seed);
        Kind kind = responses ? Kind.RESPONSES : Kind.CHAT;
        String body = body(random);
        List<Quirk> quirks = new ArrayList<>();
        for (Quirk quirk : List.of(Quirk.DEVELOPER_IS_SYSTEM, Quirk.MAX_TOKENS_ONLY, Quirk.NO_STREAM_OPTIONS)) {
            if (random.nextBoolean()) {
                quirks.add(quirk);
            }
        }
        JsonNode up = JSON.readTree(sent(kind, body, "up", quirks.toArray(Quirk[]::new)));
        assertEquals(expected(kind, (ObjectNode) JSON.readTree(body), quirks), up, body + " " + quirks);
    }

    @Property(tries = 500)
    @Label("a request in which nothing has to change goes up byte for byte (S4.15, F-64)")
    void untouched(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> members = new ArrayList<>(List.of(OTHERS));
        members.add("\"model\":\"up\"");
        Collections.shuffle(members, random);
        String body = join(members, random);
        assertEquals(body, sent(Kind.CHAT, body, "up"));
        assertEquals("up", peek(Kind.CHAT, body).model());
    }

    private static ObjectNode expected(Kind kind, ObjectNode body, List<Quirk> quirks) {
        body.put("model", "up");
        boolean stream = body.path("stream").asBoolean(false);
        if (kind == Kind.RESPONSES) {
            body.put("store", false);
        } else {
            if (stream && quirks.contains(Quirk.NO_STREAM_OPTIONS)) {
                body.remove("stream_options");
            } else if (stream) {
                JsonNode options = body.path("stream_options");
                (options.isObject() ? (ObjectNode) options : body.putObject("stream_options"))
                        .put("include_usage", true);
            }
            if (quirks.contains(Quirk.MAX_TOKENS_ONLY) && body.has("max_completion_tokens")) {
                JsonNode completion = body.remove("max_completion_tokens");
                if (!completion.isNull() || !body.has("max_tokens")) {
                    body.set("max_tokens", completion);
                }
            }
        }
        if (quirks.contains(Quirk.DEVELOPER_IS_SYSTEM) && kind == Kind.CHAT && body.has("messages")) {
            ((ObjectNode) body.get("messages").get(0)).put("role", "system");
        }
        return body;
    }

    private static String body(Random random) {
        List<String> members = new ArrayList<>();
        for (String other : OTHERS) {
            if (random.nextBoolean()) {
                members.add(other);
            }
        }
        for (String[] forms : OURS) {
            if (random.nextBoolean()) {
                members.add(forms[random.nextInt(forms.length)]);
            }
        }
        Collections.shuffle(members, random);
        return join(members, random);
    }

    private static String join(List<String> members, Random random) {
        String[] blanks = {"", " ", "\n\t", "\r\n"};
        StringBuilder body = new StringBuilder(blanks[random.nextInt(4)]).append('{');
        for (int i = 0; i < members.size(); i++) {
            body.append(i == 0 ? "" : ",").append(blanks[random.nextInt(4)]).append(members.get(i));
            body.append(blanks[random.nextInt(4)]);
        }
        return body.append('}').append(blanks[random.nextInt(4)]).toString();
    }
}
