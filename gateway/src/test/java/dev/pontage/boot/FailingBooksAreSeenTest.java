package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Handler;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of books that the database refuses. */
final class FailingBooksAreSeenTest {
    private static final Pattern METRICS = Pattern.compile("http://[0-9.:]+/metrics");

    @TempDir
    Path folder;

    @Test
    @DisplayName("F-47: a gateway whose books cannot be written is not ready, and is ready again when they can")
    void readiness() {
        Health health = new Health();
        AtomicBoolean well = new AtomicBoolean(true);
        Handler readiness = health.readiness(well::get);
        assertEquals(503, status(readiness));
        health.ready();
        assertEquals(200, status(readiness));
        well.set(false);
        assertEquals(503, status(readiness));
        well.set(true);
        assertEquals(200, status(readiness));
        health.draining();
        assertEquals(503, status(readiness));
    }

    @Test
    @DisplayName(
            "A receipt that the database refuses is one error in the log, one in the metrics, and holds up no other")
    void refusedReceipt() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Running running = Running.start(
                StartSettings.defaults()
                        .listen(new Address("127.0.0.1", 0))
                        .metrics(new Address("127.0.0.1", 0))
                        .data(folder.resolve("data"))
                        .secrets(folder.resolve("secrets"))
                        .environmentProviders(false)
                        .probeLocalServers(false)
                        .secretsToFiles(true)
                        .drainMillis(0)
                        .build(),
                log);
        try (RawClient client = RawClient.connect(running.address().port())) {
            String key = Files.readString(folder.resolve("secrets/first-key")).strip();
            String first = call(client, key);
            running.flush();
            refuseOnce();
            String refused = call(client, key);
            running.flush();
            String last = call(client, key);
            running.flush();

            Eventually.poll(
                    "the log line", () -> log.toString(StandardCharsets.UTF_8).contains("receipt_refused"));
            String line = log.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(each -> each.contains("receipt_refused"))
                    .reduce((one, other) -> one + other)
                    .orElseThrow();
            assertTrue(line.contains("\"level\":\"error\"") && line.contains(refused), line);
            String metrics = metrics(running);
            assertTrue(metrics.contains("pontage_ledger_refused_receipts 1.0"), metrics);
            assertEquals(first + "\n" + last + "\n", usageIds());
            assertEquals(200, client.get("/readyz").readResponse().status());
        } finally {
            assertEquals(ExitCode.STOPPED, running.stop());
        }
    }

    private static int status(Handler handler) {
        return handler.action()
                .apply(new Handler.Request("", Headers.NONE, new byte[0]))
                .status();
    }

    private static String call(RawClient client, String key) {
        RawResponse answer = client.post(
                        "/v1/chat/completions",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"/slow 0 Hi\"}]}",
                        "authorization: Bearer " + key)
                .readResponse();
        assertEquals(200, answer.status(), answer.text());
        return answer.header("x-request-id").orElseThrow();
    }

    private static String metrics(Running running) {
        Matcher url = METRICS.matcher(running.banner());
        assertTrue(url.find(), running.banner());
        URI address = URI.create(url.group());
        try (RawClient operator = RawClient.connect(address.getPort())) {
            return operator.get(address.getPath()).readResponse().text();
        }
    }

    /** The next usage row breaks a constraint; those after it do not. */
    private void refuseOnce() throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            String month;
            try (ResultSet names = statement.executeQuery("SELECT name FROM usage_month")) {
                assertTrue(names.next());
                month = names.getString(1);
            }
            statement.execute("CREATE TRIGGER once BEFORE INSERT ON " + month + " WHEN NEW.seq = 2 AND NOT EXISTS"
                    + " (SELECT 1 FROM refused_receipt) BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        }
    }

    private String usageIds() throws SQLException {
        StringBuilder ids = new StringBuilder();
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            String month;
            try (ResultSet names = statement.executeQuery("SELECT name FROM usage_month")) {
                assertTrue(names.next());
                month = names.getString(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT id FROM " + month + " ORDER BY seq")) {
                while (rows.next()) {
                    ids.append(rows.getString(1)).append('\n');
                }
            }
        }
        return ids.toString();
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/pontage.db"));
    }
}
