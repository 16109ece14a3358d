package dev.pontage.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers that tests share: each is started when first asked for and stopped when the JVM ends; each call gives an
 * empty database. They keep nothing and sync nothing to disk: for crashes of a database write a test of its own.
 */
public final class Databases {
    /** Everything on disk lies here, below the module that runs the tests; {@code mvn clean} removes it. */
    static final Path HOME = Path.of("target", "databases").toAbsolutePath();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

    /** A new, empty PostgreSQL database. */
    public static Database postgres() {
        return created(
                PostgresServer.shared().database(nextName()),
                PostgresServer.shared().database("postgres"));
    }

    /** A new, empty MariaDB database. */
    public static Database mariadb() {
        return created(
                MariaDbServer.shared().database(nextName()),
                MariaDbServer.shared().database("mysql"));
    }

    /** An emptied logical Redis database; the sixteenth asked for takes the place of the first. */
    public static Redis redis() {
        return RedisServers.shared().emptied(NUMBER.getAndIncrement() % RedisServers.LOGICAL_DATABASES);
    }

    /** A Redis server of its own, for tests that stop it or fill it; the caller closes it. */
    public static Redis.Own ownRedis() {
        try {
            return RedisServers.own();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String nextName() {
        return "test_" + NUMBER.getAndIncrement();
    }

    private static Database created(Database asked, Database existing) {
        try (Connection connection = existing.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE DATABASE " + asked.name());
            return asked;
        } catch (SQLException failed) {
            throw new IllegalStateException("no database " + asked.name(), failed);
        }
    }
}
