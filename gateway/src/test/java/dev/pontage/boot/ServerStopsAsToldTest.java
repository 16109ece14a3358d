package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.resource.Yaml;
import dev.pontage.store.SqliteStore;
import dev.pontage.store.StoreLimits;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.SseEvent;
import dev.pontage.testkit.wire.SseReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F-41: the process")
final class ServerStopsAsToldTest {
    private static final String KEY = "a-given-key-of-thirty-two-characters";
    private static final String NEW_KEY = "another-given-key-of-some-characters";
    private static final String EVENT =
            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";
    private static final String LAST = "data: {\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":"
            + "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\ndata: [DONE]\n\n";

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final TestHouse house;

    ServerStopsAsToldTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    @DisplayName(
            "F-41 pain 29: at SIGTERM takes no more, lets streams end, cuts those that do not, writes all and exits with 0")
    void openStreams() throws Exception {
        upstream.answer(
                Answer.events(EVENT).gate("short").write(LAST),
                Answer.events(EVENT).hang(),
                Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));
        house.configure(documents(KEY));
        Process process = start(3_000);
        int port = port(process);
        try (RawClient ends = RawClient.connect(port);
                RawClient hangs = RawClient.connect(port);
                RawClient sends = RawClient.connect(port);
                RawClient idle = RawClient.connect(port)) {
            SseReader ending = stream(ends);
            assertTrue(ending.nextMeaning().isPresent());
            SseReader hanging = stream(hangs);
            assertTrue(hanging.nextMeaning().isPresent());
            byte[] late = sends.message(
                    "POST",
                    "/v1/chat/completions",
                    TestHouse.body("m", "Hi", false).getBytes(StandardCharsets.UTF_8),
                    "authorization: Bearer " + KEY);
            sends.send(Arrays.copyOf(late, late.length - 1));
            assertEquals(200, idle.get("/readyz").readResponse().status());

            process.destroy(); // SIGTERM
            assertEquals(RawResponse.End.WHOLE, idle.readToEnd().end(), "nothing runs on it");
            Eventually.poll("no new connection", () -> refuses(port));
            upstream.release("short");
            List<SseEvent> rest = ending.toEnd();
            assertEquals("[DONE]", rest.getLast().data());
            sends.send(Arrays.copyOfRange(late, late.length - 1, late.length));
            assertEquals(200, sends.readResponse().status(), "what was begun before the stop is served");
            List<SseEvent> broken = hanging.toEnd();
            assertTrue(broken.stream().noneMatch(event -> event.data().equals("[DONE]")), broken.toString());
            assertTrue(broken.getLast().data().contains("\"error\""), broken.toString());
            assertTrue(process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(ExitCode.STOPPED.number(), process.exitValue());
        assertTrue(log().contains("\"event\":\"stopped\""), log());
        List<Outcome> outcomes = outcomes();
        assertEquals(3, outcomes.size(), outcomes.toString());
        assertEquals(2, outcomes.stream().filter(Outcome.SERVED::equals).count(), outcomes.toString());
        assertTrue(outcomes.contains(Outcome.CUT), outcomes.toString());
    }

    @Test
    @DisplayName("F-51: at SIGHUP looks at its files at once, and lives on")
    void hangUp() throws Exception {
        house.configure(documents(KEY));
        upstream.otherwise(Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));
        Process process = start(100);
        try {
            int port = port(process);
            assertEquals(200, TestHouse.chat(port, KEY, "m", "Hi").status());
            assertEquals(401, TestHouse.chat(port, NEW_KEY, "m", "Hi").status());
            house.configure(documents(NEW_KEY));
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                            .start()
                            .waitFor());
            Eventually.poll(
                    "the new key",
                    () -> TestHouse.chat(port, NEW_KEY, "m", "Hi").status() == 200);
            assertEquals(401, TestHouse.chat(port, KEY, "m", "Hi").status());
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("waits for books that cannot be written no longer than it may, says what is missing and exits with 1")
    void stuckBooks() throws Exception {
        Running running = servedOnce(house.settings().flushMillis(200));
        try (Connection other = database();
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            assertEquals(ExitCode.FAILED, running.stop());
            assertTrue(house.log().contains("\"event\":\"books_not_written\""), house.log());
            assertTrue(house.log().contains("\"rows\":\"1\""), house.log());
            assertTrue(house.log().contains("not within 200 ms, it does not answer"), house.log());
        }
        awaitCloser(List::isEmpty);
    }

    @Test
    @DisplayName("tries to write the books for as long as it may, and exits with 0 when it works")
    void booksThatAreLate() throws Exception {
        Running running = servedOnce(house.settings().flushMillis(10_000));
        try (Connection other = database();
                Statement away = other.createStatement()) {
            away.execute("ALTER TABLE usage_day RENAME TO away");
            CompletableFuture<ExitCode> stopped = CompletableFuture.supplyAsync(running::stop);
            awaitCloser(stack -> stack.toString().contains("CountDownLatch"));
            away.execute("ALTER TABLE away RENAME TO usage_day");
            assertEquals(ExitCode.STOPPED, stopped.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        assertEquals(List.of(Outcome.SERVED), outcomes());
    }

    private Running servedOnce(StartSettings.Builder settings) {
        house.configure(documents(KEY));
        upstream.otherwise(Answer.json(200, "{\"object\":\"chat.completion\",\"choices\":[{}]}"));
        Running running = house.start(settings.files(List.of(house.file()))
                .usageBatchMillis(3_600_000)
                .build());
        assertEquals(200, TestHouse.chat(running, KEY, "m").status());
        return running;
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + house.data().resolve("pontage.db"));
    }

    /** Waits until the thread that writes the books at a stop is where it should be; its stack is empty at its end. */
    private static void awaitCloser(Predicate<List<StackTraceElement>> there) {
        Eventually.poll("the books' closer", () -> {
            List<StackTraceElement> stack = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().equals("close-books"))
                    .flatMap(thread -> Arrays.stream(thread.getValue()))
                    .toList();
            return there.test(stack);
        });
    }

    private List<Outcome> outcomes() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (SqliteStore store = SqliteStore.open(house.data(), StoreLimits.DEFAULT, Ticker.SYSTEM)) {
            for (LedgerEntry entry : store.ledger().after(0, 100)) {
                outcomes.add(entry.receipt().outcome());
            }
        }
        return outcomes;
    }

