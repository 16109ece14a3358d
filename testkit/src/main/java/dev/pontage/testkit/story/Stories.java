package dev.pontage.testkit.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The stories of a folder as tests: each played whole, byte by byte and cut inside characters.
 *
 * <p>With {@code -Dcases=update} each is played whole only, and its expectations are rewritten in the file.
 */
public final class Stories {
    /** The name of a story file ends so. */
    public static final String ENDING = ".story";

    /** The resources of all stories of a folder, and of those below that have none nearer. */
    public static final String RESOURCES = "resources.yaml";

    private Stories() {}

    /** The story files below a folder, in order of their paths. */
    public static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads one file; a mistake names the file with the line. */
    public static Story read(Path file) {
        try {
            return Story.parse(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (StoryException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** A test for each delivery of each story below a folder, for a {@code @TestFactory}. */
    public static Stream<DynamicNode> tests(Path folder, StoryRunner runner) {
        boolean update = System.getProperty("cases", "").equals("update");
        return files(folder).stream().map(file -> {
            Story story = read(file);
            String resources = resources(file);
            List<DynamicTest> deliveries = new ArrayList<>();
            for (Delivery delivery : update ? List.of(Delivery.WHOLE) : List.of(Delivery.values())) {
                if (delivery.appliesTo(story)) {
                    deliveries.add(DynamicTest.dynamicTest(
                            delivery.name(),
                            file.toUri(),
                            () -> play(file, story, runner.run(story, resources, delivery), update)));
                }
            }
            return DynamicContainer.dynamicContainer(folder.relativize(file) + ": " + story.about(), deliveries);
        });
    }

    /** The shared resources that hold for a story file, or none. */
    static String resources(Path file) {
        try {
            for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve(RESOURCES))) {
                    return Files.readString(folder.resolve(RESOURCES));
                }
            }
            return "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void play(Path file, Story story, StoryRunner.Result result, boolean update) throws IOException {
        if (update && !result.rewritten().equals(story)) {
            Files.writeString(file, result.rewritten().write());
            return;
        }
        if (!result.differences().isEmpty()) {
            Assertions.fail(file + "\n" + String.join("\n", result.differences()));
        }
    }
}
