package dev.pontage.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the demo provider, and its answers read more strictly than any client does. */
final class Calls {
    static final long CREATED_SECONDS = 1_800_000_000L;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Demo DEMO = new Demo(new Ticker() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long epochMicros() {
            return CREATED_SECONDS * 1_000_000 + 999_999;
        }
    });

    private Calls() {}

    static Play post(String path, String body) {
        return DEMO.answer(new Ask("POST", path, body.getBytes(StandardCharsets.UTF_8)));
    }

    static Play get(String path) {
        return DEMO.answer(new Ask("GET", path, new byte[0]));
    }

    /** A chat whose last message says that; {@code members} are further members, each with a comma before it. */
    static Play chat(String prompt, String members) {
        return post("/v1/chat/completions", """
                {"model":"m","messages":[{"role":"user","content":%s}]%s}""".formatted(quoted(prompt), members));
    }

    static Play responses(String prompt, String members) {
        return post("/v1/responses", "{\"model\":\"m\",\"input\":%s%s}".formatted(quoted(prompt), members));
    }

    static String quoted(String text) {
        return STRICT.writeValueAsString(text);
    }

    static JsonNode json(String text) {
        return STRICT.readTree(text);
    }

    static String text(Play play) {
        StringBuilder text = new StringBuilder();
        play.frames().forEach(frame -> text.append(new String(frame.bytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** A whole answer of that status. */
    static JsonNode whole(Play play, int status) {
        assertEquals(status, play.status(), () -> text(play));
        assertEquals("application/json", play.fields().get("content-type"));
        String text = text(play);
        assertEquals(play.lengthBytes(), text.getBytes(StandardCharsets.UTF_8).length);
        return json(text);
    }

    /** The message of the first choice of a whole chat. */
    static JsonNode message(String prompt, String members) {
        return whole(chat(prompt, members), 200).path("choices").path(0).path("message");
    }

    /** The data of a stream of Chat Completions, without the [DONE] that it must end with. */
    static List<JsonNode> chunks(Play play) {
        List<String> blocks = blocks(play);
        assertEquals("data: [DONE]", blocks.getLast());
        List<JsonNode> chunks = new ArrayList<>();
        for (String block : blocks.subList(0, blocks.size() - 1)) {
            assertTrue(block.startsWith("data: "), block);
            chunks.add(json(block.substring("data: ".length())));
        }
        return chunks;
    }

    /** The data of a stream of Responses, each checked to have its event's name and its number. */
    static List<JsonNode> events(Play play) {
        List<JsonNode> events = new ArrayList<>();
        for (String block : blocks(play)) {
            String[] lines = block.split("\n", -1);
            assertEquals(2, lines.length, block);
            JsonNode data = json(lines[1].substring("data: ".length()));
            assertEquals(lines[0], "event: " + data.path("type").asString());
            assertEquals(events.size(), data.path("sequence_number").intValue());
            events.add(data);
        }
        return events;
    }

    static List<String> blocks(Play play) {
        assertEquals(200, play.status(), () -> text(play));
        assertEquals("text/event-stream; charset=utf-8", play.fields().get("content-type"));
        assertEquals(Play.STREAMED, play.lengthBytes());
        String text = text(play);
        assertTrue(text.isEmpty() || text.endsWith("\n\n"), text);
        return text.isEmpty() ? List.of() : List.of(text.strip().split("\n\n", -1));
    }

    /** What the deltas of one choice say together. */
    static String joined(List<JsonNode> chunks, int index, String member) {
        StringBuilder joined = new StringBuilder();
        for (JsonNode chunk : chunks) {
            JsonNode choice = chunk.path("choices").path(0);
            if (choice.path("index").asInt(-1) == index) {
                joined.append(choice.path("delta").path(member).asString(""));
            }
        }
        return joined.toString();
    }

    static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }
}
