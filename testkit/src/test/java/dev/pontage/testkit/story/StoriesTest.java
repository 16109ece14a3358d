package dev.pontage.testkit.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("A folder of stories is a set of tests, and can be rewritten")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class StoriesTest {
    private static final String LIE = """
            Bytes pass.

            == client sends POST /
            é

            == upstream 1 gets POST / same=client

            == upstream 1 answers 200
            true

            == client gets 200
            false
            """;

    private final GatewayUnderTest gateway = new StraightGateway("");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void start() throws Exception {
        gateway.start();
        file = Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("one.story"), LIE);
        Files.writeString(folder.resolve("resources.yaml"), "baseUrl: ${upstream:main}");
    }

    @AfterEach
    void stop() {
        System.clearProperty("cases");
        gateway.stop();
    }

    @Test
    @DisplayName("each delivery that differs is one test, and an untrue story fails in all")
    void tests() {
        List<DynamicTest> deliveries = deliveries();
        assertEquals(
                List.of("WHOLE", "BYTE_BY_BYTE", "INSIDE_CHARACTERS"),
                deliveries.stream().map(DynamicNode::getDisplayName).toList());
        for (DynamicTest delivery : deliveries) {
            assertThrows(AssertionError.class, () -> delivery.getExecutable().execute());
        }
    }

    @Test
    @DisplayName("-Dcases=update makes the file say what happens, and it holds from then on")
    void update() throws Throwable {
        System.setProperty("cases", "update");
        for (DynamicTest delivery : deliveries()) {
            delivery.getExecutable().execute();
        }
        assertEquals(LIE.replace("false", "true"), Files.readString(file));
        System.clearProperty("cases");
        for (DynamicTest delivery : deliveries()) {
            delivery.getExecutable().execute();
        }
    }

    @Test
    @DisplayName("a file that does not read is named, with its line")
    void unreadable() throws Exception {
        Files.writeString(file, LIE + "\n== nonsense\n");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, this::deliveries).getMessage());
        assertTrue(message.contains("one.story: line 14:"), message);
    }

    private List<DynamicTest> deliveries() {
        List<DynamicTest> tests = new ArrayList<>();
        Stories.tests(folder, new StoryRunner(gateway)).forEach(node -> {
            if (node instanceof DynamicContainer container) {
                container.getChildren().forEach(child -> {
                    if (child instanceof DynamicTest test) {
                        tests.add(test);
                    }
                });
            }
        });
        return tests;
    }
}
