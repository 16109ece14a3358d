package dev.pontage.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A month of the books: the pair of tables that hold it, and the one place that puts a name into SQL.
 *
 * @param table {@code usage_YYYY_MM}, which sorts by time
 */
record Month(String table) implements Comparable<Month> {
    /** Where constants of {@link Sql} want the name. */
    private static final String MARK = "usage_0000_00";

    /** What the migrations call the tables that months are copied from. */
    private static final String SHAPE = "usage_shape";

    private static final Pattern NAME = Pattern.compile("usage_[0-9]{4}_[0-9]{2}");

    Month {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not the name of a month: " + table);
        }
    }

    /** The month of a day counted from 1970-01-01. */
    static Month of(long utcDay) {
        LocalDate day = LocalDate.ofEpochDay(utcDay);
        return new Month(String.format(java.util.Locale.ROOT, "usage_%04d_%02d", day.getYear(), day.getMonthValue()));
    }

    /** A constant of {@link Sql} with this month in it. */
    String fill(String sql) {
        return sql.replace(MARK, table);
    }

    /** Makes the tables, in the caller's transaction where the database allows that. */
    void create(Connection connection, DatabaseKind kind) throws SQLException {
        List<String> statements = switch (kind) {
            case SQLITE -> sqliteShape(connection);
            case POSTGRESQL -> List.of(fill(Sql.POSTGRESQL_MONTH), fill(Sql.POSTGRESQL_MONTH_CHARGE));
            case MARIADB -> List.of(fill(Sql.MARIADB_MONTH), fill(Sql.MARIADB_MONTH_CHARGE));
        };
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(Sql.ADD_MONTH)) {
            statement.setString(1, table);
            statement.executeUpdate();
        }
    }

    /** SQLite has no CREATE TABLE LIKE, but remembers how the shape was made. */
    private List<String> sqliteShape(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(Sql.SQLITE_SHAPE);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                statements.add(rows.getString(1).replace(SHAPE, table));
            }
        }
        return statements;
    }

    /** The months that have tables, oldest first. */
    static List<Month> all(Connection connection) throws SQLException {
        List<Month> months = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(Sql.MONTHS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                months.add(new Month(rows.getString(1)));
            }
        }
        return months;
    }

    @Override
    public int compareTo(Month other) {
        return table.compareTo(other.table);
    }
}
