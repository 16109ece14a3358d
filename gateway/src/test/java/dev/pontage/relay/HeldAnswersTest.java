package dev.pontage.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestGateway;
import dev.pontage.dialect.Failure;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is held of an answer is in a budget of memory")
final class HeldAnswersTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
    private static final int FREE = RelayLimits.DEFAULT.holdFreeBytes();
    private static final String OPEN = "{\"choices\":[{}],\"x\":\"";
    private static final String CLOSE =
            "\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";

    private final Scene scene = new Scene(ASK, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L));

    @Test
    @DisplayName("F-17: the first 256 KiB of an answer take nothing from the memory that bodies share")
    void freePart() {
        BodyMemory memory = new BodyMemory(0, 0);
        scene.begin(memory);
        scene.flight(1).head(200).bytes(OPEN).bytes("x".repeat(FREE - 1_000));
        assertEquals("", scene.client.text());
        scene.flight(1).bytes(CLOSE);
        assertEquals(FREE - 1_000 + OPEN.length() + CLOSE.length(), scene.client.length);
    }

    @Test
    @DisplayName("F-17: more is taken from it, and given back when the answer has gone out")
    void chargedPart() {
        BodyMemory memory = new BodyMemory(4 << 20, 4 << 20);
        scene.begin(memory);
        scene.flight(1).head(200).bytes(OPEN);
        for (int i = 0; i < 12; i++) {
            scene.flight(1).bytes("x".repeat(50_000));
        }
        assertEquals("", scene.client.text());
        assertTrue(memory.takenBytes() >= 600_000 - FREE, "took " + memory.takenBytes());
        scene.flight(1).bytes(CLOSE);
        assertEquals(600_000 + OPEN.length() + CLOSE.length(), scene.client.length);
        assertEquals(0, memory.takenBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 << 20})
    @DisplayName(
            "F-17: when it is full, or the account has its share of it, an answer is relayed as it comes, and not tried again")
    void full(long all) {
        BodyMemory memory = new BodyMemory(all, 0);
        scene.begin(memory);
        String first = OPEN + "x".repeat(FREE - 100);
        String second = "y".repeat(50_000);
        scene.flight(1).head(200).bytes(first);
        assertEquals("", scene.client.text());
        scene.flight(1).bytes(second);
        assertEquals(first + second, scene.client.text());
        assertEquals(-1, scene.client.length);
        scene.flight(1).failed(new Failure.Cut());
        assertTrue(scene.client.cut);
        assertEquals(1, scene.flights.size());
        assertEquals(Outcome.CUT, scene.books.awaitOnly().outcome());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"reasoning\":\"",
                "{\"choices\":[{\"index\":0,\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":\"",
                "{\"choices\":[{\"index\":0,\"text\":\"",
            })
    @DisplayName("L-04 F-11 F-21: of an answer over 1 MiB that is cut or left, what the client got of it is counted")
    void countedWhereItEnds(String before) {
        for (boolean leaves : new boolean[] {false, true}) {
            Scene here = new Scene(ASK, TestGateway.plan().price("m", 1_000_000_000L, 2_000_000_000L));
            here.begin().flight(1).head(200).bytes(before);
            for (int i = 0; i < 24; i++) {
                here.flight(1).bytes("x".repeat(50_000));
            }
            assertEquals(before.length() + 1_200_000, here.client.text().length());
            if (leaves) {
                here.client.leave();
            } else {
                here.flight(1).failed(new Failure.Cut());
            }
            Receipt receipt = here.books.awaitOnly();
            assertEquals(leaves ? Outcome.GONE : Outcome.CUT, receipt.outcome());
            assertEquals(UsageSource.COUNTED, receipt.usageSource());
            assertEquals(300_000, receipt.usage().output());
        }
    }

    @Test
    @DisplayName("F-09: what a lost attempt had taken is given back before the next one begins")
    void givenBackByAFailure() {
        BodyMemory memory = new BodyMemory(4 << 20, 4 << 20);
        scene.begin(memory);
        scene.flight(1).head(200).bytes(OPEN + "x".repeat(FREE));
        assertTrue(memory.takenBytes() > 0);
        scene.flight(1).failed(new Failure.Cut());
        assertEquals(2, scene.flights.size());
        assertEquals(0, memory.takenBytes());
        scene.flight(2).head(200).bytes(OPEN + CLOSE);
        assertEquals(OPEN + CLOSE, scene.client.text());
    }

    @Test
    @DisplayName("F-21: so is what was held for a client that leaves")
    void givenBackByLeaving() {
        BodyMemory memory = new BodyMemory(4 << 20, 4 << 20);
        scene.begin(memory);
        scene.flight(1).head(200).bytes(OPEN + "x".repeat(FREE));
        assertTrue(memory.takenBytes() > 0);
        scene.client.leave();
        assertEquals(0, memory.takenBytes());
    }
}
