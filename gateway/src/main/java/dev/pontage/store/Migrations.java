package dev.pontage.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The shipped migrations, and whether a database has them.
 *
 * <p>Where it has, {@link Migrator} and with it Flyway are not even loaded: comparing Flyway's history with the shipped
 * files by version and checksum costs milliseconds (docs/decisions/0003-data-access.md).
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
        List<Applied> applied = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(Sql.HISTORY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!rows.getBoolean(3)) {
                    return false;
                }
                applied.add(new Applied(rows.getString(1), rows.getInt(2)));
            }
        }
        return applied.equals(shipped(kind));
    }

    private static List<Applied> shipped(DatabaseKind kind) throws IOException {
        List<Applied> shipped = new ArrayList<>();
        for (String file : COMMON_FILES) {
            shipped.add(read(COMMON, file));
        }
        for (String file : OWN_FILES) {
            shipped.add(read(kind.folder(), file));
        }
        shipped.sort(null);
        return shipped;
    }

    private static Applied read(String folder, String file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(ROOT + folder + "/" + file)) {
            if (in == null) {
                throw new IOException("not shipped: " + folder + "/" + file);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Applied(file.substring(1, file.indexOf("__")).replace('_', '.'), (int) crc.getValue());
    }

    /** A line of the history. {@code checksum} is the CRC-32 of the lines without their ends, as Flyway counts it. */
    private record Applied(String version, int checksum) implements Comparable<Applied> {
        @Override
        public int compareTo(Applied other) {
            return Arrays.compare(parts(version), parts(other.version));
        }

        private static int[] parts(String version) {
            return Arrays.stream(version.split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }
}
