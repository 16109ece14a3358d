package dev.pontage.testkit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one PostgreSQL server of this JVM. */
final class PostgresServer {
    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer shared() {
        return Shared.SERVER;
    }

    Database database(String name) {
        return new Database(
                name,
                "127.0.0.1",
                server.getPort(),
                "postgres",
                "",
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name);
    }

    private static PostgresServer start() {
        try {
            // The library stops its server in a shutdown hook of its own.
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Databases.HOME.resolve("postgres").toFile())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "100")
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }
}
