package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.resource.Change;
import dev.pontage.resource.DocumentHash;
import dev.pontage.resource.Kind;
import dev.pontage.resource.Owner;
import dev.pontage.resource.Resource;
import dev.pontage.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A database that answers too late")
final class LateAnswersTest {
    private static final long SHORT_MILLIS = 50;

    @TempDir
    Path folder;

    @Test
    @DisplayName("is waited for while another program writes the file: the books are not refused for having read first")
    void anotherWriter() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM);
                Connection other = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("pontage.db"));
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            store.books().open(Rows.opening("0a", "k1", Rows.LAST_OF_NOVEMBER));
            store.books().close(Rows.plain("0a", "k1", Rows.LAST_OF_NOVEMBER, 5));
            CompletableFuture<Integer> failures = CompletableFuture.supplyAsync(() -> {
                try {
                    store.flush();
                    return 0;
                } catch (IOException refused) {
                    return store.lag().failures();
                }
            });
            Eventually.poll("the writer waits at the beginning", () -> failures.isDone() || writerBegins());
            lock.execute("COMMIT");
            assertEquals(0, failures.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertTrue(store.ledger().ofRequest("0a").isPresent());
        }
    }

    /** Whether the thread that writes is where the driver begins a transaction, in the database itself. */
    private static boolean writerBegins() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("store-writer"))
                .map(thread -> List.of(thread.getValue()))
                .anyMatch(stack -> !stack.isEmpty()
                        && stack.getFirst().isNativeMethod()
                        && stack.stream()
                                .anyMatch(frame -> frame.getMethodName().equals("setAutoCommit")));
    }

    @Test
    @DisplayName("never does what its caller no longer waits for and it had not begun")
    void notBegun() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        Lane lane = lane(DriverManager.getConnection("jdbc:sqlite::memory:"));
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                lane.call(connection -> {
                    busy.countDown();
                    return await(free);
                });
            } catch (IOException e) {
                // It has begun, and its end is not what this test is about.
            }
        });
        assertTrue(await(busy));
        IOException late = assertThrows(
                IOException.class,
                () -> lane.call(connection -> {
                    done.set(true);
                    return true;
                }));
        assertTrue(late.toString().contains("did not begin"), late.toString());
        free.countDown();
        first.join();
        assertEquals(true, lane.call(connection -> true));
        assertFalse(done.get());
        lane.close();
    }

    @Test
    @DisplayName("is asked what it holds only when the change that it had begun has ended")
    void begun() throws Exception {
        SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM)
                .close();
        String url = "jdbc:sqlite:" + folder.resolve("data/pontage.db");
        Lane writer = lane(patient(url));
        Lane readers = Lane.start("readers", List.of(patient(url)));
        SqliteResources resources = new SqliteResources(writer, readers, Ticker.SYSTEM, "pepper");
        ConcurrentLinkedQueue<Resource> found = new ConcurrentLinkedQueue<>();
        try (Connection other = patient(url);
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            IOException late = assertThrows(IOException.class, () -> resources.apply(change()));
            assertTrue(late.toString().contains("did not answer"), late.toString());
            Thread asking = Thread.ofVirtual().start(() -> load(resources, found));
            Eventually.poll("the question waits", () -> asking.getState() == Thread.State.TIMED_WAITING);
            lock.execute("COMMIT");
            asking.join();
        }
        assertEquals(1, found.size());
        writer.close();
        readers.close();
    }

    /** A question may be late too, and is asked again as the control plane does. */
    private static void load(SqliteResources resources, ConcurrentLinkedQueue<Resource> found) {
        for (boolean asked = false; !asked; ) {
            try {
                resources.load(found::add);
                asked = true;
            } catch (IOException late) {
                found.clear();
            }
        }
    }

    private static Change change() {
        Resource.Head head = new Resource.Head(
                Kind.MODEL_MAP, "m1", "everyone", new Owner("file:x"), DocumentHash.of(new byte[32]), 1, false);
        return new Change("file:x", List.of(), List.of(new Resource.Configured(head, "{}")));
    }

    private static Lane lane(Connection connection) {
        return Lane.start(
                "writer",
                List.of(connection),
                new Lane.Beat() {
                    @Override
                    public long pauseMillis() {
                        return Long.MAX_VALUE;
                    }

                    @Override
                    public void beat(Connection ignored) {}

                    @Override
                    public void failed(Throwable ignored) {}
                },
                SHORT_MILLIS);
    }

    private static Connection patient(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
        return connection;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Eventually.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
