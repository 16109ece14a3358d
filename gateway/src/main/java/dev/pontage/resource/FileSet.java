package dev.pontage.resource;

import dev.pontage.base.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files and folders given to {@code -f}: tells when their content has changed and come to rest.
 *
 * <p>It compares content, so a rename over a file and the swap of a symbolic link are seen like any edit; only a large
 * file is not read again each time ({@link FileDigests}). A change counts when two looks at least
 * {@value #REST_MILLIS} ms apart find the same content, so that a half-written file is not taken. Of a folder the
 * files {@code *.yaml}, {@code *.yml} and {@code *.json} count whose names do not begin with a dot, not those in
 * folders below it; one that counts and cannot be read is a problem, never left out. For one thread; reading blocks.
 */
public final class FileSet {
    /** How long content must stay as it is before it is taken. */
    public static final long REST_MILLIS = 500;

    private final List<Path> given;
    private final Disk disk;
    private final Ticker ticker;
    private final DocumentLimits limits;
    private final FileDigests digests;
    private String taken = "";
    private String pending = "";
    private long pendingSinceNanos;

    /** @param given files and folders, as they were given */
    public FileSet(List<Path> given, Disk disk, Ticker ticker, DocumentLimits limits) {
        this.given = List.copyOf(given);
        this.disk = disk;
        this.ticker = ticker;
        this.limits = limits;
        digests = new FileDigests(disk, ticker, limits.sourceBytes());
    }

    /** Looks once; to be called every second. */
    public Poll poll() {
        Look look = look();
        if (look.digest().equals(taken)) {
            pending = "";
            return new Poll.Unchanged();
        }
        if (!look.digest().equals(pending)) {
            pending = look.digest();
            pendingSinceNanos = ticker.nanos();
            return new Poll.Unstable();
        }
        if (ticker.nanos() - pendingSinceNanos < TimeUnit.MILLISECONDS.toNanos(REST_MILLIS)) {
            return new Poll.Unstable();
        }
        return take(look);
    }

    /** Reads at once, changed or not: at start, and when an operator asks for it. */
    public Poll read() {
        digests.forget();
        return take(look());
    }

    /** Reads the texts; only if they still are what was looked at. */
    private Poll take(Look look) {
        pending = "";
        if (look.problems().isEmpty()) {
            List<SourceText> texts = new ArrayList<>();
            List<FileDigests.Digested> read = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            for (Path file : look.files()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                read.add(digests.read(file, bytes));
                text(file, bytes.toByteArray(), problems).ifPresent(texts::add);
            }
            if (!digest(read, List.of()).equals(look.digest())) {
                return new Poll.Unstable();
            }
            taken = look.digest();
            return problems.isEmpty() ? new Poll.Changed(texts) : new Poll.Unreadable(problems);
        }
        taken = look.digest();
        return new Poll.Unreadable(look.problems());
    }

    private Look look() {
        List<Problem> problems = new ArrayList<>();
        List<Path> files = files(problems);
        List<FileDigests.Digested> seen = digests.look(files);
        seen.stream()
                .filter(one -> !one.readable())
                .forEach(one -> problems.add(whole(one.file(), "the file cannot be read")));
        long bytes = seen.stream().mapToLong(FileDigests.Digested::bytes).sum();
        if (bytes > limits.sourceBytes()) {
            problems.add(whole(given.getFirst(), "more than " + limits.sourceBytes() + " bytes in all files"));
        }
        return new Look(files, digest(seen, problems), problems);
    }

    private static String digest(List<FileDigests.Digested> files, List<Problem> problems) {
        MessageDigest digest = FileDigests.sha256();
        for (FileDigests.Digested file : files) {
            digest.update(file.file().toString().getBytes(StandardCharsets.UTF_8));
            digest.update((" " + file.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        problems.forEach(problem -> digest.update(problem.toString().getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Path> files(List<Problem> problems) {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            try {
                if (disk.isFolder(path)) {
                    disk.list(path).stream().filter(FileSet::counts).sorted().forEach(files::add);
                } else {
                    files.add(path);
                }
            } catch (IOException e) {
                problems.add(whole(path, "the folder cannot be listed"));
            }
        }
        if (files.size() > limits.files()) {
            problems.add(whole(files.getFirst(), "more than " + limits.files() + " files"));
            return List.of();
        }
        return files;
    }

    private static boolean counts(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        return !name.startsWith(".") && Stream.of(".yaml", ".yml", ".json").anyMatch(name::endsWith);
    }

    private static Optional<SourceText> text(Path file, byte[] bytes, List<Problem> problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(SourceText.file(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            problems.add(whole(file, "the file is not UTF-8"));
            return Optional.empty();
        }
    }

    private static Problem whole(Path file, String expected) {
        return new Problem(file.toString(), 0, "", expected, "");
    }

    private record Look(List<Path> files, String digest, List<Problem> problems) {}

    /** What a look found. */
    public sealed interface Poll {
        /** What was taken last is what is there. */
        record Unchanged() implements Poll {}

        /** It differs, and has not been at rest for long enough; look again. */
        record Unstable() implements Poll {}

        /** It differs and is at rest; {@code texts} is all of it. */
        record Changed(List<SourceText> texts) implements Poll {
            public Changed {
                texts = List.copyOf(texts);
            }
        }

        /** It cannot be read, which is said once; what was taken before stays in force. */
        record Unreadable(List<Problem> problems) implements Poll {
            public Unreadable {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Where the files lie. */
    public interface Disk {
        boolean isFolder(Path path);

        /** The entries of a folder, each with the folder's path in front. */
        List<Path> list(Path folder) throws IOException;

        InputStream open(Path file) throws IOException;

        /** What differs when a file was written, replaced or moved, seen without reading it; empty if it cannot be. */
        Optional<String> stamp(Path file);

        /** This machine's files. */
        Disk REAL = new Disk() {
            // of these, the time of the inode's last change is the one that no program can set
            private static final String STAMP = "unix:dev,ino,size,lastModifiedTime,ctime";

            @Override
            public boolean isFolder(Path path) {
                return Files.isDirectory(path);
            }

            @Override
            public List<Path> list(Path folder) throws IOException {
                try (Stream<Path> entries = Files.list(folder)) {
                    return entries.filter(path -> !Files.isDirectory(path)).toList();
                }
            }

            @Override
            public InputStream open(Path file) throws IOException {
                if (!Files.isRegularFile(file)) {
                    // Nor a link to one: a pipe would be waited for, and what cannot be looked at is not absent.
                    throw new NoSuchFileException(file.toString());
                }
                return Files.newInputStream(file);
            }

            @Override
            public Optional<String> stamp(Path file) {
                try {
                    Map<String, Object> seen = Files.readAttributes(file, STAMP);
                    return Optional.of(new TreeMap<>(seen).toString());
                } catch (IOException | UnsupportedOperationException e) {
                    return Optional.empty(); // not a Unix file system: such a file is read each time
                }
            }
        };
    }
}
