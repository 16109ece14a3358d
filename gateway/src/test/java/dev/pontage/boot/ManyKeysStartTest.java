package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.pontage.resource.Yaml;
import dev.pontage.testkit.Eventually;
import dev.pontage.testkit.wire.RawClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway with 100,000 keys in -f")
final class ManyKeysStartTest {
    private static final int KEYS = 100_000;

    /** More than an overlay holds, so that the base is built anew. */
    private static final int CHANGED = 2_000;

    private static final long MAX_START_CPU_MILLIS = 15_000;
    private static final long MAX_BYTES_PER_KEY = 600;

    /** Of work: what a pause lasts where nothing else runs, since one thread collects. */
    private static final long MAX_COLLECTION_MILLIS = 200;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A line such as {@code [12.345s] GC(7) User=0.05s Sys=0.00s Real=0.06s}. */
    private static final Pattern COLLECTION =
            Pattern.compile("\\[([0-9.]+)s].* User=([0-9.]+)s Sys=([0-9.]+)s Real=[0-9.]+s");

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "starts within 15 s of work, holds a key in 600 bytes of heap, and stands still for less than 200 ms of work when the keys are put together anew")
    void wholeStart() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("..", "jvm.options").toAbsolutePath(),
                        "-Xlog:gc+cpu:file=" + folder.resolve("gc.log") + ":uptime",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Measured.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        Map<String, Long> figures = new TreeMap<>();
        try {
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("=", 2))
                    .forEach(figure -> figures.put(figure[0], Long.valueOf(figure[1])));
            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        long collectionMillis =
                longestCollectionMillis(figure(figures, "rebuildFromMillis"), figure(figures, "rebuildToMillis"));
        System.out.println("100,000 keys in -f: " + figures + ", longest collection " + collectionMillis);
        assertTrue(figure(figures, "firstStartCpuMillis") < MAX_START_CPU_MILLIS, figures.toString());
        assertTrue(figure(figures, "laterStartCpuMillis") < MAX_START_CPU_MILLIS, figures.toString());
        assertTrue(figure(figures, "bytesPerKey") <= MAX_BYTES_PER_KEY, figures.toString());
        assertTrue(collectionMillis <= MAX_COLLECTION_MILLIS, collectionMillis + " ms");
    }

    private static long figure(Map<String, Long> figures, String name) {
        return figures.getOrDefault(name, Long.MAX_VALUE);
    }

    private long longestCollectionMillis(long from, long to) throws IOException {
        long longest = -1;
        for (String line : Files.readAllLines(folder.resolve("gc.log"))) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.matches() && millis(collection.group(1)) >= from && millis(collection.group(1)) <= to) {
                longest = Math.max(longest, millis(collection.group(2)) + millis(collection.group(3)));
            }
        }
        assertTrue(longest >= 0, "no collection was seen");
        return longest;
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1_000);
    }

    /** The process that is measured, alone in its heap. */
    static final class Measured {
        private Measured() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            // A start without keys first: its classes and threads are not what a key costs.
            TestHouse none = new TestHouse(Files.createDirectories(folder.resolve("none")));
            var _ = none.start().stop();
            TestHouse house = new TestHouse(Files.createDirectories(folder.resolve("many")));
            house.configure(text("a"));
            long bytesBefore = liveBytes();
            long cpu = cpuMillis();
            Running running = house.start();
            print("firstStartCpuMillis", cpuMillis() - cpu);
            print("bytesPerKey", (liveBytes() - bytesBefore) / KEYS);
            rebuild(house, running);
            var _ = running.stop();
            cpu = cpuMillis();
            running = house.start();
            print("laterStartCpuMillis", cpuMillis() - cpu);
            var _ = running.stop();
            System.exit(0);
        }

        /** Calls all the time while the file changes in more keys than an overlay holds. */
        private static void rebuild(TestHouse house, Running running) {
            AtomicBoolean enough = new AtomicBoolean();
            AtomicLong longest = new AtomicLong();
            Thread calls = Thread.ofPlatform().start(() -> {
                try (RawClient client = RawClient.connect(running.address().port())) {
                    while (!enough.get()) {
                        long began = System.nanoTime();
                        client.get("/healthz").readResponse();
                        longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                    }
                }
            });
            house.configure(text("b"));
            print("rebuildFromMillis", ManagementFactory.getRuntimeMXBean().getUptime());
            long before = running.configurationVersion();
            running.reloadSoon();
            Eventually.poll("the reload", () -> running.configurationVersion() > before, PATIENCE);
            print("rebuildToMillis", ManagementFactory.getRuntimeMXBean().getUptime());
            enough.set(true);
            try {
                calls.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            print("longestAnswerMillis", TimeUnit.NANOSECONDS.toMillis(longest.get()));
        }

        private static String text(String round) {
            StringBuilder text = new StringBuilder();
            for (int account = 0; account < 100; account++) {
                text.append(Yaml.account("team-" + account)).append("---\n");
            }
            for (int key = 0; key < KEYS; key++) {
                String value = "secret-value-of-the-key-with-number-" + key + (key < CHANGED ? round : "");
                text.append(Yaml.document(
                                "Key",
                                "team-" + key % 100 + "-app-" + key,
                                "{account: team-" + key % 100 + ", value: " + value
                                        + ", budgets: [{usd: \"5.00\", period: day}]}"))
                        .append("---\n");
            }
            return text.toString();
        }

        private static void print(String name, long figure) {
            System.out.println(name + "=" + figure);
        }

        private static long cpuMillis() {
            return TimeUnit.NANOSECONDS.toMillis(
                    ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
        }

        private static long liveBytes() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
