package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.anthropic.Anthropic;
import dev.pontage.dialect.openai.OpenAi;
import dev.pontage.exchange.BodyMemory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a translation makes of a request is in the budget of memory")
final class TranslationTakesMemoryTest {
    private static final String ASK =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted("x".repeat(50_000));

    private final TestGateway.Plan plan = TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L);

    @Test
    @DisplayName("F-17: its tree and the body that goes up are charged until the answer is over")
    void charged() {
        Scene scene = new Scene(ASK, plan, new Anthropic(""));
        BodyMemory memory = new BodyMemory(1 << 20, 1 << 20);
        scene.beginAsWired(memory);
        assertEquals(1, scene.flights.size());
        assertTrue(memory.takenBytes() >= 3L * ASK.length(), "took " + memory.takenBytes());
        scene.flight(1)
                .head(200)
                .bytes("{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"Ja\"}],"
                        + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                .ended();
        assertEquals(200, scene.client.status, scene.client.text());
        assertEquals(0, memory.takenBytes());
    }

    @Test
    @DisplayName("F-17: where there is no room for the tree nothing is translated and nobody called")
    void full() {
        Scene scene = new Scene(ASK, plan, new Anthropic(""));
        BodyMemory memory = new BodyMemory(1 << 20, 1 << 20);
        long others = (1 << 20) - ASK.length() * 3L / 2;
        memory.take("others", others, 0);
        scene.beginAsWired(memory);
        assertEquals(0, scene.flights.size());
        assertEquals(503, scene.refusedStatus());
        assertEquals(others, memory.takenBytes());
    }

    @Test
    @DisplayName("F-17: a request that takes too much by itself is not told to come again")
    void never() {
        // In the second the tree still fits, and the body that goes up does not.
        for (long share : new long[] {ASK.length() * 3L / 2, ASK.length() * 5L / 2}) {
            Scene scene = new Scene(ASK, plan, new Anthropic(""));
            BodyMemory memory = new BodyMemory(1 << 20, share);
            scene.beginAsWired(memory);
            assertEquals(0, scene.flights.size());
            assertEquals(413, scene.refusedStatus());
            assertEquals(0, memory.takenBytes());
        }
    }

    @Test
    @DisplayName("a request that is not translated takes nothing of it")
    void sameDialect() {
        Scene scene = new Scene(ASK, plan, new OpenAi(""));
        BodyMemory memory = new BodyMemory(1, 1);
        scene.beginAsWired(memory);
        assertEquals(1, scene.flights.size());
        assertEquals(0, memory.takenBytes());
    }
}
