package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.ledger.LedgerEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledWriterTest {
    private static final int BATCH = 100;
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "F-40: a writer that is killed loses nothing that was in the file and leaves whole batches; neither its first start nor"
                    + " a later one loads Flyway")
    void losesNothingWritten() throws Exception {
        int acknowledged = 0;
        for (int round = 1; round <= 3; round++) {
            acknowledged += killedAfter(round);
            try (SqliteStore store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM)) {
                Set<String> ids = new HashSet<>();
                long last = 0;
                for (List<LedgerEntry> page = store.ledger().after(0, 10_000);
                        !page.isEmpty();
                        page = store.ledger().after(last, 10_000)) {
                    for (LedgerEntry entry : page) {
                        assertEquals(++last, entry.seq());
                        assertEquals(2, entry.receipt().charges().size());
                        assertTrue(ids.add(entry.id()), entry.id());
                    }
                }
                assertTrue(last >= acknowledged, last + " rows of " + acknowledged + " acknowledged");
                assertEquals(0, last % BATCH, "a batch is there in part");
                acknowledged = (int) last;
            }
        }
    }

    /** Lets a process write until it acknowledged some batches; gives how many rows it acknowledged. */
    private int killedAfter(int round) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Xlog:class+load:stderr",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.resolve("data").toString(),
                        "round" + round)
                .redirectError(folder.resolve("classes" + round).toFile())
                .start();
        int acknowledged = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 2 + round; i++) {
                assertTrue(lines.readLine() != null, "the writer ended by itself");
                acknowledged += BATCH;
            }
            writer.toHandle().destroyForcibly(); // kill -9, and what it had said can still be read
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged += BATCH;
            }
        }
        assertTrue(writer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String classes = Files.readString(folder.resolve("classes" + round));
        assertTrue(classes.contains("dev.pontage.store.SqliteStore "));
        assertFalse(classes.contains("org.flywaydb"), "Flyway was loaded though there was nothing to migrate");
        return acknowledged;
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            SqliteStore store = SqliteStore.open(
                    Path.of(arguments[0]), new StoreLimits(10_000, BATCH, 60_000, 60_000), Ticker.SYSTEM);
            for (int i = 0; ; i++) {
                String id = arguments[1] + "-" + i;
                store.books().open(Rows.opening(id, "k1", Rows.LAST_OF_NOVEMBER));
                store.books().close(Rows.plain(id, "k1", Rows.LAST_OF_NOVEMBER, 1));
                if (i % BATCH == BATCH - 1) {
                    store.flush();
                    System.out.println(i);
                }
            }
        }
    }
}
