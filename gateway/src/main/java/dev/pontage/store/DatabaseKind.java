package dev.pontage.store;

import java.sql.SQLException;
import java.util.Set;

/** The databases that migrations exist for. */
enum DatabaseKind {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql"),
    /** MySQL too. */
    MARIADB("mariadb");

    /** CONSTRAINT, MISMATCH and TOOBIG, see sqlite.org/rescode.html; the upper bits only say which constraint. */
    private static final Set<Integer> SQLITE_REFUSALS = Set.of(19, 20, 18);

    private final String folder;

    DatabaseKind(String folder) {
        this.folder = folder;
    }

    /** Its folder beside the common migrations. */
    String folder() {
        return folder;
    }

    /**
     * Whether it would refuse the same row at any time: a constraint or a value, not a full disk or a lost connection.
     */
    boolean refusesRow(SQLException e) {
        return switch (this) {
            case SQLITE -> SQLITE_REFUSALS.contains(e.getErrorCode() & 0xff);
            // SQL:2003 classes: data exception, integrity constraint violation.
            case POSTGRESQL, MARIADB ->
                e.getSQLState() != null
                        && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23"));
        };
    }

    /** What went wrong, without a value of any row: only SQLite's messages are known to name nothing but columns. */
    String reason(SQLException e) {
        return switch (this) {
            case SQLITE -> String.valueOf(e.getMessage());
            case POSTGRESQL, MARIADB -> "SQLSTATE " + e.getSQLState() + ", error " + e.getErrorCode();
        };
    }
}
