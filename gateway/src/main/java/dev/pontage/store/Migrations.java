package dev.pontage.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The shipped migrations, and what can be done about them without {@link Migrator} and with it Flyway, which takes most
 * of a second to load (docs/decisions/0003-data-access.md): see that a database has them all, and give them to an empty
 * SQLite file. Whatever lies between, Flyway does.
 */
final class Migrations {
    static final String ROOT = "db/migration/";
    static final String COMMON = "common";

    /** Every shipped file; a test compares these lists with what Flyway found. */
    private static final List<String> COMMON_FILES = List.of("V1__deployment_resources_keys_books.sql");

    private static final List<String> OWN_FILES = List.of("V1_1__months.sql");

    private Migrations() {}

    /** Whether exactly the shipped migrations were applied. */
    static boolean areApplied(Connection connection, DatabaseKind kind) throws SQLException, IOException {
        List<String> applied = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(Sql.HISTORY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!rows.getBoolean(3)) {
                    return false;
                }
                applied.add(rows.getString(1) + " " + rows.getInt(2));
            }
        }
        return applied.equals(shipped(kind).stream()
                .map(script -> script.version() + " " + script.checksum())
                .toList());
    }

    /**
     * Runs all of them on an SQLite file without any table, and notes them as Flyway would, so that Flyway goes on from
     * there. One transaction: a file that was not finished is as empty as before.
     */
    static void applyToEmptySqlite(Connection connection) throws SQLException, IOException {
        List<Script> scripts = shipped(DatabaseKind.SQLITE);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(Sql.SQLITE_HISTORY_TABLE);
            statement.executeUpdate(Sql.SQLITE_HISTORY_INDEX);
            for (int i = 0; i < scripts.size(); i++) {
                statement.executeUpdate(scripts.get(i).text()); // this driver runs all the statements of a text
                note(connection, i + 1, scripts.get(i));
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private static void note(Connection connection, int rank, Script script) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(Sql.SQLITE_ADD_HISTORY)) {
            note.setInt(1, rank);
            note.setString(2, script.version());
            note.setString(3, script.description());
            note.setString(4, script.file());
            note.setInt(5, script.checksum());
            note.executeUpdate();
        }
    }

    /** In the order in which Flyway applies them. */
    private static List<Script> shipped(DatabaseKind kind) throws IOException {
        List<Script> shipped = new ArrayList<>();
        for (String file : COMMON_FILES) {
            shipped.add(read(COMMON, file));
        }
        for (String file : OWN_FILES) {
            shipped.add(read(kind.folder(), file));
        }
        shipped.sort(null);
        return shipped;
    }

    private static Script read(String folder, String file) throws IOException {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(ROOT + folder + "/" + file)) {
            if (in == null) {
                throw new IOException("not shipped: " + folder + "/" + file);
            }
            return new Script(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A shipped file, {@code V1_1__some_words.sql}. */
    private record Script(String file, String text) implements Comparable<Script> {
        String version() {
            return file.substring(1, file.indexOf("__")).replace('_', '.');
        }

        String description() {
            return file.substring(file.indexOf("__") + 2, file.lastIndexOf('.')).replace('_', ' ');
        }

        /** The CRC-32 of the lines without their ends, as Flyway counts it. */
        int checksum() {
            CRC32 crc = new CRC32();
            text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) crc.getValue();
        }

        @Override
        public int compareTo(Script other) {
            return Arrays.compare(parts(), other.parts());
        }

        private int[] parts() {
            return Arrays.stream(version().split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }
}
