package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Abandoned;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the file will never take holds up nothing, and what it will not take now is told. */
final class RefusedReceiptsTest {
    private static final long DAY = Rows.LAST_OF_NOVEMBER;
    private static final long ILL_AFTER_MILLIS = 10_000;
    private static final String UNIQUE = "UNIQUE constraint failed: usage_2026_11.id";

    @TempDir
    Path folder;

    private final Rows.Time time = new Rows.Time();
    private final Told told = new Told();
    private SqliteStore store;

    @BeforeEach
    void open() throws IOException {
        store = SqliteStore.open(
                folder.resolve("data"), new StoreLimits(1_000, 100, 1_000, ILL_AFTER_MILLIS), time, told);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    @DisplayName(
            "A receipt that the file will never take is set aside whole, once, and all others of its batch are entered")
    void setsAside() throws Exception {
        Receipt odd = Rows.rich("0b", "half \uD83D and \0 and 密", new Abandoned(1, "p", "c", "m", "m", "cut", -1));
        enter(Rows.plain("0a", "k1", DAY, 5), DAY);
        enter(odd, DAY);
        enter(Rows.plain("0c", "k1", DAY + 1, 6), DAY + 1);
        store.flush();

        assertEquals(List.of("0a", "0c"), entered());
        assertEquals(
                List.of(1L, 2L),
                store.ledger().after(0, 10).stream().map(LedgerEntry::seq).toList());
        assertEquals(List.of(odd), setAside());
        assertEquals(1, store.lag().refused());
        assertEquals(0, store.lag().failures());
        assertEquals(0, store.lag().rows());
        assertEquals(1, told.lines.size());
        assertTrue(told.lines.getFirst().startsWith("refused 0b [SQLITE_CONSTRAINT_CHECK]"), told.lines.toString());

        store.books().close(odd);
        enter(Rows.plain("0d", "k1", DAY, 5), DAY);
        store.flush();
        assertEquals(List.of(odd), setAside());
        assertEquals(List.of("0a", "0c", "0d"), entered());
        assertEquals(1, told.lines.size());
    }

    @Test
    @DisplayName("The same where no statement can be made of a receipt")
    void setsAsideWhatCannotBeBound() throws Exception {
        long noMonth = 10_000_000; // beyond the year 9999
        enter(Rows.plain("0a", "k1", DAY, 5), DAY);
        enter(Rows.plain("0b", "k1", DAY, 5), noMonth);
        enter(Rows.plain("0c", "k1", DAY, 5), DAY);
        store.flush();

        assertEquals(List.of("0a", "0c"), entered());
        assertEquals(List.of("refused 0b " + IllegalArgumentException.class.getName()), told.lines);
        assertEquals(1, setAside().size());
    }

    @Test
    @DisplayName("A month that only a refused receipt would have begun is begun by the next one")
    void undoesTheMonthToo() throws Exception {
        enter(Rows.rich("0a", "u", new Abandoned(1, "p", "c", "m", "m", "cut", -1)), DAY);
        enter(Rows.plain("0b", "k1", DAY, 5), DAY);
        store.flush();
        assertEquals(List.of("0b"), entered());
        assertEquals(5, store.ledger().budgetNanoUsdByKey(DAY).get("k1"));
    }

    @Test
    @DisplayName(
            "F-45: a file that refuses everything is told of when it begins, when its reason changes and when it ends;"
                    + " the store is ill while that lasts longer than its setting")
    void tellsOfIllness() throws Exception {
        enter(Rows.plain("0a", "k1", DAY, 5), DAY);
        store.flush();
        raw("ALTER TABLE ledger_position RENAME TO away");
        enter(Rows.plain("0b", "k1", DAY, 5), DAY);
        assertThrows(IOException.class, store::flush);
        assertThrows(IOException.class, store::flush);
        assertEquals(1, told.lines.size());
        assertTrue(
                told.lines.getFirst().matches("failing 1 .*no such table: ledger_position.*"), told.lines.toString());
        time.pass(ILL_AFTER_MILLIS);
        assertFalse(store.isIll());
        time.pass(1);
        assertTrue(store.isIll());

        raw("ALTER TABLE away RENAME TO ledger_position");
        raw("ALTER TABLE usage_2026_11_charge RENAME TO away");
        assertThrows(IOException.class, store::flush);
        assertThrows(IOException.class, store::flush);
        assertEquals(2, told.lines.size());
        assertTrue(store.isIll());

        raw("ALTER TABLE away RENAME TO usage_2026_11_charge");
        store.flush();
        assertEquals("recovered", told.lines.getLast());
        assertEquals(3, told.lines.size());
        assertFalse(store.isIll());
        assertEquals(List.of("0a", "0b"), entered());
        assertEquals(List.of(), setAside());
    }

    @Test
    @DisplayName("An id that stands in the books as another's line is refused with the reason, not overwritten")
    void keepsWhatStands() throws Exception {
        enter(Rows.rich("0a", "u", new Abandoned(1, "p", "c", "m", "m", "cut", 1)), DAY);
        store.flush();
        enter(Rows.plain("0a-1", "k1", DAY, 5), DAY);
        store.flush();
        assertEquals(List.of("0a", "0a-1"), entered());
        assertTrue(told.lines.getFirst().contains(UNIQUE), told.lines.toString());
        assertEquals(1, setAside().size());
    }

    @Test
    @DisplayName("Neither a job nor a beat of its own that ends in an error ends a lane's thread")
    void laneGoesOn() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Lane.Beat broken = new Lane.Beat() {
            @Override
            public long pauseMillis() {
                return 10_000;
            }

            @Override
            public void beat(Connection connection) {
                throw new StackOverflowError();
            }

            @Override
            public void failed(Throwable failure) {
                failures.add(failure);
            }
        };
        try (Lane lane = Lane.start(
                "test", List.of(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("lane.db"))), broken)) {
            IOException thrown = assertThrows(
                    IOException.class,
                    () -> lane.call(connection -> {
                        throw new StackOverflowError();
                    }));
            assertTrue(String.valueOf(thrown.getMessage()).contains("StackOverflowError"), thrown.getMessage());
            assertEquals("here", lane.call(connection -> "here"));
            assertTrue(failures.getFirst() instanceof StackOverflowError, failures.toString());
        }
    }

    private void enter(Receipt receipt, long utcDay) {
        store.books().open(Rows.opening(receipt.requestId(), receipt.key(), utcDay));
        store.books().close(receipt);
    }

    private List<String> entered() {
        return store.ledger().after(0, 100).stream().map(LedgerEntry::id).toList();
    }

    private List<Receipt> setAside() throws SQLException {
        List<Receipt> found = new ArrayList<>();
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT receipt FROM refused_receipt ORDER BY request_id")) {
            while (rows.next()) {
                found.add(JsonMapper.shared().readValue(rows.getString(1), Receipt.class));
            }
        }
        return found;
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
    }

    /** Writes down what it hears. */
    private static final class Told implements Troubles {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void failing(String reason, int receiptsWaiting) {
            lines.add("failing " + receiptsWaiting + " " + reason);
        }

        @Override
        public void recovered() {
            lines.add("recovered");
        }

        @Override
        public void refused(String requestId, String reason) {
            lines.add("refused " + requestId + " " + reason);
        }
    }
}
