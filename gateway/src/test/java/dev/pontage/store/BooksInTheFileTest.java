package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Answer;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Books.AttemptBegun;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Abandoned;
import dev.pontage.ledger.Receipt.Charge;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BooksInTheFileTest {
    private static final long DAY = Rows.LAST_OF_NOVEMBER;

    @TempDir
    Path folder;

    private final Rows.Time time = new Rows.Time();
    private SqliteStore store;

    @BeforeEach
    void open() throws IOException {
        store = SqliteStore.open(folder.resolve("data"), new StoreLimits(8, 3, 1_000, 10_000), time);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    @DisplayName(
            "D15: a receipt comes back as it was, with its charges by level, and each abandoned attempt as a line of its own")
    void roundTrip() throws IOException {
        Receipt receipt = Rows.rich("0a", "user-1");
        enter(receipt, DAY);
        store.flush();

        List<LedgerEntry> entries = store.ledger().after(0, 10);
        assertEquals(
                List.of("0a", "0a-1", "0a-2"),
                entries.stream().map(LedgerEntry::id).toList());
        assertEquals(
                Rows.with(receipt, receipt.charges(), List.of()),
                entries.getFirst().receipt());
        assertEquals(LedgerEntry.Type.USAGE, entries.getFirst().type());
        LedgerEntry attempt = entries.get(1);
        assertEquals(LedgerEntry.Type.ATTEMPT, attempt.type());
        assertEquals(
                List.of(new Abandoned(1, "beta", "c7", "gpt-4o", "gpt-4o", "timed_out", 77)),
                attempt.receipt().abandoned());
        Receipt other = entries.get(2).receipt();
        assertEquals("gpt-x", other.model());
        assertEquals("gpt-x-2025", other.upstreamModel());
        assertEquals(
                List.of(new Abandoned(2, "beta", "c8", "gpt-x", "gpt-x-2025", "server_error", 0)), other.abandoned());
        assertEquals("0a", attempt.receipt().requestId());
        assertEquals(0, attempt.receipt().chargeNanoUsd());
        assertEquals(77, attempt.receipt().costNanoUsd());
        assertEquals(0, attempt.receipt().budgetNanoUsd());
        assertEquals(Optional.of(entries.getFirst()), store.ledger().ofRequest("0a"));
        assertEquals(Optional.empty(), store.ledger().ofRequest("0b"));
        assertEquals(Optional.empty(), store.ledger().ofRequest("0a-1"), "an attempt is no request");
    }

    @Test
    @DisplayName("F-08 L-01: an attempt that was lost twice is two lines, and it comes back from both with its number")
    void lostTwice() throws IOException {
        Abandoned reused = new Abandoned(2, "beta", "c7", "gpt-4o", "gpt-4o", "cut", 77);
        Abandoned fresh = new Abandoned(2, "beta", "c7", "gpt-4o", "gpt-4o", "unreachable", 77);
        enter(Rows.rich("0a", "user-1", reused, fresh), DAY);
        enter(Rows.plain("0b", "k1", DAY, 5), DAY);
        store.flush();

        List<LedgerEntry> entries = store.ledger().after(0, 10);
        assertEquals(
                List.of("0a", "0a-1", "0a-2", "0b"),
                entries.stream().map(LedgerEntry::id).toList());
        assertEquals(List.of(reused), entries.get(1).receipt().abandoned());
        assertEquals(List.of(fresh), entries.get(2).receipt().abandoned());
        assertEquals("0a", entries.get(2).receipt().requestId());
    }

    @Test
    @DisplayName(
            "D15: only the levels above the caller have charge rows; the caller's own charge is read from its usage row")
    void ownChargeIsNotRepeated() throws Exception {
        Receipt team = Rows.plain("0a", "k1", DAY, 5);
        enter(team, DAY);
        store.flush();
        assertEquals(
                List.of(new Charge("a1", 5), new Charge("r", 5)),
                store.ledger().ofRequest("0a").orElseThrow().receipt().charges());
        assertEquals(List.of("1 1 r 5"), chargeRows());
        raw("DELETE FROM usage_2026_11_charge");
        assertEquals(
                List.of(new Charge("a1", 5)),
                store.ledger().ofRequest("0a").orElseThrow().receipt().charges());
    }

    @Test
    @DisplayName("D15: a receipt whose first charge is not its own account's is none")
    void firstChargeIsTheCallers() {
        Receipt r = Rows.plain("0a", "k1", DAY, 5);
        for (Charge wrong : List.of(new Charge("r", 5), new Charge("a1", 6))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Rows.with(r, List.of(wrong, new Charge("r", 5)), List.of()),
                    wrong.toString());
        }
        assertEquals(List.of(), Rows.with(r, List.of(), List.of()).charges());
    }

    @Test
    @DisplayName(
            "A client's own text never holds up the books: NUL, half a character, and too much of it are entered as far as they go")
    void foreignTextIsTamed() throws IOException {
        enter(Rows.rich("0a", "a\0b\uD83Dc\uD83D\uDE00" + "x".repeat(9_999)), DAY);
        store.flush();
        String endUser = store.ledger().after(0, 1).getFirst().receipt().endUser();
        assertTrue(endUser.startsWith("a\uFFFDb\uFFFDc\uD83D\uDE00xxx"), endUser);
        assertEquals(255, endUser.length());
    }

    @Test
    @DisplayName(
            "after=SEQ skips no row and repeats none, page by page, also where two months interleave around midnight")
    void pages() throws IOException {
        for (int i = 0; i < 20; i++) {
            enter(Rows.plain("id" + i, "k1", DAY + i % 2, i), DAY + i % 2);
            if (i % 4 == 3) {
                store.flush();
            }
        }
        store.flush();
        List<String> all = IntStream.range(0, 20).mapToObj(i -> "id" + i).toList();
        for (int limit = 1; limit <= 21; limit++) {
            List<String> seen = new ArrayList<>();
            long after = 0;
            for (List<LedgerEntry> page = store.ledger().after(0, limit);
                    !page.isEmpty();
                    page = store.ledger().after(after, limit)) {
                assertTrue(page.size() <= limit);
                for (LedgerEntry entry : page) {
                    assertEquals(after + 1, entry.seq());
                    after = entry.seq();
                    seen.add(entry.id());
                }
            }
            assertEquals(all, seen, "limit " + limit);
        }
        assertThrows(IllegalArgumentException.class, () -> store.ledger().after(0, 10_001));
    }

    @Test
    @DisplayName(
            "The budget of a key counts the rows of one UTC day, the day of the reservation, and what is unpriced too")
    void budgetsOfADay() throws IOException {
        enter(Rows.plain("a", "k1", DAY, 5), DAY);
        enter(Rows.plain("b", "k1", DAY, 6), DAY);
        enter(Rows.plain("c", "k2", DAY, 7), DAY);
        enter(Rows.plain("d", "k1", DAY + 1, 100), DAY + 1);
        store.books().open(Rows.opening("e", "k1", DAY + 1));
        store.books().close(Rows.plain("e", "k1", DAY + 2, 1_000)); // reserved before midnight, ended after
        store.flush();
        assertEquals(Map.of("k1", 11L, "k2", 7L), store.ledger().budgetNanoUsdByKey(DAY));
        assertEquals(Map.of("k1", 1_100L), store.ledger().budgetNanoUsdByKey(DAY + 1));
        assertEquals(Map.of(), store.ledger().budgetNanoUsdByKey(DAY + 2));
    }

    @Test
    @DisplayName("F-47: when all places are taken new exchanges are refused, and those that are open can still close")
    void keepsRoomForReceipts() throws IOException {
        Books books = store.books();
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(Answer.Ready.class, books.open(Rows.opening("id" + i, "k1", DAY)));
        }
        Answer<Books.Entered> refused = books.open(Rows.opening("late", "k1", DAY));
        assertEquals(
                "ledger_full", assertInstanceOf(Answer.Failed.class, refused).code());
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(Answer.Ready.class, books.attempt(new AttemptBegun("id" + i, 1, "p", "c", "m", 0)));
            assertInstanceOf(Answer.Ready.class, books.close(Rows.plain("id" + i, "k1", DAY, 1)));
        }
        store.flush();
        assertEquals(8, store.ledger().after(0, 100).size());
        assertInstanceOf(Answer.Ready.class, books.open(Rows.opening("late", "k1", DAY)));
        assertEquals(1, store.lag().openExchanges());
        books.close(Rows.plain("late", "k1", DAY, 1));
    }

    @Test
    @DisplayName("L-01: the same receipt entered twice is one row, in one batch and in two")
    void entersOnce() throws IOException {
        Receipt receipt = Rows.plain("a", "k1", DAY, 5);
        enter(receipt, DAY);
        store.books().close(receipt);
        store.flush();
        store.books().close(receipt);
        enter(Rows.plain("b", "k1", DAY, 5), DAY);
        store.flush();
        assertEquals(
                List.of("a", "b"),
                store.ledger().after(0, 10).stream().map(LedgerEntry::id).toList());
        assertEquals(0, store.lag().rows());
    }

    @Test
    @DisplayName(
            "F-45: while the file refuses, receipts are kept and the failure shows; once it takes them each is there once")
    void triesAgain() throws Exception {
        enter(Rows.plain("a", "k1", DAY, 5), DAY);
        store.flush();
        raw("ALTER TABLE ledger_position RENAME TO away");
        enter(Rows.plain("b", "k1", DAY, 5), DAY);
        enter(Rows.plain("c", "k1", DAY + 1, 5), DAY + 1);
        assertThrows(IOException.class, store::flush);
        assertThrows(IOException.class, store::flush);
        assertEquals(2, store.lag().rows());
        assertTrue(store.lag().failures() >= 2);
        assertTrue(
                store.lag().lastFailure().contains("ledger_position"),
                store.lag().lastFailure());
        raw("ALTER TABLE away RENAME TO ledger_position");
        store.flush();
        assertEquals(
                List.of("a", "b", "c"),
                store.ledger().after(0, 10).stream().map(LedgerEntry::id).toList());
        assertEquals(Lag.NONE, store.lag());
    }

    @Test
    @DisplayName("A batch that fails half way leaves nothing behind: no row, no month, no number")
    void batchIsWhole() throws Exception {
        enter(Rows.plain("a", "k1", DAY, 5), DAY);
        store.flush();
        raw("ALTER TABLE usage_2026_11_charge RENAME TO away");
        enter(Rows.plain("x", "k1", DAY + 1, 5), DAY + 1);
        enter(Rows.plain("b", "k1", DAY, 5), DAY);
        enter(Rows.plain("c", "k1", DAY, 5), DAY);
        assertThrows(IOException.class, store::flush);
        raw("ALTER TABLE away RENAME TO usage_2026_11_charge");
        assertEquals(1, store.ledger().after(0, 10).size());
        store.flush();
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                store.ledger().after(0, 10).stream().map(LedgerEntry::seq).toList());
    }

    @Test
    @DisplayName("Numbers go on after a restart, and none is used again")
    void numbersGoOn() throws IOException {
        enter(Rows.plain("a", "k1", DAY, 5), DAY);
        store.close();
        store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, time);
        enter(Rows.plain("b", "k1", DAY, 5), DAY);
        store.flush();
        assertEquals(
                List.of(1L, 2L),
                store.ledger().after(0, 10).stream().map(LedgerEntry::seq).toList());
    }

    @Test
    @DisplayName("F-41: a stopped store refuses new exchanges and writes what was open when it closes")
    void stops() throws IOException {
        store.books().open(Rows.opening("a", "k1", DAY));
        store.stopBooks();
        assertInstanceOf(Answer.Failed.class, store.books().open(Rows.opening("b", "k1", DAY)));
        store.books().close(Rows.plain("a", "k1", DAY, 5));
        store.close();
        store = SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, time);
        assertEquals(1, store.ledger().after(0, 10).size());
    }

    private void enter(Receipt receipt, long utcDay) {
        assertInstanceOf(
                Answer.Ready.class, store.books().open(Rows.opening(receipt.requestId(), receipt.key(), utcDay)));
        assertInstanceOf(Answer.Ready.class, store.books().close(receipt));
    }

    private List<String> chargeRows() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT seq || ' ' || level || ' ' || account_id || ' ' || nanousd FROM usage_2026_11_charge")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
