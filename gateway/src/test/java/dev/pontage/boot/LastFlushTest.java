package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The last flush of the books at a stop (F-41)")
final class LastFlushTest {
    private final List<String> done = new ArrayList<>();

    @Test
    @DisplayName("waits for receipts that the books did not take in time, and flushes once more after them")
    void waitsForReceipts() throws InterruptedException {
        Deque<Boolean> owing = new ArrayDeque<>(List.of(true, true, false));
        LastFlush flush = new LastFlush(
                () -> {
                    boolean owes = owing.removeFirst();
                    done.add(owes ? "owing" : "entered");
                    return owes;
                },
                () -> done.add("flushed"));
        assertTrue(flush.until(new CountDownLatch(1)));
        assertEquals(List.of("owing", "flushed", "owing", "flushed", "entered", "flushed"), done);
    }

    @Test
    @DisplayName("is tried again where the file refuses, until nobody waits any more")
    void triesAgain() throws InterruptedException {
        CountDownLatch givenUp = new CountDownLatch(3);
        LastFlush flush = new LastFlush(() -> false, () -> {
            givenUp.countDown();
            throw new IOException("full");
        });
        assertFalse(flush.until(givenUp));
        assertEquals(0, givenUp.getCount());
    }
}
