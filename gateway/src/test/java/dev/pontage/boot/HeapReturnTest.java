package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The old generation is collected once it can be mostly garbage")
class HeapReturnTest {
    private static final long MIB = 1L << 20;

    private long used;
    private long live;
    private int collections;

    private final HeapReturn heap = new HeapReturn(() -> used, () -> {
        collections++;
        used = live;
    });

    @Test
    @DisplayName("a small one is left alone")
    void small() {
        look(63 * MIB, 1 * MIB);

        assertEquals(0, collections);
    }

    @Test
    @DisplayName("one that has doubled since it was last collected is collected, and no sooner")
    void doubled() {
        look(64 * MIB, 50 * MIB);
        assertEquals(1, collections);

        look(99 * MIB, 50 * MIB);
        assertEquals(1, collections);

        look(100 * MIB, 50 * MIB);
        assertEquals(2, collections);
    }

    @Test
    @DisplayName("where all of it lives, it is not collected again and again")
    void allLive() {
        look(300 * MIB, 300 * MIB);
        look(300 * MIB, 300 * MIB);

        assertEquals(1, collections);
    }

    private void look(long usedBytes, long liveBytes) {
        used = usedBytes;
        live = liveBytes;
        heap.run();
    }
}
