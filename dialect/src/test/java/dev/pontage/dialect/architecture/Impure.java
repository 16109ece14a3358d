package dev.pontage.dialect.architecture;

import java.nio.file.Path;
import java.time.Instant;

/** Breaks each rule of purity once, for the test that sees them bite. */
@SuppressWarnings("all")
final class Impure {
    static int calls;

    Instant reads(Path path) {
        calls++;
        System.out.println(path);
        return Instant.now();
    }
}
