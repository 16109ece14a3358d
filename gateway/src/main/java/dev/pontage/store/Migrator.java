package dev.pontage.store;

import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema of this program with Flyway; a class of its own, so that Flyway loads with it. */
final class Migrator {
    /** Held, or its level would be forgotten: Flyway tells the log of every step, and a start is not news. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Migrator() {}

    /**
     * Applies what is missing.
     *
     * @throws StoreRefused if the database is newer than this program, or was changed by hand
     */
    static void apply(DataSource database, DatabaseKind kind) throws StoreRefused {
        FLYWAY.setLevel(Level.WARNING);
        try {
            Flyway.configure(Migrator.class.getClassLoader())
                    .dataSource(database)
                    .locations(
                            "classpath:" + Migrations.ROOT + Migrations.COMMON,
                            "classpath:" + Migrations.ROOT + kind.folder())
                    .cleanDisabled(true)
                    .ignoreMigrationPatterns(new String[0]) // by default it would take a newer schema for its own
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreRefused(
                    StoreRefused.Reason.SCHEMA,
                    "the database does not fit this version of the program; restore a backup or use the version that"
                            + " wrote it (" + firstLine(e) + ")",
                    e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
