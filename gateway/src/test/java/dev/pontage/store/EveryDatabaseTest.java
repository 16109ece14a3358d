package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt.Abandoned;
import dev.pontage.store.UsageWriter.Closed;
import dev.pontage.testkit.database.Database;
import dev.pontage.testkit.database.Databases;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The migrations and every statement, on real servers; one class, since they are slow to start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryDatabaseTest {
    private static final long DAY = Rows.LAST_OF_NOVEMBER;
    private static final Month MONTH = Month.of(DAY);

    @TempDir
    static Path folder;

    private final Map<DatabaseKind, Database> databases = new TreeMap<>();

    @BeforeAll
    void migrate() throws Exception {
        databases.put(DatabaseKind.SQLITE, new Database("x", "", 0, "", "", "jdbc:sqlite:" + folder.resolve("x.db")));
        databases.put(DatabaseKind.POSTGRESQL, Databases.postgres());
        databases.put(DatabaseKind.MARIADB, Databases.mariadb());
        for (DatabaseKind kind : DatabaseKind.values()) {
            Migrator.apply(source(database(kind)), kind);
            try (Connection connection = database(kind).connect()) {
                MONTH.create(connection, kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D12: every statement is understood by every database that it is meant for")
    void statementsArePrepared(DatabaseKind kind) throws Exception {
        try (Connection connection = database(kind).connect()) {
            for (Map.Entry<String, String> statement : statements(kind).entrySet()) {
                try {
                    prepare(connection, MONTH.fill(statement.getValue()));
                } catch (SQLException e) {
                    throw new AssertionError(statement.getKey() + ": " + e.getMessage(), e);
                }
            }
            assertThrows(SQLException.class, () -> prepare(connection, "SELECT nothing FROM account WHERE id = ?"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What Flyway found and applied is what the program believes to ship, file by file")
    void nothingIsLeftToMigrate(DatabaseKind kind) throws Exception {
        try (Connection connection = database(kind).connect()) {
            assertTrue(Migrations.areApplied(connection, kind));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D15: batches and pages give the same rows and numbers on every database")
    void booksAreTheSame(DatabaseKind kind) throws Exception {
        UsageWriter writer = new UsageWriter(kind);
        try (Connection connection = database(kind).connect()) {
            writer.write(
                    connection,
                    List.of(
                            new Closed(Rows.rich("Grüße-密", "user"), DAY, false),
                            new Closed(Rows.plain("b", "k1", DAY + 1, 4), DAY + 1, false)),
                    false);
            Closed twin = new Closed(Rows.plain("b", "k1", DAY + 1, 4), DAY + 1, true);
            writer.write(connection, List.of(new Closed(Rows.plain("c", "k1", DAY, 2), DAY, false), twin), false);
            SQLException twice = assertThrows(
                    SQLException.class,
                    () -> writer.write(
                            connection, List.of(new Closed(Rows.plain("c", "k1", DAY, 2), DAY, false)), false));
            assertTrue(writer.isRefusal(twice), twice.toString());
            List<LedgerEntry> entries = SqliteLedger.after(connection, 0, 100);
            assertEquals(
                    List.of("Grüße-密", "Grüße-密-1", "Grüße-密-2", "b", "c"),
                    entries.stream().map(LedgerEntry::id).toList());
            assertEquals(
                    List.of(1L, 2L, 3L, 4L, 5L),
                    entries.stream().map(LedgerEntry::seq).toList());
            assertEquals(
                    Rows.rich("Grüße-密", "user").usage(),
                    entries.getFirst().receipt().usage());
            assertEquals(
                    Rows.rich("Grüße-密", "user").charges(),
                    entries.getFirst().receipt().charges());
            assertEquals(Map.of("k1", 11L), SqliteLedger.budgets(connection, DAY));
            assertEquals(2, SqliteLedger.after(connection, 3, 2).size());
            refusedAreSetAside(kind, writer, connection);
        }
    }

    private static void refusedAreSetAside(DatabaseKind kind, UsageWriter writer, Connection connection)
            throws SQLException {
        Closed odd = new Closed(
                Rows.rich("Größe", "\0\uD83D密", new Abandoned(1, "p", "c", "m", "m", "cut", -1)), DAY, false);
        Closed even = new Closed(Rows.plain("d", "k2", DAY, 3), DAY, false);
        for (int round = 1; round <= 2; round++) {
            List<Refused> aside = writer.writeEach(connection, List.of(odd, even), 1);
            assertEquals(
                    round == 1 ? List.of(odd.receipt()) : List.of(),
                    aside.stream().map(Refused::receipt).toList());
            assertEquals(
                    List.of("d"),
                    SqliteLedger.after(connection, 5, 10).stream()
                            .map(LedgerEntry::id)
                            .toList());
        }
        SQLException other = assertThrows(SQLException.class, () -> prepare(connection, "SELECT * FROM nowhere"));
        assertFalse(writer.isRefusal(other), other.toString());
        assertFalse(kind.refusesRow(new SQLException("the connection is gone", "08006")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D12: every text column compares by bytes, and every database has the same columns")
    void textComparesByBytes(DatabaseKind kind) throws Exception {
        try (Connection connection = database(kind).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO usage_month (name) VALUES ('b')");
            statement.execute("INSERT INTO usage_month (name) VALUES ('B')");
            statement.execute("INSERT INTO usage_month (name) VALUES ('a')");
            statement.execute("INSERT INTO usage_month (name) VALUES ('ä')");
            List<String> names = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT name FROM usage_month WHERE name NOT LIKE 'usage%' ORDER BY name")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            assertEquals(List.of("B", "a", "b", "ä"), names);
            statement.execute("DELETE FROM usage_month WHERE name NOT LIKE 'usage%'");
            assertEquals(List.of(), foreignCollations(kind, statement));
        }
        assertEquals(columns(DatabaseKind.SQLITE), columns(kind));
    }

    @Test
    @DisplayName("A month has the columns of its shape, and another name than usage_YYYY_MM is refused")
    void monthsAreCopies() throws Exception {
        for (DatabaseKind kind : DatabaseKind.values()) {
            Map<String, List<String>> columns = columns(kind);
            assertEquals(30, columns.getOrDefault("usage_shape", List.of()).size());
            assertEquals(columns.get("usage_shape"), columns.get(MONTH.table()));
            assertEquals(columns.get("usage_shape_charge"), columns.get(MONTH.table() + "_charge"));
        }
        for (String wrong : List.of("usage_2026_1", "usage_2026_11; DROP TABLE account", "Usage_2026_11", "")) {
            assertThrows(IllegalArgumentException.class, () -> new Month(wrong), wrong);
        }
    }

    /** Servers parse late: asking for what a statement takes makes them do it now. */
    private static void prepare(Connection connection, String sql) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            assertTrue(prepared.getParameterMetaData().getParameterCount() >= 0);
            prepared.getMetaData();
        }
    }

    private static Map<String, String> statements(DatabaseKind kind) throws IllegalAccessException {
        Map<String, String> statements = new TreeMap<>();
        for (Field field : Sql.class.getDeclaredFields()) {
            boolean common = Stream.of(DatabaseKind.values())
                    .noneMatch(each -> field.getName().startsWith(each + "_"));
            // What makes tables cannot be prepared everywhere; making the month has run it.
            boolean makes = field.getName().contains("_MONTH") && !common;
            if (!field.isSynthetic() && (common || field.getName().startsWith(kind + "_")) && !makes) {
                statements.put(field.getName(), (String) field.get(null));
            }
        }
        assertTrue(statements.size() > 30);
        return statements;
    }

    private static List<String> foreignCollations(DatabaseKind kind, Statement statement) throws SQLException {
        String query = switch (kind) {
            case SQLITE -> "SELECT name FROM sqlite_master WHERE sql LIKE '%COLLATE%'";
            case POSTGRESQL ->
                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'"
                        + " AND data_type IN ('character varying', 'text')"
                        + " AND collation_name IS DISTINCT FROM 'C'";
            case MARIADB ->
                "SELECT concat(table_name, '.', column_name) FROM information_schema.columns"
                        + " WHERE table_schema = database() AND table_name <> 'flyway_schema_history'"
                        + " AND collation_name IS NOT NULL AND collation_name <> 'utf8mb4_bin'";
        };
        List<String> foreign = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                foreign.add(rows.getString(1));
            }
        }
        return foreign;
    }

    private Map<String, List<String>> columns(DatabaseKind kind) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        try (Connection connection = database(kind).connect();
                ResultSet rows = connection
                        .getMetaData()
                        .getColumns(
                                kind == DatabaseKind.MARIADB ? connection.getCatalog() : null,
                                kind == DatabaseKind.POSTGRESQL ? "public" : null,
                                "%",
                                "%")) {
            while (rows.next()) {
                String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!table.startsWith("flyway") && !table.startsWith("sqlite") && !table.startsWith("usage_2026_12")) {
                    columns.computeIfAbsent(table, name -> new ArrayList<>()).add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        return columns;
    }

    private Database database(DatabaseKind kind) {
        Database database = databases.get(kind);
        if (database == null) {
            throw new AssertionError(kind);
        }
        return database;
    }

    private static DataSource source(Database database) throws SQLException {
        return new org.flywaydb.core.internal.jdbc.DriverDataSource(
                EveryDatabaseTest.class.getClassLoader(),
                null,
                database.jdbcUrl(),
                database.user(),
                database.password());
    }
}
