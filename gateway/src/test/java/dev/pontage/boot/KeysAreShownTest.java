package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.resource.Yaml;
import dev.pontage.testkit.wire.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keys that a start makes")
final class KeysAreShownTest {
    private final TestHouse house;

    KeysAreShownTest(@TempDir Path folder) {
        house = new TestHouse(folder);
        house.configure(Yaml.documents(Yaml.account("team"), Yaml.document("Key", "team-app", "{account: team}")));
    }

    @ParameterizedTest(name = "secrets to files: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("are not lost when the port is taken: the next start says where they are, and they work")
    void portTaken(boolean toFiles) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartSettings onTakenPort = house.settings()
                    .secretsToFiles(toFiles)
                    .listen(new Address("127.0.0.1", taken.getLocalPort()))
                    .build();
            StartRefused refused = assertThrows(StartRefused.class, () -> Running.start(onTakenPort, house.logOut()));
            assertEquals(ExitCode.ADDRESS, refused.exitCode());
        }
        Running running = house.start(house.settings().secretsToFiles(toFiles).build());
        try {
            Path first = house.secrets().resolve("first-key");
            assertTrue(running.banner().contains("Bearer $(cat " + first + ")"), running.banner());
            assertTrue(running.banner().contains("1 in " + house.secrets().resolve("keys")), running.banner());
            running.bannerShown();
            assertServes(running, Files.readString(first).strip());
            assertServes(
                    running,
                    Files.readString(house.secrets().resolve("keys/team-app")).strip());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("stand in the banner of a terminal, and once it was shown in no file")
    void terminal() throws IOException {
        Running running = house.start(house.settings().secretsToFiles(false).build());
        try {
            String first = word(running.banner(), "First key ");
            String other = word(running.banner(), "key team-app: ");
            assertTrue(running.banner().contains("Bearer " + first + "\""), running.banner());
            assertServes(running, first);
            assertServes(running, other);
            running.bannerShown();
            assertFalse(Files.exists(house.secrets().resolve("first-key")));
            assertFalse(Files.exists(house.secrets().resolve("first-run")));
            assertFalse(Files.exists(house.secrets().resolve("keys/team-app")));
        } finally {
            var _ = running.stop();
        }
        Running again = house.start(house.settings().secretsToFiles(false).build());
        assertFalse(again.banner().contains("shown once"), again.banner());
        var _ = again.stop();
    }

    @Test
    @DisplayName("lie in files where there is no terminal; the banner has none of them")
    void files() throws IOException {
        Running running = house.start(house.settings().secretsToFiles(true).build());
        try {
            running.bannerShown();
            String first =
                    Files.readString(house.secrets().resolve("first-key")).strip();
            String other =
                    Files.readString(house.secrets().resolve("keys/team-app")).strip();
            assertServes(running, first);
            assertServes(running, other);
            assertFalse(running.banner().contains(first));
            assertFalse(running.banner().contains(other));
            assertTrue(running.banner().contains("key team-app: in "), running.banner());
            assertFalse(running.banner().contains("keys made earlier"), running.banner());
        } finally {
            var _ = running.stop();
        }
    }

    @Test
    @DisplayName("are not offered once they were removed: no banner shows a key that answers 401")
    void removed() throws IOException {
        var _ = house.start(house.settings().secretsToFiles(true).build()).stop();
        String own = Yaml.document("Key", "first", "{account: root}");
        house.configure(Yaml.documents(Yaml.account("team"), own));
        var _ = house.start(house.settings().secretsToFiles(true).build()).stop();
        house.configure(Yaml.documents(Yaml.account("team")));
        Running running = house.start(house.settings().secretsToFiles(true).build());
        assertFalse(running.banner().contains("First key"), running.banner());
        assertTrue(running.banner().contains("YOUR_KEY"), running.banner());
        var _ = running.stop();
    }

    @Test
    @DisplayName("are no use where clients and metrics would share an address, which is refused")
    void sharedAddress() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Address both = new Address("127.0.0.1", free);
        StartSettings shared = house.settings().listen(both).metrics(both).build();
        StartRefused refused = assertThrows(StartRefused.class, () -> Running.start(shared, house.logOut()));
        assertEquals(ExitCode.ADDRESS, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("share"), refused.getMessage());
    }

    private static void assertServes(Running running, String key) {
        RawResponse answer = TestHouse.chat(running, key, "demo");
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("[demo]"), answer.text());
    }

    private static String word(String banner, String after) {
        int start = banner.indexOf(after);
        assertTrue(start >= 0, banner);
        return banner.substring(start + after.length()).strip().split("\\s", 2)[0];
    }
}
