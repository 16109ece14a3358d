package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The queue alone, beaten by hand, so that time is the test's. */
final class BatchesByTimeAndSizeTest {
    private static final long DAY = Rows.LAST_OF_NOVEMBER;

    @TempDir
    Path folder;

    private final Rows.Time time = new Rows.Time();
    private final AtomicInteger woken = new AtomicInteger();
    private final UsageQueue queue = new UsageQueue(
            new StoreLimits(100, 3, 1_000, 10_000),
            time,
            new UsageWriter(DatabaseKind.SQLITE),
            Troubles.UNHEARD,
            woken::incrementAndGet);
    private Connection connection;

    @BeforeEach
    void migrate() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("x.db"));
        Migrator.apply(source, DatabaseKind.SQLITE);
        connection = DriverManager.getConnection(source.getUrl());
        queue.beat(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    @DisplayName("A receipt waits for the file at most the flush time, and not less while the batch is small")
    void writesByTime() throws SQLException {
        enter("a");
        queue.beat(connection);
        assertEquals(0, rows());
        assertEquals(1_000, queue.pauseMillis());
        time.pass(999);
        queue.beat(connection);
        assertEquals(0, rows());
        assertEquals(1, queue.pauseMillis());
        time.pass(1);
        queue.beat(connection);
        assertEquals(1, rows());
        assertEquals(0, woken.get());
    }

    @Test
    @DisplayName("A full batch wakes the writer once and is written at the next beat")
    void writesBySize() throws SQLException {
        enter("a");
        enter("b");
        assertEquals(0, woken.get());
        enter("c");
        assertEquals(1, woken.get());
        enter("d");
        assertEquals(1, woken.get());
        queue.beat(connection);
        assertEquals(4, rows());
    }

    @Test
    @DisplayName(
            "F-45: a refused write is tried again after 100 ms, then 200, then 400, at most every 5 s, however much is queued")
    void backsOff() throws SQLException {
        execute("ALTER TABLE usage_day RENAME TO away");
        for (int i = 0; i < 4; i++) {
            enter("id" + i);
        }
        queue.beat(connection);
        assertEquals(1, queue.lag().failures());
        long[] pauses = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000};
        for (int i = 0; i < pauses.length; i++) {
            time.pass(pauses[i] - 1);
            queue.beat(connection);
            assertEquals(i + 1, queue.lag().failures(), "tried too early");
            time.pass(1);
            queue.beat(connection);
            assertEquals(i + 2, queue.lag().failures(), "not tried");
        }
        assertEquals(4, queue.lag().rows());
        execute("ALTER TABLE away RENAME TO usage_day");
        time.pass(5_000);
        queue.beat(connection);
        assertEquals(4, rows());
        assertEquals(Lag.NONE, queue.lag());
    }

    @Test
    @DisplayName("A drain says whether the file took everything")
    void tells() throws SQLException {
        execute("ALTER TABLE usage_day RENAME TO away");
        enter("a");
        assertFalse(queue.drain(connection));
        execute("ALTER TABLE away RENAME TO usage_day");
        assertTrue(queue.drain(connection));
        assertTrue(queue.drain(connection));
        assertEquals(1, rows());
    }

    @Test
    @DisplayName("L-15: a commit that succeeds and is reported as failed is tried again, and every row is there once")
    void survivesAnAmbiguousCommit() throws SQLException {
        enter("a");
        enter("b");
        assertFalse(queue.drain(failingAtCommit(new SQLException("the connection was lost at COMMIT"), true)));
        assertEquals(2, rows());
        assertEquals(2, queue.lag().rows());
        enter("c");
        assertTrue(queue.drain(connection));
        assertEquals(3, rows());
        assertEquals(Lag.NONE, queue.lag());
    }

    @Test
    @DisplayName("A batch that a bug or an error breaks off is undone as one that the file refuses, and tried again")
    void undoesWhateverItsEnd() throws SQLException {
        enter("a");
        enter("b");
        for (Throwable end : List.of(new IllegalStateException("a bug"), new StackOverflowError())) {
            assertFalse(queue.drain(failingAtCommit(end, false)));
            assertEquals(0, rows());
            assertEquals(end.getClass().getName(), queue.lag().lastFailure());
        }
        assertEquals(2, queue.lag().rows());
        assertTrue(queue.drain(connection));
        assertEquals(2, rows());
        assertEquals(Lag.NONE, queue.lag());
    }

    @Test
    @DisplayName(
            "F-47: a disk that is full in the middle of a batch leaves nothing of it behind; with room again each row is there once")
    void survivesAFullDisk() throws SQLException {
        enter("first");
        assertTrue(queue.drain(connection));
        execute("PRAGMA max_page_count = 1"); // no less than it has
        for (int i = 0; i < 90; i++) {
            enter("id" + i + "-" + "x".repeat(50));
        }
        assertFalse(queue.drain(connection));
        int before = rows();
        assertTrue(before < 91, "the disk was never full");
        assertFalse(queue.drain(connection));
        assertEquals(before, rows());
        assertEquals(91 - before, queue.lag().rows());
        execute("PRAGMA max_page_count = 100000");
        assertTrue(queue.drain(connection));
        assertEquals(91, rows());
        assertEquals(Lag.NONE, queue.lag());
    }

    /** The connection, but for a commit that ends so, before or after it has happened. */
    private Connection failingAtCommit(Throwable end, boolean committed) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    if (commits && !committed) {
                        throw end;
                    }
                    Object result = method.invoke(connection, arguments);
                    if (commits) {
                        throw end;
                    }
                    return result;
                });
    }

    private void enter(String id) {
        queue.open(Rows.opening(id, "k1", DAY));
        queue.close(Rows.plain(id, "k1", DAY, 1));
    }

    private int rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'usage_2026_11'")) {
            if (!tables.next() || tables.getInt(1) == 0) {
                return 0;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM usage_2026_11")) {
            return count.next() ? count.getInt(1) : -1;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
