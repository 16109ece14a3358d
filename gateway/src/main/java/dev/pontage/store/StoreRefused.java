package dev.pontage.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** The store cannot be used; the message is one line for the operator, with the remedy. */
public final class StoreRefused extends IOException {
    private static final long serialVersionUID = 1L;

    /** SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN and SQLITE_AUTH. */
    private static final Set<Integer> ACCESS = Set.of(3, 8, 14, 23);

    /** An extended code of SQLite has its primary one in its lowest byte. */
    private static final int PRIMARY_CODE = 0xFF;

    private final Reason reason;

    StoreRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What a database's refusal at start means: most often its file may not be written. */
    static StoreRefused of(Path database, SQLException e) {
        String told = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (ACCESS.contains(e.getErrorCode() & PRIMARY_CODE)) {
            return new StoreRefused(
                    Reason.NOT_OURS,
                    database + " cannot be written (" + told + "); give it and its directory to the user who runs this,"
                            + " with chown and chmod u+rwX",
                    e);
        }
        return new StoreRefused(Reason.FAILED, "cannot use " + database + ": " + told, e);
    }

    public Reason reason() {
        return reason;
    }

    /** Why; each has an exit code of its own. */
    public enum Reason {
        /** Another process has the data directory. */
        LOCKED,
        /** Data or secrets belong to someone else, may be used by others, or may not be written. */
        NOT_OURS,
        /** The database was written by a newer program, or changed by hand. */
        SCHEMA,
        /** There is data and no note of the secrets that it was made with, or not these secrets. */
        SECRETS,
        /** The database or its disk failed. */
        FAILED
    }
}
