package dev.pontage.store;

import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Charge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of receipts, each batch in one transaction and with the numbers that the ledger is read by.
 *
 * <p>Confined to the thread that writes. {@code seq} is given here, inside the transaction that moves
 * {@code ledger_position}, so that rows become visible in the order of their numbers and {@code after=SEQ} skips none.
 */
final class UsageWriter {
    private final DatabaseKind kind;
    private final Set<Month> months = new HashSet<>();
    private long lastDay = Long.MIN_VALUE;

    UsageWriter(DatabaseKind kind) {
        this.kind = kind;
    }

    /**
     * Enters a batch, whole or not at all.
     *
     * @param doubtful whether rows of it may be there already, since the last try ended in the open
     */
    void write(Connection connection, List<Closed> batch, boolean doubtful) throws SQLException {
        inTransaction(connection, before -> writeTogether(connection, batch, before, doubtful));
    }

    /**
     * Enters a batch receipt by receipt, still whole or not at all; a receipt that cannot be entered as it is
     * ({@link #isRefusal}) goes to {@code refused_receipt} in the same transaction, so that the others do not wait for
     * it.
     *
     * @return those that were set aside
     */
    List<Refused> writeEach(Connection connection, List<Closed> batch, long atMicros) throws SQLException {
        List<Refused> refused = new ArrayList<>();
        inTransaction(connection, before -> {
            long seq = before;
            for (Closed closed : batch) {
                if (!isEntered(connection, closed.receipt())) {
                    seq = writeOrSetAside(connection, closed, seq, atMicros, refused);
                }
            }
            return seq;
        });
        return refused;
    }

    /** Whether trying again is of no use: the receipt is what is wrong, not the state of the database. */
    boolean isRefusal(Throwable failure) {
        return failure instanceof SQLException e ? kind.refusesRow(e) : failure instanceof RuntimeException;
    }

    /** What a failure may be called in a log: never with a client's words. */
    String reason(Throwable failure) {
        return failure instanceof SQLException e
                ? kind.reason(e)
                : failure.getClass().getName();
    }

