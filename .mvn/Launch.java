import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Builds this checkout when it has not been built as it now stands; what pontage does in sh, for pontage.cmd.
 *
 * <p>{@code java Launch.java CHECKOUT ANSWER} leaves the copy that is ready, {@code CHECKOUT/target/serve/HASH}, and
 * writes HASH as a line to the file ANSWER. Ends with 11 where the build fails. All that it says goes to standard error.
 */
class Launch {
    private static final int KEPT_COPIES = 2;
    private static final int TOLD_LINES = 40;
    private static final PrintStream SAY = System.err;

    private final Path home;
    private final Path serve;

    private Launch(Path home) {
        this.home = home;
        this.serve = home.resolve("target").resolve("serve");
    }

    public static void main(String[] arguments) throws Exception {
        Launch launch = new Launch(Path.of(arguments[0]).toAbsolutePath());
        String hash = launch.hash();
        if (!launch.ready(hash) && !launch.make(hash)) {
            System.exit(11);
        }
        Files.writeString(Path.of(arguments[1]), hash + System.lineSeparator());
    }

    private boolean ready(String hash) {
        return Files.exists(serve.resolve(hash).resolve("gateway.jar"));
    }

    /** Over whatever makes a difference to what is served. Paths are relative, so a moved checkout keeps its copy. */
    private String hash() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String tree : List.of("dialect/src/main", "gateway/src/main", ".mvn")) {
            try (Stream<Path> all = Files.walk(home.resolve(tree))) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        for (String file : List.of("pom.xml", "dialect/pom.xml", "gateway/pom.xml", "jvm.options", "pontage.cmd")) {
            files.add(home.resolve(file));
        }
        files.sort(Comparator.naturalOrder());
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (Path file : files) {
            all.update(home.relativize(file).toString().replace('\\', '/').getBytes("UTF-8"));
            all.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        }
        return HexFormat.of().formatHex(all.digest(), 0, 8);
    }

    /** One build at a time in a checkout; the others wait for the lock, which its file's end sets free. */
    private boolean make(String hash) throws IOException, InterruptedException {
        Files.createDirectories(serve);
        try (FileChannel channel = FileChannel.open(
                serve.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                SAY.println("Another build of this checkout is running; waiting for it.");
                channel.lock();
            }
            if (ready(hash)) {
                return true;
            }
            long began = System.nanoTime();
            if (!build()) {
                return false;
            }
            keep(hash);
            prune();
            SAY.printf("Built in %d s.%n", (System.nanoTime() - began) / 1_000_000_000L);
            return true;
        }
    }

    private boolean build() throws IOException, InterruptedException {
        SAY.println("Building Pontage: the first time, and when its sources have changed."
                + " What it needs comes from Maven Central.");
        remove(serve.resolve("build")); // nothing of an earlier state may be packed
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "mvnw.cmd") : List.of("./mvnw"));
        command.addAll(List.of("-B", "-pl", "gateway", "-am", "-Dserve", "package"));
        Process maven = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        maven.getOutputStream().close();
        Path log = serve.resolve("build.log");
        List<String> last = new ArrayList<>();
        try (BufferedReader lines = maven.inputReader(Charset.defaultCharset());
                PrintStream kept = new PrintStream(Files.newOutputStream(log))) {
            Progress progress = new Progress();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                kept.println(line);
                progress.line(line);
                last.add(line);
                if (last.size() > TOLD_LINES) {
                    last.removeFirst();
                }
            }
            progress.end();
        }
        if (maven.waitFor() == 0) {
            return true;
        }
        SAY.printf("%nThe build failed. Maven's last lines, all of which are in %s:%n%n", log);
        last.forEach(SAY::println);
        return false;
    }

    private void keep(String hash) throws IOException {
        Path making = serve.resolve(".making");
        remove(making);
        Files.createDirectories(making.resolve("lib"));
        Path built = serve.resolve("build").resolve("gateway");
        try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, making.resolve("lib").resolve(jar.getFileName()));
            }
        }
        try (Stream<Path> all = Files.list(built)) {
            Path jar = all.filter(file -> file.getFileName().toString().matches("gateway-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the build left no gateway-*.jar in " + built));
            Files.copy(jar, making.resolve("gateway.jar"));
        }
        Files.copy(home.resolve("jvm.options"), making.resolve("jvm.options"));
        remove(serve.resolve(hash));
        Files.move(making, serve.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes copies but for the two made last. Windows renames no directory of which a server has files open. */
    private void prune() throws IOException {
        List<Path> copies;
        try (Stream<Path> all = Files.list(serve)) {
            copies = all.filter(copy -> copy.getFileName().toString().matches("[0-9a-f]{16}"))
                    .sorted(Comparator.comparing(Launch::made).reversed())
                    .toList();
        }
        for (Path copy : copies.subList(Math.min(KEPT_COPIES, copies.size()), copies.size())) {
            Path away = serve.resolve(".removed-" + copy.getFileName());
            try {
                Files.move(copy, away, StandardCopyOption.ATOMIC_MOVE);
                remove(away);
            } catch (IOException used) {
                SAY.println("  kept " + copy + ", which is in use");
            }
        }
    }

    private static long made(Path copy) {
        return copy.toFile().lastModified();
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Makes short lines of Maven's long ones: the phases, and a count of what is downloaded. */
    private static final class Progress {
        private int files;

        void line(String line) {
            if (line.contains("Downloaded from ")) {
                if (++files % 50 == 0) {
                    SAY.printf("  downloaded %d files%n", files);
                }
            } else if (line.contains("--- compiler:")) {
                step("compiling", line);
            } else if (line.contains("--- jar:")) {
                step("packing", line);
            }
        }

        private static void step(String what, String line) {
            int module = line.indexOf(" @ ");
            if (module >= 0) {
                SAY.println("  " + what + " " + line.substring(module + 3).replace(" ---", ""));
            }
        }

        void end() {
            if (files > 0) {
                SAY.printf("  downloaded %d files in all, kept in the local Maven repository%n", files);
            }
        }
    }
}
