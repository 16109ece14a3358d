package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A lane that closes")
final class LaneClosesTest {

    @Test
    @DisplayName("leaves no caller waiting who came to the queue when its threads had ended already")
    void noneIsLeft(@TempDir Path folder) throws Exception {
        Gate gate = new Gate();
        Lane lane = Lane.start(
                "lane",
                List.of(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("lane.db"))),
                Lane.Beat.NONE,
                60_000,
                gate);
        gate.held = true;
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> call(lane));
        assertTrue(gate.reached.await(10, TimeUnit.SECONDS));
        lane.close();
        gate.open.countDown();
        assertEquals("the store is closed", call.get(10, TimeUnit.SECONDS));
    }

    private static String call(Lane lane) {
        try {
            return lane.call(_ -> "done");
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** A queue before which the first who comes is held. */
    private static final class Gate extends ArrayBlockingQueue<Lane.Job<?>> {
        private static final long serialVersionUID = 1;
        private final transient CountDownLatch reached = new CountDownLatch(1);
        private final transient CountDownLatch open = new CountDownLatch(1);
        private volatile boolean held;

        Gate() {
            super(16);
        }

        @Override
        public boolean offer(Lane.Job<?> job) {
            if (held) {
                held = false;
                reached.countDown();
                try {
                    assertTrue(open.await(10, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.offer(job);
        }
    }
}