    private void inTransaction(Connection connection, Rowing rows) throws SQLException {
        try {
            connection.setAutoCommit(false);
            long before = lastSeq(connection);
            long after = rows.write(before);
            if (after != before) {
                moveSeq(connection, before, after);
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException | Error e) {
            forget();
            undo(connection, e);
            throw e;
        }
    }

    /** Half a batch must not be committed, whatever stopped it. */
    private static void undo(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // When the disk is full, SQLite has undone it by itself, and there is nothing to undo.
            cause.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** What a transaction made may be gone with it. */
    private void forget() {
        months.clear();
        lastDay = Long.MIN_VALUE;
    }

    private long writeTogether(Connection connection, List<Closed> batch, long before, boolean doubtful)
            throws SQLException {
        long seq = before;
        Rows rows = null;
        try {
            for (Closed closed : batch) {
                if (doubtful || closed.doubtful()) {
                    if (rows != null) {
                        rows.flush(); // its twin may be in this very batch
                    }
                    if (isEntered(connection, closed.receipt())) {
                        continue;
                    }
                }
                if (rows == null || rows.utcDay != closed.utcDay()) {
                    rows = turnTo(connection, rows, closed.utcDay(), seq + 1);
                }
                seq = rows.add(seq, closed.receipt());
            }
            if (rows != null) {
                rows.flush();
            }
            return seq;
        } finally {
            if (rows != null) {
                rows.close();
            }
        }
    }

    private long writeOrSetAside(
            Connection connection, Closed closed, long before, long atMicros, List<Refused> refused)
            throws SQLException {
        Savepoint here = connection.setSavepoint();
        try (Rows rows = turnTo(connection, null, closed.utcDay(), before + 1)) {
            long after = rows.add(before, closed.receipt());
            rows.flush();
            connection.releaseSavepoint(here);
            return after;
        } catch (SQLException | RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            forget();
            connection.rollback(here);
            connection.releaseSavepoint(here);
            Refused aside = new Refused(closed.receipt(), reason(e));
            aside.keep(connection, atMicros);
            refused.add(aside);
            return before;
        }
    }

    private Rows turnTo(Connection connection, @Nullable Rows open, long utcDay, long nextSeq) throws SQLException {
        if (open != null) {
            open.flush();
            open.close();
        }
        Month month = Month.of(utcDay);
        if (!months.contains(month)) {
            months.addAll(Month.all(connection));
            if (months.add(month)) {
                month.create(connection, kind);
            }
        }
        if (utcDay != lastDay && !isKnownDay(connection, utcDay)) {
            try (PreparedStatement day = connection.prepareStatement(Sql.ADD_DAY)) {
                day.setLong(1, utcDay);
                day.setLong(2, nextSeq);
                day.executeUpdate();
            }
        }
        lastDay = utcDay;
        return new Rows(connection, month, utcDay);
    }

    private static boolean isKnownDay(Connection connection, long utcDay) throws SQLException {
        try (PreparedStatement day = connection.prepareStatement(Sql.FIRST_SEQ_OF_DAY)) {
            day.setLong(1, utcDay);
            try (ResultSet found = day.executeQuery()) {
                return found.next();
            }
        }
    }

    private static boolean isEntered(Connection connection, Receipt receipt) throws SQLException {
        for (Month month : Month.all(connection)) {
            try (PreparedStatement has = connection.prepareStatement(month.fill(Sql.SEQ_OF_REQUEST))) {
                has.setString(1, receipt.requestId());
                try (ResultSet found = has.executeQuery()) {
                    if (found.next()) {
                        return true;
                    }
                }
            }
        }
        return Refused.isKept(connection, receipt);
    }

    private static long lastSeq(Connection connection) throws SQLException {
        try (PreparedStatement position = connection.prepareStatement(Sql.LAST_SEQ);
                ResultSet row = position.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("ledger_position is empty");
            }
            return row.getLong(1);
        }
    }

    private static void moveSeq(Connection connection, long before, long after) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(Sql.MOVE_SEQ)) {
            move.setLong(1, after);
            move.setLong(2, before);
            if (move.executeUpdate() != 1) {
                throw new SQLException("another process writes these books");
            }
        }
    }

    /** A receipt on its way. {@code doubtful}: nobody remembers its opening, so it may be entered already. */
    record Closed(Receipt receipt, long utcDay, boolean doubtful) {}

    /** Writes rows from a number on; gives the last number that it gave away. */
    private interface Rowing {
        long write(long before) throws SQLException;
    }

    /** The two prepared inserts of a month, as long as rows of one day come. */
    private static final class Rows implements AutoCloseable {
        private final long utcDay;
        private final PreparedStatement usage;
        private final PreparedStatement charge;

        Rows(Connection connection, Month month, long utcDay) throws SQLException {
            this.utcDay = utcDay;
            usage = connection.prepareStatement(month.fill(Sql.ADD_USAGE));
            charge = connection.prepareStatement(month.fill(Sql.ADD_CHARGE));
        }

        long add(long before, Receipt receipt) throws SQLException {
            long seq = before + 1;
            UsageRow.bind(usage, seq, receipt, utcDay);
            usage.addBatch();
            List<Charge> charges = receipt.charges();
            // Level 0, the calling account's own, is the usage row itself.
            for (int level = 1; level < charges.size(); level++) {
                charge.setLong(1, seq);
                charge.setLong(2, level);
                charge.setString(3, charges.get(level).account());
                charge.setLong(4, charges.get(level).nanoUsd());
                charge.addBatch();
            }
            for (int place = 1; place <= receipt.abandoned().size(); place++) {
                UsageRow.bind(usage, ++seq, receipt, place, utcDay);
                usage.addBatch();
            }
            return seq;
        }

        void flush() throws SQLException {
            usage.executeBatch();
            charge.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            usage.close();
            charge.close();
        }
    }
}
