package dev.pontage.testkit.database;

import dev.pontage.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;

/** Starts Redis: one server that all share, and servers that one test owns. */
final class RedisServers {
    static final int LOGICAL_DATABASES = 16;

    private final RedisServer server;
    private final int port;

    private RedisServers(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static RedisServers shared() {
        return Shared.SERVER;
    }

    Redis emptied(int database) {
        Redis redis = new Redis("127.0.0.1", port, database);
        String reply = redis.command("FLUSHDB");
        if (!reply.equals("+OK")) {
            throw new IllegalStateException("FLUSHDB said " + reply);
        }
        return redis;
    }

    static Redis.Own own() throws IOException {
        return new OwnServer(start());
    }

    private static RedisServers start() throws IOException {
        int port = Ports.free();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        return new RedisServers(server, port);
    }

    private void stop() {
        try {
            server.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static RedisServers startShared() {
        try {
            RedisServers started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "redis-stop"));
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record OwnServer(RedisServers server) implements Redis.Own {
        @Override
        public Redis redis() {
            return new Redis("127.0.0.1", server.port, 0);
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void startAgain() {
            try {
                server.server.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    private static final class Shared {
        private static final RedisServers SERVER = startShared();
    }
}