    private static SseReader stream(RawClient client) {
        client.post("/v1/chat/completions", TestHouse.body("m", "Hi", true), "authorization: Bearer " + KEY);
        return client.events(client.readHead());
    }

    private String documents(String key) {
        return Yaml.documents(
                Yaml.document(
                        "Provider",
                        "up",
                        "{dialect: openai, baseUrl: \"" + upstream.baseUrl()
                                + "/v1\", credentials: [{name: main, apiKey: sk-up}], models: [m]}"),
                Yaml.account("team"),
                Yaml.document("PriceBook", "usd", "{models: {m: {input: \"1.00\", output: \"1.00\"}}}"),
                Yaml.key("app", "team", key));
    }

    private static boolean refuses(int port) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !client.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    private Process start(long drainMillis) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gateway.class.getName(),
                        house.folder().toString(),
                        Long.toString(drainMillis))
                .redirectError(errors().toFile())
                .start();
    }

    private Path errors() {
        return house.folder().resolve("log");
    }

    private String log() throws IOException {
        return Files.readString(errors());
    }

    private static int port(Process process) throws IOException {
        BufferedReader banner =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = banner.readLine(); line != null; line = banner.readLine()) {
            if (line.contains("OpenAI API")) {
                return URI.create(line.strip().split("\\s+")[2]).getPort();
            }
        }
        throw new AssertionError("it ended without a banner");
    }

    /** The process: as {@code serve} does it, but that it never looks at its files by itself. */
    static final class Gateway {
        private Gateway() {}

        public static void main(String[] arguments) throws StartRefused {
            TestHouse house = new TestHouse(Path.of(arguments[0]));
            StartSettings settings = house.settings()
                    .drainMillis(Long.parseLong(arguments[1]))
                    .usageBatchMillis(3_600_000)
                    .build();
            System.exit(new Server(settings, System.out, System.err).run().number());
        }
    }
}
