package dev.pontage.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sees at start whether the system grants enough file descriptors, before connections fail one by one. */
final class Descriptors {
    static final int LEAST = 1_024;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String ROW = "Max open files";

    private Descriptors() {}

    static void require() throws StartRefused {
        if (!Files.isReadable(LIMITS)) {
            return;
        }
        try {
            require(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            // What cannot be read cannot be judged.
        }
    }

    /** @param limits lines as {@code /proc/self/limits} has them: name, soft limit, hard limit, unit */
    static void require(List<String> limits) throws StartRefused {
        for (String line : limits) {
            if (line.startsWith(ROW)) {
                String soft = line.substring(ROW.length()).strip().split("\\s+", 2)[0];
                if (!soft.equals("unlimited") && Long.parseLong(soft) < LEAST) {
                    throw new StartRefused(
                            ExitCode.DESCRIPTORS,
                            "the system grants " + soft + " open files, at least " + LEAST
                                    + " are needed: raise it with 'ulimit -n 65536' or LimitNOFILE=65536");
                }
            }
        }
    }
}
