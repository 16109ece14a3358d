package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A lane that closes")
final class LaneClosesTest {
    private static final int ROUNDS = 300;

    @Test
    @DisplayName("does what came before or refuses it, and leaves no caller waiting for a thread that has ended")
    void noneIsLeft(@TempDir Path folder) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                Lane lane = Lane.start("lane", List.of(connection(folder)));
                CyclicBarrier together = new CyclicBarrier(4);
                List<CompletableFuture<String>> calls = IntStream.range(0, 3)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> call(lane, together), callers))
                        .toList();
                together.await(10, TimeUnit.SECONDS);
                lane.close();
                for (CompletableFuture<String> call : calls) {
                    String said = call.get(10, TimeUnit.SECONDS);
                    assertEquals("", said.equals("done") || said.equals("the store is closed") ? "" : said);
                }
            }
        }
    }

    private static String call(Lane lane, CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
            return lane.call(_ -> "done");
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        } catch (Exception other) {
            return other.toString();
        }
    }

    private static Connection connection(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("lane.db"));
    }
}
