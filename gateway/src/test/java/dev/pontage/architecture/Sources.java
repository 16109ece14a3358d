package dev.pontage.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tree that these tests stand in: its Java files and its documents, read once. */
final class Sources {
    private static final List<String> SHIPPED = List.of("dialect", "gateway");
    private static final List<String> PROVING = List.of("testkit", "bench");

    private static final Path ROOT = root();
    private static final List<SourceFile> MAIN = java(SHIPPED, "src/main/java");
    private static final List<SourceFile> ALL_MAIN = Stream.concat(
                    MAIN.stream(), java(PROVING, "src/main/java").stream())
            .toList();
    private static final List<SourceFile> TESTS = java(SHIPPED, "src/test/java");

    private Sources() {}

    /** What ships. */
    static List<SourceFile> main() {
        return MAIN;
    }

    /** What ships, and what proves it. */
    static List<SourceFile> allMain() {
        return ALL_MAIN;
    }

    static List<SourceFile> tests() {
        return TESTS;
    }

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static boolean exists(String relative) {
        return Files.exists(path(relative));
    }

    /** A document's text, empty if there is none, so that the test that asks can say what is missing. */
    static String text(String relative) {
        try {
            return exists(relative) ? Files.readString(path(relative)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files below a folder whose names end so, as paths from the root, sorted. */
    static List<String> below(String folder, String ending) {
        if (!exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(ending) && !file.contains("/target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a rule finds in all of the files. */
    static Set<String> inEach(List<SourceFile> files, Function<SourceFile, List<String>> rule) {
        Set<String> found = new TreeSet<>();
        for (SourceFile file : files) {
            found.addAll(rule.apply(file));
        }
        return found;
    }

    private static List<SourceFile> java(List<String> modules, String folder) {
        List<SourceFile> files = new ArrayList<>();
        for (String module : modules) {
            for (String path : below(module + "/" + folder, ".java")) {
                files.add(SourceFile.of(path, text(path)));
            }
        }
        return List.copyOf(files);
    }

    /** The nearest folder above the one the tests run in that has the build's wrapper. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path above = folder.getParent();
            if (above == null) {
                throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
            }
            folder = above;
        }
        return folder;
    }
}
