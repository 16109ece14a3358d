package dev.pontage.story;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pontage.testkit.story.Stories;
import dev.pontage.testkit.story.StoryRunner;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every story below cases/ holds, however its bytes are cut (C5)")
@TestInstance(Lifecycle.PER_CLASS)
final class StoriesTest {
    private static final Path CASES = Path.of("..", "cases");

    private final RunningGateway gateway;

    StoriesTest(@TempDir Path folder) {
        gateway = new RunningGateway(folder);
    }

    @BeforeAll
    void start() {
        gateway.start();
    }

    @AfterAll
    void stop() {
        gateway.stop();
    }

    @Test
    @DisplayName("there are stories to play")
    void thereAreStories() {
        assertFalse(Stories.files(CASES).isEmpty(), "no stories below " + CASES.toAbsolutePath());
    }

    @TestFactory
    Stream<DynamicNode> stories() {
        return Stories.tests(CASES, new StoryRunner(gateway));
    }
}
