package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.observe.Log;
import dev.pontage.observe.LogSink;
import dev.pontage.resource.Change;
import dev.pontage.resource.Desk;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resources;
import dev.pontage.resource.Yaml;
import dev.pontage.snapshot.BuiltIn;
import dev.pontage.snapshot.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F-51: a change that the store took comes into force at the next look")
final class StoredChangesTest {
    private static final String BEFORE = Yaml.documents(Yaml.provider("alpha"), Yaml.account("team"));
    private static final String AFTER =
            Yaml.documents(BEFORE, Yaml.provider("beta"), Yaml.document("Key", "made", "{account: team}"));

    private final Desk desk = new Desk();
    private final Unsure store = new Unsure(desk.resources);
    private final LogSink sink = new LogSink(new ByteArrayOutputStream(), 1 << 20, Ticker.SYSTEM);
    private final Map<String, Secret> kept = new HashMap<>();
    private final TestHouse house;
    private int ids;

    StoredChangesTest(@TempDir Path folder) {
        house = new TestHouse(folder);
    }

    private Control control;
    private Snapshots snapshots;

    @BeforeEach
    void start() throws StartRefused {
        house.configure(BEFORE);
        control = new Control(
                house.settings().build(),
                store,
                desk,
                () -> Integer.toHexString(++ids),
                BuiltIn.NOTHING,
                new CloudAccess(
                                house.settings().build(),
                                Pools.start(),
                                new SplittableRandom(1),
                                new Log(sink, Ticker.SYSTEM),
                                Ticker.SYSTEM)
                        .clouds(),
                new Log(sink, Ticker.SYSTEM),
                Ticker.SYSTEM);
        snapshots = new Snapshots(control.start(kept::put).snapshot());
        house.configure(AFTER);
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    @DisplayName("when it failed after the commit")
    void failsAfterTheCommit() {
        store.next = Unsure.Way.FAILS_AFTER_COMMIT;
        control.look(true, snapshots, kept::put);
        assertEquals(1, snapshots.current().providers().size());
        control.look(false, snapshots, kept::put);
        assertInForce();
    }

    @Test
    @DisplayName("when a bug came after the commit")
    void throwsAfterTheCommit() {
        store.next = Unsure.Way.THROWS_AFTER_COMMIT;
        assertThrows(IllegalStateException.class, () -> control.look(true, snapshots, kept::put));
        control.look(false, snapshots, kept::put);
        assertInForce();
    }

    @Test
    @DisplayName("when it did not answer in time and committed later")
    void commitsLater() {
        store.next = Unsure.Way.COMMITS_LATER;
        control.look(true, snapshots, kept::put);
        control.look(false, snapshots, kept::put);
        assertInForce();
    }

    @Test
    @DisplayName("when it did not take it at first")
    void takesItAtTheSecondTime() {
        store.next = Unsure.Way.FAILS;
        control.look(true, snapshots, kept::put);
        control.look(false, snapshots, kept::put);
        assertInForce();
    }

    private void assertInForce() {
        assertEquals(2, snapshots.current().providers().size());
        String value = kept.getOrDefault("made", new Secret("")).reveal();
        assertNotNull(
                snapshots.current().keys().get(desk.keyHash(value)), "the key that was kept is the one that works");
        long version = snapshots.current().version();
        control.look(false, snapshots, kept::put);
        assertEquals(version, snapshots.current().version(), "and then all is quiet");
    }

    /** A store that does not always say what became of a change. */
    private static final class Unsure implements Resources {
        private final Resources resources;
        private Way next = Way.TAKES;
        private Change late = new Change("", List.of(), List.of());

        /** What the next change meets. */
        enum Way {
            TAKES,
            FAILS,
            FAILS_AFTER_COMMIT,
            THROWS_AFTER_COMMIT,
            COMMITS_LATER
        }

        Unsure(Resources resources) {
            this.resources = resources;
        }

        @Override
        public void load(Consumer<Resource> each) throws IOException {
            if (!late.isEmpty()) {
                resources.apply(late);
                late = new Change("", List.of(), List.of());
            }
            resources.load(each);
        }

        @Override
        public void apply(Change change) throws IOException {
            Way way = next;
            next = Way.TAKES;
            switch (way) {
                case TAKES -> resources.apply(change);
                case FAILS -> throw new IOException("disk full");
                case FAILS_AFTER_COMMIT -> {
                    resources.apply(change);
                    throw new IOException("the connection was lost at the commit");
                }
                case THROWS_AFTER_COMMIT -> {
                    resources.apply(change);
                    throw new IllegalStateException("a bug");
                }
                case COMMITS_LATER -> {
                    late = change;
                    throw new IOException("the database did not answer within 60000 ms");
                }
            }
        }
    }
}
