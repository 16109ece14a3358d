package dev.pontage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.pontage.base.Ticker;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

final class StoreStartTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("The first start makes directory, database, deployment and keyset; the next finds them again")
    void startsTwice() throws IOException {
        SqliteStore.Sealing first;
        try (SqliteStore store = open()) {
            first = store.sealing(secrets(), new SecureRandom());
            assertEquals(
                    first.deployment(),
                    store.sealing(secrets(), new SecureRandom()).deployment());
        }
        try (SqliteStore store = open()) {
            SqliteStore.Sealing second = store.sealing(secrets(), new SecureRandom());
            assertEquals(first.deployment(), second.deployment());
            assertEquals(first.keyset().ids(), second.keyset().ids());
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))));
    }

    @Test
    @DisplayName(
            "failures 5.6: data without its secrets refuses to start, names the missing key ids and makes no new ones")
    void needsItsSecrets() throws IOException {
        String id;
        try (SqliteStore store = open()) {
            id = store.sealing(secrets(), new SecureRandom())
                    .keyset()
                    .ids()
                    .iterator()
                    .next();
        }
        Files.move(folder.resolve("secrets/keyset"), folder.resolve("kept"));
        try (SqliteStore store = open()) {
            StoreRefused refused = assertThrows(StoreRefused.class, () -> store.sealing(secrets(), new SecureRandom()));
            assertEquals(StoreRefused.Reason.SECRETS, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).contains(id), refused.getMessage());
            assertFalse(Files.exists(folder.resolve("secrets/keyset")));
        }
        Files.move(folder.resolve("kept"), folder.resolve("secrets/keyset"));
        try (SqliteStore store = open()) {
            assertTrue(
                    store.sealing(secrets(), new SecureRandom()).keyset().ids().contains(id));
        }
    }

    @Test
    @DisplayName("failures 5.6: rows without a note of their keys refuse to start rather than get a new keyset")
    void neverForgetsItsSecrets() throws Exception {
        try (SqliteStore store = open()) {
            store.sealing(secrets(), new SecureRandom());
        }
        raw("DELETE FROM deployment");
        raw("INSERT INTO account VALUES ('1','root','start','','.','{}','','0',1,0,0)");
        try (SqliteStore store = open()) {
            StoreRefused refused = assertThrows(StoreRefused.class, () -> store.sealing(secrets(), new SecureRandom()));
            assertEquals(StoreRefused.Reason.SECRETS, refused.reason());
        }
    }

    @Test
    @DisplayName("A data directory that another holder has is refused in one line that names it")
    void isLocked() throws IOException {
        try (SqliteStore store = open()) {
            StoreRefused refused = assertThrows(StoreRefused.class, this::open);
            assertEquals(StoreRefused.Reason.LOCKED, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).startsWith(folder.resolve("data") + " is in use"));
            assertEquals(0, store.lag().rows());
        }
        open().close();
    }

    @Test
    @DisplayName("A data directory that others may write into is refused, with the command that mends it")
    void isOurs() throws IOException {
        open().close();
        Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxrwx---"));
        StoreRefused refused = assertThrows(StoreRefused.class, this::open);
        assertEquals(StoreRefused.Reason.NOT_OURS, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains("chmod u=rwx,g=rx,o=rx "), refused.getMessage());
    }

    @Test
    @DisplayName("A database of a newer program, and one whose history was edited, are refused and left as they are")
    void knowsItsSchema() throws Exception {
        open().close();
        raw("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'");
        assertEquals(
                StoreRefused.Reason.SCHEMA,
                assertThrows(StoreRefused.class, this::open).reason());
        raw("UPDATE flyway_schema_history SET checksum = checksum - 1 WHERE version = '1'");
        open().close();
        raw("INSERT INTO flyway_schema_history SELECT installed_rank + 10, '99', description, type, 'V99__x.sql',"
                + " checksum, installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                + " WHERE version = '1'");
        assertEquals(
                StoreRefused.Reason.SCHEMA,
                assertThrows(StoreRefused.class, this::open).reason());
    }

    @Test
    @DisplayName("F-47: a database that takes no row is refused at the start, before anyone is served without books")
    void takesRows() throws Exception {
        open().close();
        raw("CREATE TRIGGER no_change BEFORE UPDATE ON ledger_position BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertEquals(
                StoreRefused.Reason.FAILED,
                assertThrows(StoreRefused.class, this::open).reason());
        raw("DROP TRIGGER no_change");
        open().close();
    }

    @Test
    @DisplayName("F-47: a database that may only be read is refused as a matter of permissions, with the remedy")
    void isWritable() throws Exception {
        open().close();
        Path database = folder.resolve("data/pontage.db");
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + database)) {
            SQLException thrown = assertThrows(SQLException.class, () -> SqliteStore.requireWritable(connection));
            StoreRefused refused = StoreRefused.of(database, thrown);
            assertEquals(StoreRefused.Reason.NOT_OURS, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).contains("chown"), refused.getMessage());
            assertEquals(1, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"data/pontage.db", "data"})
    @DisplayName("F-47: a file or directory that this user may not write is refused at the start")
    void readOnly(String place) throws Exception {
        open().close();
        assumeFalse(System.getProperty("user.name", "").equals("root"), "root may write everything");
        Files.setPosixFilePermissions(folder.resolve(place), PosixFilePermissions.fromString("r-x------"));
        IOException refused = assertThrows(IOException.class, this::open);
        Files.setPosixFilePermissions(folder.resolve(place), PosixFilePermissions.fromString("rwx------"));
        if (refused instanceof StoreRefused of) {
            assertEquals(StoreRefused.Reason.NOT_OURS, of.reason());
        } else {
            assertInstanceOf(AccessDeniedException.class, refused);
        }
    }

    @Test
    @DisplayName("S0.40: what a killed process has unpacked is removed at the next start, and nothing else")
    void leftovers() throws IOException {
        open().close();
        Path unpacked = folder.resolve("data/sqlite-3.53.0-0a1b-libsqlitejdbc.so");
        Path mark = folder.resolve("data/sqlite-3.53.0-0a1b-libsqlitejdbc.so.lck");
        Path other = folder.resolve("data/sqlite-notes.txt");
        for (Path file : List.of(unpacked, mark, other)) {
            Files.createFile(file);
        }
        open().close();
        assertFalse(Files.exists(unpacked));
        assertFalse(Files.exists(mark));
        assertTrue(Files.exists(other));
        assertTrue(Files.exists(folder.resolve("data/pontage.db")));
    }

    @Test
    @DisplayName("S0.40: a process that has the directory keeps what it has unpacked")
    void leftoversOfTheLiving() throws IOException {
        try (SqliteStore store = open()) {
            Path unpacked = folder.resolve("data/sqlite-3.53.0-0a1b-libsqlitejdbc.so");
            Files.createFile(unpacked);
            assertThrows(StoreRefused.class, this::open);
            assertTrue(Files.exists(unpacked));
            assertEquals(0, store.lag().rows());
        }
    }

    @Test
    @DisplayName("A keyset that others may read is a matter of permissions, not of missing secrets")
    void keysetOfOthers() throws IOException {
        try (SqliteStore store = open()) {
            store.sealing(secrets(), new SecureRandom());
            Files.setPosixFilePermissions(
                    folder.resolve("secrets/keyset"), PosixFilePermissions.fromString("rw-r--r--"));
            StoreRefused refused = assertThrows(StoreRefused.class, () -> store.sealing(secrets(), new SecureRandom()));
            assertEquals(StoreRefused.Reason.NOT_OURS, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).contains("chmod"), refused.getMessage());
        }
    }

    @Test
    @DisplayName("A file that is no database is refused in one line")
    void isADatabase() throws IOException {
        open().close();
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(folder.resolve("data/pontage.db" + suffix));
        }
        Files.writeString(folder.resolve("data/pontage.db"), "no database ".repeat(1_000));
        StoreRefused refused = assertThrows(StoreRefused.class, this::open);
        assertEquals(1, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
    }

    private SqliteStore open() throws IOException {
        return SqliteStore.open(folder.resolve("data"), StoreLimits.DEFAULT, Ticker.SYSTEM);
    }

    private SecretFiles secrets() throws IOException {
        return SecretFiles.open(folder.resolve("secrets"));
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
