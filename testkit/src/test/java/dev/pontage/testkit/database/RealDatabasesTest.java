package dev.pontage.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each test gets an empty database of a real server")
final class RealDatabasesTest {
    @Test
    @DisplayName("PostgreSQL")
    void postgres() throws SQLException {
        long began = System.nanoTime();
        keepsApart(Databases.postgres(), Databases.postgres());
        report("PostgreSQL", began);
    }

    @Test
    @DisplayName("MariaDB")
    void mariadb() throws SQLException {
        long began = System.nanoTime();
        keepsApart(Databases.mariadb(), Databases.mariadb());
        report("MariaDB", began);
    }

    @Test
    @DisplayName("Redis, shared and of one's own")
    void redis() {
        long began = System.nanoTime();
        Redis one = Databases.redis();
        Redis two = Databases.redis();
        assertNotEquals(one.database(), two.database());
        assertEquals("+OK", one.command("SET", "a", "1"));
        assertEquals("$-1", two.command("GET", "a"));
        for (int i = 0; i < RedisServers.LOGICAL_DATABASES - 2; i++) {
            Redis _ = Databases.redis();
        }
        assertEquals("$-1", Databases.redis().command("GET", "a"), "the first comes round again, emptied");
        report("Redis", began);
        try (Redis.Own own = Databases.ownRedis()) {
            assertEquals("+OK", own.redis().command("SET", "a", "1"));
            own.stop();
            assertThrows(UncheckedIOException.class, () -> own.redis().command("PING"));
            own.startAgain();
            assertEquals("$-1", own.redis().command("GET", "a"));
        }
    }

    private static void keepsApart(Database one, Database two) throws SQLException {
        assertNotEquals(one.name(), two.name());
        try (Connection first = one.connect();
                Connection second = two.connect();
                Statement a = first.createStatement();
                Statement b = second.createStatement()) {
            a.executeUpdate("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))");
            b.executeUpdate("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))");
            assertEquals(1, a.executeUpdate("INSERT INTO t VALUES (1, 'é')"));
            try (ResultSet none = b.executeQuery("SELECT COUNT(*) FROM t")) {
                none.next();
                assertEquals(0, none.getInt(1));
            }
            a.executeUpdate("DROP TABLE t");
        }
        try (Connection connection = one.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP DATABASE " + two.name());
        }
    }

    private static void report(String server, long began) {
        System.out.printf(
                "%s: %d ms from asking to the last statement%n", server, (System.nanoTime() - began) / 1_000_000);
    }
}
