package dev.pontage.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.base.Ticker;
import dev.pontage.resource.FileSet.Poll;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files given to -f are watched by their content")
class FilesOnDiskTest {
    @TempDir
    private Path folder = Path.of("");

    private final Hand ticker = new Hand();
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.yaml");
        Files.writeString(file, "one");
    }

    @Test
    @DisplayName("a start reads at once; then nothing happens until the content changes and rests")
    void changesAreTakenWhenTheyRest() throws IOException {
        FileSet files = files(file);
        assertEquals(List.of("one"), texts(files.read()));
        assertInstanceOf(Poll.Unchanged.class, second(files));
        Files.writeString(file, "tw");
        assertInstanceOf(Poll.Unstable.class, second(files));
        Files.writeString(file, "two");
        assertInstanceOf(Poll.Unstable.class, second(files));
        assertEquals(List.of("two"), texts(second(files)));
        assertInstanceOf(Poll.Unchanged.class, second(files));
    }

    @Test
    @DisplayName("two looks in quick succession do not make content rest")
    void restTakesTime() throws IOException {
        FileSet files = files(file);
        files.read();
        Files.writeString(file, "two");
        assertInstanceOf(Poll.Unstable.class, files.poll());
        assertInstanceOf(Poll.Unstable.class, files.poll());
        assertEquals(List.of("two"), texts(second(files)));
    }

    @Test
    @DisplayName("a change that is taken back before it rested was none")
    void takenBack() throws IOException {
        FileSet files = files(file);
        files.read();
        Files.writeString(file, "two");
        assertInstanceOf(Poll.Unstable.class, second(files));
        Files.writeString(file, "one");
        assertInstanceOf(Poll.Unchanged.class, second(files));
    }

    @Test
    @DisplayName("a rename over the file is seen, though size and time stay the same")
    void renameOver() throws IOException {
        FileSet files = files(file);
        files.read();
        Path next = folder.resolve("next");
        Files.writeString(next, "two");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertInstanceOf(Poll.Unstable.class, second(files));
        assertEquals(List.of("two"), texts(second(files)));
    }

    @Test
    @DisplayName("the swap of a folder behind a symbolic link is seen, as Kubernetes swaps a ConfigMap")
    void symbolicLinks() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        for (String version : List.of("..1", "..2")) {
            Files.writeString(Files.createDirectory(mount.resolve(version)).resolve("x.yaml"), "version " + version);
        }
        Path data = mount.resolve("..data");
        Files.createSymbolicLink(data, Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("x.yaml"), Path.of("..data/x.yaml"));
        FileSet files = files(mount);
        assertEquals(List.of("version ..1"), texts(files.read()));
        Path fresh = mount.resolve("..fresh");
        Files.createSymbolicLink(fresh, Path.of("..2"));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertInstanceOf(Poll.Unstable.class, second(files));
        assertEquals(List.of("version ..2"), texts(second(files)));
    }

    @Test
    @DisplayName("of a folder the YAML and JSON files count, by name, neither hidden ones nor folders below")
    void folders() throws IOException {
        for (String name : List.of("c.json", "b.yml", ".hidden.yaml", "notes.txt", "a.yaml~")) {
            Files.writeString(folder.resolve(name), name);
        }
        Files.writeString(Files.createDirectory(folder.resolve("below.yaml")).resolve("d.yaml"), "d");
        FileSet files = files(folder);
        assertEquals(List.of("one", "b.yml", "c.json"), texts(files.read()));
        Files.writeString(folder.resolve("d.yaml"), "four");
        second(files);
        assertEquals(List.of("one", "b.yml", "c.json", "four"), texts(second(files)));
    }

    @Test
    @DisplayName("a file that vanishes is reported once and changes nothing; what comes back is read")
    void vanished() throws IOException {
        FileSet files = files(file);
        files.read();
        Files.delete(file);
        assertInstanceOf(Poll.Unstable.class, second(files));
        Poll.Unreadable gone = assertInstanceOf(Poll.Unreadable.class, second(files));
        assertEquals(
                file + ": the file cannot be read", gone.problems().getFirst().toString());
        assertInstanceOf(Poll.Unchanged.class, second(files));
        Files.writeString(file, "one");
        second(files);
        assertEquals(List.of("one"), texts(second(files)));
    }

    @Test
    @DisplayName("F-51: of a folder, what counts and cannot be read is a problem, and not as if it were gone")
    void unreadableInAFolder() throws IOException {
        FileSet files = files(folder);
        assertEquals(List.of("one"), texts(files.read()));
        Path link = folder.resolve("b.yaml");
        Files.createSymbolicLink(link, Path.of("nowhere"));
        second(files);
        Poll.Unreadable dangling = assertInstanceOf(Poll.Unreadable.class, second(files));
        assertEquals(
                link + ": the file cannot be read",
                dangling.problems().getFirst().toString());
    }

    @Test
    @DisplayName("what is not UTF-8, or too much, is reported by its file")
    void unreadable() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xC3});
        Poll.Unreadable poll =
                assertInstanceOf(Poll.Unreadable.class, files(file).read());
        assertEquals(
                file + ": the file is not UTF-8", poll.problems().getFirst().toString());
        Files.writeString(file, "x".repeat(101));
        FileSet small = new FileSet(List.of(file), FileSet.Disk.REAL, ticker, new DocumentLimits(100, 1, 1, 1, 1, 1));
        poll = assertInstanceOf(Poll.Unreadable.class, small.read());
        assertEquals(
                file + ": more than 100 bytes in all files",
                poll.problems().getFirst().toString());
    }

    @Test
    @DisplayName("content that changes between the look and the reading is not taken")
    void changesWhileReading() {
        int[] reads = {0};
        InMemory restless = new InMemory("", () -> Integer.toString(reads[0]++));
        assertInstanceOf(
                Poll.Unstable.class, new FileSet(List.of(file), restless, ticker, DocumentLimits.DEFAULT).read());
    }

    @Test
    @DisplayName("a large file that nothing wrote to is read each second at first, then every 30 s; a small one always")
    void largeFilesAreNotReadEachSecond() {
        InMemory large = new InMemory("1", () -> "x".repeat((1 << 20) + 1));
        assertEquals(2, large.openedIn(1)); // a look and a reading
        assertEquals(3, large.openedIn(31), "until its stamp is 3 s old");
        assertEquals(2, large.openedIn(60));
        InMemory small = new InMemory("1", () -> "x".repeat(1 << 20));
        assertEquals(2 + 9, small.openedIn(10));
        InMemory unstamped = new InMemory("", large.content);
        assertEquals(2 + 9, unstamped.openedIn(10));
    }

    @Test
    @DisplayName("a large file is read as soon as its stamp differs, and in 30 s if it does not")
    void largeFilesAreReadWhenTheirStampDiffers() throws IOException {
        Files.writeString(file, "x".repeat(2 << 20));
        FileSet files = files(file);
        files.read();
        for (int second = 0; second < 10; second++) {
            assertInstanceOf(Poll.Unchanged.class, second(files));
        }
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "y".repeat(2 << 20));
        Files.setLastModifiedTime(file, time);
        assertInstanceOf(Poll.Unstable.class, second(files));
        assertEquals(List.of("y".repeat(2 << 20)), texts(second(files)));

        String[] content = {"x".repeat(2 << 20)};
        FileSet stale = new FileSet(List.of(file), new InMemory("1", () -> content[0]), ticker, DocumentLimits.DEFAULT);
        stale.read();
        for (int second = 0; second < 10; second++) {
            second(stale);
        }
        content[0] = "y".repeat(2 << 20);
        assertEquals(List.of(content[0]), texts(stale.read()), "an operator who asks is not told what is believed");
        for (int second = 0; second < 10; second++) {
            second(stale);
        }
        content[0] = "z".repeat(2 << 20);
        int seconds = 1;
        while (second(stale) instanceof Poll.Unchanged) {
            seconds++;
        }
        assertTrue(seconds <= 30, () -> "an unstamped change was seen late");
    }

    private FileSet files(Path given) {
        return new FileSet(List.of(given), FileSet.Disk.REAL, ticker, DocumentLimits.DEFAULT);
    }

    private Poll second(FileSet files) {
        ticker.nanos += TimeUnit.SECONDS.toNanos(1);
        return files.poll();
    }

    private static List<String> texts(Poll poll) {
        return assertInstanceOf(Poll.Changed.class, poll).texts().stream()
                .map(SourceText::text)
                .toList();
    }

    /** A disk with one file, which counts how often that is opened. */
    private final class InMemory implements FileSet.Disk {
        private final String stamp;
        private final Supplier<String> content;
        private final FileSet files;
        private int opened;

        InMemory(String stamp, Supplier<String> content) {
            this.stamp = stamp;
            this.content = content;
            files = new FileSet(List.of(file), this, ticker, DocumentLimits.DEFAULT);
        }

        /** How often it was opened in some seconds more; the first of all is a start. */
        int openedIn(int seconds) {
            int before = opened;
            for (int second = 0; second < seconds; second++) {
                if (opened == 0) {
                    files.read();
                } else {
                    assertInstanceOf(Poll.Unchanged.class, second(files));
                }
            }
            return opened - before;
        }

        @Override
        public boolean isFolder(Path path) {
            return false;
        }

        @Override
        public List<Path> list(Path path) {
            return List.of();
        }

        @Override
        public InputStream open(Path path) {
            opened++;
            return new ByteArrayInputStream(content.get().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<String> stamp(Path path) {
            return Optional.of(stamp).filter(some -> !some.isEmpty());
        }
    }

    /** A clock that is set by hand. */
    private static final class Hand implements Ticker {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    }
}
