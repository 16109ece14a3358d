package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.ValidateResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** An empty file gets its tables from the program itself: as Flyway would have made them. */
final class FirstSchemaTest {
    private static final String SCHEMA =
            "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY 1";
    private static final String HISTORY = "SELECT installed_rank || '|' || version || '|' || description || '|' || type"
            + " || '|' || script || '|' || checksum || '|' || installed_by || '|' || success"
            + " FROM flyway_schema_history ORDER BY installed_rank";

    @TempDir
    Path folder;

    @Test
    @DisplayName("The tables, indexes and history of a first start are to the letter what Flyway makes")
    void isWhatFlywayMakes() throws Exception {
        Migrator.apply(source("flyway.db"), DatabaseKind.SQLITE);
        try (Connection ours = connection("ours.db");
                Connection flyways = connection("flyway.db")) {
            Migrations.applyToEmptySqlite(ours);
            assertEquals(texts(flyways, SCHEMA), texts(ours, SCHEMA));
            assertEquals(texts(flyways, HISTORY), texts(ours, HISTORY));
            assertEquals(List.of("23"), texts(ours, "SELECT DISTINCT length(installed_on) FROM flyway_schema_history"));
            assertTrue(ours.getAutoCommit());
            assertTrue(Migrations.areApplied(ours, DatabaseKind.SQLITE));
        }
    }

    @Test
    @DisplayName("Flyway validates a file of a first start, and finds nothing left to migrate")
    void flywayAccepts() throws Exception {
        SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM)
                .close();
        Flyway flyway = Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(source("data/pontage.db"))
                .locations("classpath:db/migration/common", "classpath:db/migration/sqlite")
                .ignoreMigrationPatterns(new String[0])
                .load();
        ValidateResult validated = flyway.validateWithResult();
        assertTrue(validated.validationSuccessful, String.valueOf(validated.errorDetails));
        assertEquals(2, validated.validateCount);
        assertEquals(0, flyway.migrate().migrationsExecuted);
    }

    @Test
    @DisplayName("A first start that breaks off leaves the file as empty as it was, and the next one begins anew")
    void isWhole() throws Exception {
        try (Connection connection = connection("full.db")) {
            execute(connection, "PRAGMA max_page_count = 10");
            assertThrows(SQLException.class, () -> Migrations.applyToEmptySqlite(connection));
        }
        try (Connection connection = connection("full.db")) {
            assertEquals(List.of(), texts(connection, SCHEMA));
            Migrations.applyToEmptySqlite(connection);
            assertTrue(Migrations.areApplied(connection, DatabaseKind.SQLITE));
        }
    }

    @Test
    @DisplayName("A file with tables and no history of ours is left to Flyway, which refuses it and changes nothing")
    void takesOnlyEmptyFiles() throws Exception {
        SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM)
                .close();
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(folder.resolve("data/pontage.db" + suffix));
        }
        try (Connection connection = connection("data/pontage.db")) {
            execute(connection, "CREATE TABLE theirs (a INT)");
            StoreRefused refused = assertThrows(
                    StoreRefused.class,
                    () -> SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM));
            assertEquals(StoreRefused.Reason.SCHEMA, refused.reason());
            assertEquals(List.of("table theirs CREATE TABLE theirs (a INT)"), texts(connection, SCHEMA));
        }
    }

    private SQLiteDataSource source(String file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve(file));
        return source;
    }

    private Connection connection(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
