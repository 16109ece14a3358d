package dev.pontage.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.account.KeyHash;
import dev.pontage.price.PriceBook;
import dev.pontage.resource.Change;
import dev.pontage.resource.Desk;
import dev.pontage.resource.PlannedChange;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resources;
import dev.pontage.resource.Yaml;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("100,000 keys in -f")
class ManyKeysTest {
    private static final int KEYS = 100_000;
    private static final int MAX_BYTES_PER_KEY = 600;
    private static final long MAX_START_MILLIS = 15_000;

    private final Desk desk = new Desk();

    @Test
    @DisplayName("are read, judged, entered and compiled within 15 s of work; afterwards one changed key is one row")
    void startAndReload() throws IOException {
        String text = text("secret-of-the-last-one");
        long began = cpuNanos();
        PlannedChange.Ready ready = desk.apply(text);
        long planned = cpuNanos();
        assertEquals(KEYS + 100, ready.counts().added());
        Compiler compiler = compiler();
        Snapshot snapshot = compiler.compile(desk.resources);
        long compiled = cpuNanos();
        assertEquals(KEYS, snapshot.keys().size());

        String changed = text("another-secret-of-the-last-one");
        long reloading = cpuNanos();
        PlannedChange.Ready second = desk.apply(changed);
        Snapshot next = compiler.apply(second.change());
        long reloaded = cpuNanos();
        System.out.printf(
                "%,d keys, processor time: plan %d ms, compile %d ms, reload with one changed %d ms%n",
                KEYS, millis(planned - began), millis(compiled - planned), millis(reloaded - reloading));
        assertEquals(new PlannedChange.Counts(KEYS + 99, 0, 1, 0), second.counts());
        assertEquals(2, next.keys().overlaySize());
        assertTrue(millis(compiled - began) < MAX_START_MILLIS);
    }

    @Test
    @DisplayName("take at most 600 bytes of heap each")
    void heap() throws IOException {
        desk.apply(text("secret-of-the-last-one"));
        Compiler compiler = compiler();
        long before = liveBytes();
        Snapshot snapshot = compiler.compile(likeADatabase(desk.resources));
        long bytesPerKey = (liveBytes() - before) / snapshot.keys().size();
        System.out.printf("%,d keys: %d bytes of heap each%n", snapshot.keys().size(), bytesPerKey);
        assertTrue(bytesPerKey <= MAX_BYTES_PER_KEY, bytesPerKey + " bytes");
    }

    private Compiler compiler() {
        return new Compiler(desk.specs, desk, new ProviderCompiler(desk, desk), PriceBook.EMPTY, BuiltIn.NOTHING, "");
    }

    /** Rows that nobody else holds, so that all a snapshot keeps of them is its own. */
    private static Resources likeADatabase(Resources rows) {
        return new Resources() {
            @Override
            public void load(Consumer<Resource> each) throws IOException {
                rows.load(row -> each.accept(row instanceof Resource.OfKey key ? copyOf(key) : row));
            }

            @Override
            public void apply(Change change) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static Resource copyOf(Resource.OfKey key) {
        Resource.Head head = key.head();
        return new Resource.OfKey(
                new Resource.Head(
                        head.kind(),
                        copy(head.id()),
                        copy(head.name()),
                        head.owner(),
                        head.hash(),
                        head.version(),
                        head.removed()),
                copy(key.spec()),
                copy(key.account()),
                KeyHash.of(key.hash().bytes()),
                copy(key.lastFour()));
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }

    /** A hundred accounts and the keys that act for them. */
    private static String text(String lastValue) {
        StringBuilder text = new StringBuilder();
        for (int account = 0; account < 100; account++) {
            text.append(Yaml.account("team-" + account)).append("---\n");
        }
        for (int key = 0; key < KEYS; key++) {
            String value = key == KEYS - 1 ? lastValue : "secret-value-of-the-key-with-number-" + key;
            text.append(Yaml.document(
                            "Key",
                            "team-" + key % 100 + "-app-" + key,
                            "{account: team-" + key % 100 + ", value: " + value
                                    + ", budgets: [{usd: \"5.00\", period: day}]}"))
                    .append("---\n");
        }
        return text.toString();
    }

    private static long liveBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What this thread worked, so that a busy machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
