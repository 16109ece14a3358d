package dev.pontage.store;

import dev.pontage.ledger.Ledger;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt.Charge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The books as they stand in the file; what is still queued is not in it.
 *
 * <p>A failing database throws {@link UncheckedIOException}.
 */
final class SqliteLedger implements Ledger {
    private static final int MAX_LIMIT = 10_000;

    private final Lane readers;

    SqliteLedger(Lane readers) {
        this.readers = readers;
    }

    @Override
    public List<LedgerEntry> after(long after, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is from 1 to " + MAX_LIMIT);
        }
        return read(connection -> after(connection, after, limit));
    }

    @Override
    public Optional<LedgerEntry> ofRequest(String requestId) {
        return read(connection -> {
            for (Month month : Month.all(connection).reversed()) {
                long seq = single(connection, month.fill(Sql.SEQ_OF_REQUEST), requestId);
                if (seq > 0) {
                    return Optional.of(page(connection, month, seq - 1, seq).getFirst());
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public Map<String, Long> budgetNanoUsdByKey(long utcDay) {
        return read(connection -> budgets(connection, utcDay));
    }

    static Map<String, Long> budgets(Connection connection, long utcDay) throws SQLException {
        Map<String, Long> sums = new HashMap<>();
        Month month = Month.of(utcDay);
        long first = single(connection, Sql.FIRST_SEQ_OF_DAY, utcDay);
        if (first == 0 || !Month.all(connection).contains(month)) {
            return sums;
        }
        try (PreparedStatement query = prepare(connection, month.fill(Sql.BUDGET_BY_KEY), utcDay, first);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                sums.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sums;
    }

    /**
     * A month holds the rows of its days and numbers go by time of entry, so around midnight two months interleave;
     * beyond that a month is done with before the next begins. What is entered while this reads lies above the last
     * number read first, and is left to the next call.
     */
    static List<LedgerEntry> after(Connection connection, long after, int limit) throws SQLException {
        long last = single(connection, Sql.LAST_SEQ);
        List<LedgerEntry> found = new ArrayList<>();
        for (Month month : Month.all(connection)) {
            if (found.size() >= limit
                    && single(connection, month.fill(Sql.LOWEST_SEQ))
                            > found.get(limit - 1).seq()) {
                continue;
            }
            long end = single(connection, month.fill(Sql.PAGE_END), after, last, limit);
            if (end > after) {
                found.addAll(page(connection, month, after, end));
                found.sort(Comparator.comparingLong(LedgerEntry::seq));
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    /**
     * The entries of a month above one number and up to another. Charges have rows only for the levels above the
     * caller.
     */
    private static List<LedgerEntry> page(Connection connection, Month month, long above, long upTo)
            throws SQLException {
        Map<Long, List<Charge>> charges = new HashMap<>();
        try (PreparedStatement query = prepare(connection, month.fill(Sql.CHARGES), above, upTo);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                charges.computeIfAbsent(rows.getLong(1), seq -> new ArrayList<>(2))
                        .add(new Charge(rows.getString(2), rows.getLong(3)));
            }
        }
        List<LedgerEntry> entries = new ArrayList<>();
        try (PreparedStatement query = prepare(connection, month.fill(Sql.USAGE), above, upTo);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(UsageRow.read(rows, charges.getOrDefault(rows.getLong(1), List.of())));
            }
        }
        return entries;
    }

    /** The one number that a query gives; 0 where it gives none. */
    private static long single(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = prepare(connection, sql, parameters);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private <T> T read(Lane.Work<T> work) {
        try {
            return readers.call(connection -> {
                connection.setAutoCommit(false); // one view of all tables
                try {
                    return work.on(connection);
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
