package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.JoinedPassage;
import dev.pontage.dialect.openai.OpenAiChat;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.ledger.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An attempt of several calls")
class SeveralCallsTest {
    private static final String ASK =
            "{\"model\":\"m\",\"n\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final int AT_ONCE = RelayLimits.DEFAULT.legsAtOnce();
    private static final int CALLS = AT_ONCE + 2;

    private final BodyMemory memory = new BodyMemory(64 << 20, 64 << 20);

    @Test
    @DisplayName("answers in the order of its calls, however they end, and never makes more than a few at a time")
    void joins() {
        Scene scene = begin();
        assertEquals(AT_ONCE, scene.flights.size());
        for (int number = AT_ONCE; number >= 1; number--) {
            answer(scene, number);
        }
        assertEquals(CALLS, scene.flights.size());
        answer(scene, CALLS);
        assertFalse(scene.client.ended);
        answer(scene, CALLS - 1);
        assertTrue(scene.client.ended);
        for (int number = 1; number <= CALLS; number++) {
            String choice = "{\"index\":" + (number - 1) + ",\"message\":{\"role\":\"assistant\",\"content\":\""
                    + "x".repeat(number) + "\"";
            assertTrue(scene.client.text().contains(choice), scene.client.text());
        }
        Receipt receipt = scene.books.awaitOnly();
        assertEquals(3L * CALLS, receipt.usage().input());
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("gives all of them up when the client leaves, and their memory back")
    void clientLeaves() {
        Scene scene = begin();
        answer(scene, 1);
        assertTrue(memory.takenBytes() > 0);
        scene.client.leave();
        assertTrue(scene.flights.stream().skip(1).allMatch(flight -> flight.cancelled));
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("fails with the first that fails, gives the others up, and goes on at the next candidate")
    void oneFails() {
        Scene scene = begin();
        answer(scene, 1);
        scene.flight(2).head(500).bytes("{}").ended();
        assertTrue(scene.flight(3).cancelled);
        assertEquals(
                AT_ONCE + 1 + AT_ONCE, scene.flights.size(), "one more after the first, then the next candidate's");
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("fails by a cut of one, and nothing of it is shown")
    void oneIsCut() {
        Scene scene = begin();
        scene.flight(1).head(200, "content-type", "application/json").bytes("{\"id\"");
        scene.flight(1).failed(new Failure.Cut());
        assertTrue(scene.flight(2).cancelled);
        assertEquals("", scene.client.text());
    }

    @Test
    @DisplayName("fails where an answer is longer than is held")
    void tooLong() {
        Scene scene = begin();
        scene.flight(1).head(200, "content-type", "application/json");
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 17 && !scene.flight(2).cancelled; i++) {
            scene.flight(1).bytes(megabyte);
        }
        assertTrue(scene.flight(1).cancelled);
        assertTrue(scene.flight(2).cancelled);
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("fails where there is no memory for the answers, and keeps none")
    void noMemory() {
        Scene scene = begin(new BodyMemory(100_000, 100_000), 0);
        for (int number = 1; number <= 2; number++) {
            scene.flight(number).head(200, "content-type", "application/json").bytes("x".repeat(60_000));
        }
        assertTrue(scene.flight(1).cancelled);
        assertTrue(scene.flight(2).cancelled);
        assertTrue(scene.flights.size() > AT_ONCE, "the next candidate has its turn");
    }

    @Test
    @DisplayName("has the memory of one body where all calls send the same, and is not made where that is not there")
    void bodies() {
        BodyMemory enough = new BodyMemory(1_000, 1_000);
        assertEquals(AT_ONCE, begin(enough, 1_000).flights.size());
        assertEquals(1_000, enough.takenBytes());
        BodyMemory little = new BodyMemory(999, 999);
        Scene scene = begin(little, 1_000);
        assertEquals(0, scene.flights.size());
        assertEquals(413, scene.refusedStatus(), "so much it can never have");
        assertEquals(0, little.takenBytes());
    }

    private Scene begin() {
        return begin(memory, 0);
    }

    private static Scene begin(BodyMemory memory, int bodyBytes) {
        ChatCodec codec = new OpenAiChat();
        Envelope envelope = new Envelope("r", 7, "m", Framing.WHOLE, false);
        return new Scene(ASK, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L))
                .begin(memory, (exchange, asked, candidate, number, media) -> {
                    Conversion.Translated one = new Conversion.Translated(
                            new byte[bodyBytes], "/", Map.of(), List.of(), Framing.WHOLE, _ -> codec.tap(false));
                    Conversion conversion = new Conversion.Joined(
                            Collections.nCopies(CALLS, one),
                            Framing.WHOLE,
                            Conversion.Heads.IGNORED,
                            _ -> new JoinedPassage(
                                    CALLS, () -> codec.tap(false), () -> codec.reader(false), codec.writer(envelope)));
                    return new Answer.Ready<>(new Prepared.Ready(new Attempt(number, candidate, conversion)));
                });
    }

    private static void answer(Scene scene, int number) {
        scene.flight(number)
                .head(200, "content-type", "application/json")
                .bytes(
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + "x".repeat(number)
                                + "\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}")
                .ended();
    }
}
