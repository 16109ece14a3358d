package dev.pontage.memento;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.chat.OpaqueState;
import dev.pontage.dialect.chat.Part;
import dev.pontage.seal.MemorySeal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What makers want back with tool calls is kept sealed, bounded in bytes and in time (C1)")
final class StateIsKeptForAWhileTest {
    private static final MementoLimits LIMITS = new MementoLimits(20_000, 12_000, 1_000, 2_000, 5_000);

    private final HandSetTicker ticker = new HandSetTicker();
    private final LocalMementos mementos = new LocalMementos(LIMITS, new MemorySeal(new SecureRandom()), ticker);

    @Test
    @DisplayName("an account finds what was kept for its calls, as it was; what lies in memory does not show it")
    void found() {
        Memento kept = new Memento(
                "GOOGLE p1",
                new OpaqueState(
                        "look", true, List.of(new Part.Thinking("größer 😀", "s"), new Part.Redacted("canary")), "g"));
        mementos.keep("a1", "call_a", kept);
        assertEquals(Map.of("call_a", kept), find("a1", "call_b", "call_a"));
        byte[] sealed = entry("a1", "call_a").sealed();
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("canary"));
    }

    @Test
    @DisplayName("another account's is never found, whatever its call is called")
    void accounts() {
        mementos.keep("a1", "call_a", memento(1, 10));
        assertEquals(Map.of(), find("a2", "call_a"));
        assertEquals(Map.of(), find("", "a1call_a", "call_a"));
        mementos.keep("a2", "call_a", memento(2, 10));
        assertEquals(Map.of("call_a", memento(1, 10)), find("a1", "call_a"));
        assertEquals(Map.of("call_a", memento(2, 10)), find("a2", "call_a"));
    }

    @Test
    @DisplayName("it is kept for its time and no longer, and what is over takes no room")
    void time() {
        mementos.keep("a1", "call_a", memento(1, 10));
        ticker.millis = 500;
        mementos.keep("a1", "call_b", memento(2, 10));
        ticker.millis = 999;
        assertEquals(2, find("a1", "call_a", "call_b").size());
        ticker.millis = 1_000;
        assertEquals(Map.of("call_b", memento(2, 10)), find("a1", "call_a", "call_b"));
        ticker.millis = 1_500;
        assertEquals(Map.of(), find("a1", "call_a", "call_b"));
        assertEquals(0, mementos.takenBytes());
        assertEquals(0, mementos.pushedOut());
    }

    @Test
    @DisplayName("all of it takes no more than its bytes: the oldest goes first, and is counted")
    void room() {
        int kept = 0;
        while (mementos.pushedOut() == 0) {
            mementos.keep("a" + kept % 2, "call_" + kept, memento(kept, 1_000));
            assertTrue(mementos.takenBytes() <= LIMITS.bytes(), mementos.takenBytes() + " bytes");
            kept++;
        }
        assertTrue(kept > 10, kept + " were kept");
        assertEquals(Map.of(), find("a0", "call_0"));
        assertEquals(1, find("a1", "call_1").size());
        assertEquals(1, find("a" + (kept - 1) % 2, "call_" + (kept - 1)).size());
    }

    @Test
    @DisplayName("an account takes no more than its part, however much it keeps: it pushes out its own, nobody else's")
    void part() {
        mementos.keep("a2", "call_a", memento(1, 1_000));
        long others = mementos.takenBytes();
        for (int i = 0; i < 100; i++) {
            mementos.keep("a1", "call_" + i, memento(i, 1_000));
            assertTrue(mementos.takenBytes() - others <= LIMITS.accountBytes(), mementos.takenBytes() + " bytes");
        }
        assertEquals(Map.of("call_a", memento(1, 1_000)), find("a2", "call_a"));
        assertEquals(Map.of("call_99", memento(99, 1_000)), find("a1", "call_99", "call_0"));
        assertTrue(mementos.pushedOut() > 80, mementos.pushedOut() + " were pushed out");
        ticker.millis = 1_000;
        assertEquals(Map.of(), find("a1", "call_99"));
        assertEquals(0, mementos.takenBytes());
    }

    @Test
    @DisplayName(
            "a state that is too long is not kept, and a request gets no more than its share, the first asked first")
    void bounds() {
        mementos.keep("a1", "long", memento(1, LIMITS.entryBytes()));
        assertEquals(0, mementos.takenBytes());
        for (int i = 0; i < 8; i++) {
            mementos.keep("a1", "call_" + i, memento(i, 1_000));
        }
        assertEquals(
                List.of("call_7", "call_0", "call_3", "call_2"),
                List.copyOf(find("a1", "call_7", "call_0", "call_3", "call_2", "call_1", "call_4")
                        .keySet()));
    }

    @Test
    @DisplayName("what was changed in memory is as good as gone")
    void tampered() {
        mementos.keep("a1", "call_a", memento(1, 100));
        mementos.keep("a1", "call_b", memento(2, 100));
        entry("a1", "call_a").sealed()[50] ^= 1;
        assertEquals(Map.of("call_b", memento(2, 100)), find("a1", "call_a", "call_b"));
        mementos.entries.put(new LocalMementos.Id("a2", "call_b"), entry("a1", "call_b"));
        assertEquals(Map.of(), find("a2", "call_b"));
    }

    @Test
    @DisplayName(
            "an id that two calls were given is neither's, until its time is over; the same call may be kept again")
    void ambiguous() {
        mementos.keep("a1", "call_a", memento(1, 100));
        ticker.millis = 600;
        mementos.keep("a1", "call_a", memento(1, 100));
        ticker.millis = 1_200;
        assertEquals(Map.of("call_a", memento(1, 100)), find("a1", "call_a"));
        mementos.keep("a1", "call_a", memento(2, 100));
        assertEquals(Map.of(), find("a1", "call_a"));
        mementos.keep("a1", "call_a", memento(2, 100));
        assertEquals(Map.of(), find("a1", "call_a"));
        ticker.millis = 2_200;
        mementos.keep("a1", "call_a", memento(2, 100));
        assertEquals(Map.of("call_a", memento(2, 100)), find("a1", "call_a"));
        ticker.millis = 10_000;
        assertEquals(Map.of(), find("a1", "call_a"));
        assertEquals(0, mementos.takenBytes());
    }

    @Test
    @DisplayName("several threads keep and find at once: each finds its own, and the count of bytes comes out")
    void race() throws Exception {
        LocalMementos all = new LocalMementos(MementoLimits.DEFAULT, new MemorySeal(new SecureRandom()), ticker);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String account = "a" + thread;
            int seed = thread * 1_000;
            tasks.add(() -> {
                int found = 0;
                for (int i = 0; i < 500; i++) {
                    all.keep(account, "call_" + i, memento(seed + i, 20));
                    Answer<Map<String, Memento>> answer = all.find(account, List.of("call_" + i));
                    boolean own = answer.equals(new Answer.Ready<>(Map.of("call_" + i, memento(seed + i, 20))));
                    found += own ? 1 : 0;
                }
                return found;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> done : threads.invokeAll(tasks)) {
                assertEquals(500, done.get());
            }
        }
        assertEquals(2_000, all.entries.size());
        ticker.millis = MementoLimits.DEFAULT.keptMillis();
        assertEquals(new Answer.Ready<>(Map.of()), all.find("a0", List.of("call_0")));
        assertEquals(0, all.takenBytes());
    }

    private Map<String, Memento> find(String account, String... callIds) {
        return mementos.find(account, List.of(callIds)) instanceof Answer.Ready<Map<String, Memento>>(var found)
                ? found
                : Map.of();
    }

    private LocalMementos.Entry entry(String account, String callId) {
        return Objects.requireNonNull(mementos.entries.get(new LocalMementos.Id(account, callId)));
    }

    private static Memento memento(int number, int chars) {
        String data = number + "x".repeat(chars - 1);
        return new Memento("CLAUDE ", new OpaqueState("look", true, List.of(new Part.Redacted(data)), ""));
    }

    private static final class HandSetTicker implements Ticker {
        private volatile long millis;

        @Override
        public long nanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public long epochMicros() {
            return TimeUnit.MILLISECONDS.toMicros(millis);
        }
    }
}
