package dev.pontage.dialect.anthropic;

import static dev.pontage.dialect.anthropic.Chats.ANTHROPIC;
import static dev.pontage.dialect.anthropic.Chats.OPENAI;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.anthropic.Exchanged.Played;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Hostile input")
class HostileInputTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "1e999",
            "\"\"",
            "\"text\"",
            "\"\\ud800\"",
            "[]",
            "[null]",
            "[[]]",
            "{}",
            "[{}]",
            "{\"type\":\"text\"}",
            "{\"type\":\"tool_result\",\"content\":[{\"type\":\"tool_use\"}]}");

    @Property(tries = 1_000)
    @Label("a request in which anything stands for anything is read, or refused by the field's name")
    void requests(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> bodies = ChatRequestsTest.BODIES;
        Json body = Chats.json(bodies.get(random.nextInt(bodies.size())));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            body = spoiled(body, random);
        }
        try {
            ChatRequest request = Chats.read(JsonText.of(body));
            for (String model : List.of(Chats.OLD, Chats.NEW, "claude-opus-4-7", "")) {
                ANTHROPIC.write(request, model, Set.of());
            }
            OPENAI.write(request, "up", Set.of());
        } catch (Malformed malformed) {
            assertNotNull(malformed.getMessage());
        }
    }

    @Property(tries = 500)
    @Label("an answer in which any bytes are wrong ends, or fails as a failure")
    void answers(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = Chats.utf8(MessageStreamTest.START
                + MessageStreamTest.BLOCK
                + MessageStreamTest.WORD
                + MessageStreamTest.BLOCK_STOP
                + MessageStreamTest.DELTA
                + MessageStreamTest.STOP);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        for (boolean streamed : new boolean[] {true, false}) {
            Passage passage = new TranslatedPassage(
                    Exchanged.passage(streamed, "mine"),
                    streamed,
                    new ChatReplyReader(streamed),
                    OPENAI.writer(new Envelope("r", 7, "mine", Framing.EVENTS, true)));
            Played played = Exchanged.play(passage, bytes);
            assertTrue(played.terminal() || played.failure() != null);
        }
    }

    @Property(tries = 1_000)
    @Label("an event in which anything stands for anything is read, or malformed")
    void events(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> events = List.of(
                MessageStreamTest.START, MessageStreamTest.BLOCK, MessageStreamTest.WORD, MessageStreamTest.DELTA);
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            Json data = Chats.json(event.substring(event.indexOf('{')));
            stream.append("data: ")
                    .append(JsonText.of(random.nextBoolean() ? spoiled(data, random) : data))
                    .append("\n\n");
        }
        try {
            Chats.events(new ChatReplyReader(true), stream.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Malformed malformed) {
            assertNotNull(malformed.getMessage());
        }
    }

    /** The same with one value, anywhere, replaced. */
    private static Json spoiled(Json value, Random random) {
        if (value instanceof Json.Obj(Map<String, Json> members) && !members.isEmpty() && random.nextInt(8) > 0) {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
            copy.computeIfPresent(name, (_, member) -> spoiled(member, random));
            return new Json.Obj(copy);
        }
        if (value instanceof Json.Arr(List<Json> items) && !items.isEmpty() && random.nextInt(8) > 0) {
            List<Json> copy = new ArrayList<>(items);
            int index = random.nextInt(items.size());
            copy.set(index, spoiled(items.get(index), random));
            return new Json.Arr(copy);
        }
        return Chats.json(VALUES.get(random.nextInt(VALUES.size())));
    }
}
