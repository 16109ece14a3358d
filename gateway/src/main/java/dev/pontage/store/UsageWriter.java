package dev.pontage.store;

import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Charge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        try {
            connection.setAutoCommit(false);
            long before = lastSeq(connection);
            long after = writeRows(connection, batch, before, doubtful);
            if (after != before) {
                moveSeq(connection, before, after);
            }
            connection.commit();
        } catch (SQLException e) {
            months.clear();
            lastDay = Long.MIN_VALUE;
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private long writeRows(Connection connection, List<Closed> batch, long before, boolean doubtful)
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
            try (PreparedStatement has = connection.prepareStatement(month.fill(Sql.SEQ_OF))) {
                has.setString(1, receipt.requestId());
                try (ResultSet found = has.executeQuery()) {
                    if (found.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
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
            for (int level = 0; level < charges.size(); level++) {
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
