package dev.pontage.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysetFileTest {
    private static final Binding HERE = Binding.row("d1", "t", "c", "1", "");

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "D9: the first start generates a keyset in a directory of mode 0700 and a file of mode 0600; the next loads it")
    void isGeneratedOnce() throws IOException {
        Keyset first = start(Set.of());
        byte[] sealed = first.seal(new byte[] {1, 2, 3}, HERE);
        Keyset second = start(first.ids());
        assertEquals(first.ids(), second.ids());
        assertEquals(3, second.open(sealed, HERE).length);
        assertEquals("rwx------", permissions(secrets()));
        assertEquals("rw-------", permissions(secrets().resolve(FileKeyset.FILE)));
        try (Stream<Path> all = Files.list(secrets())) {
            assertEquals(List.of(secrets().resolve(FileKeyset.FILE)), all.toList());
        }
    }

    @Test
    @DisplayName("failures 5.6: data without its keyset refuses to start, names the missing key and generates nothing")
    void isNeverGeneratedOverData() {
        SealException refused = assertThrows(SealException.class, () -> start(Set.of("00000000000000aa")));
        assertTrue(String.valueOf(refused.getMessage()).contains("00000000000000aa"), refused.getMessage());
        assertFalse(Files.exists(secrets().resolve(FileKeyset.FILE)));
    }

    @Test
    @DisplayName("failures 5.6: data with the keyset of another deployment refuses to start and names the missing key")
    void mustBelongToTheData() throws IOException {
        start(Set.of());
        SealException refused = assertThrows(SealException.class, () -> start(Set.of("00000000000000aa")));
        assertTrue(String.valueOf(refused.getMessage()).contains("00000000000000aa"), refused.getMessage());
    }

    @Test
    @DisplayName("failures 5.1: a keyset that group or world may read is refused, and so is its directory")
    void mustBePrivate() throws IOException {
        start(Set.of());
        Path file = secrets().resolve(FileKeyset.FILE);
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThrows(SealException.class, () -> start(Set.of()), open);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(secrets(), PosixFilePermissions.fromString("rwxr-x---"));
        SealException refused = assertThrows(SealException.class, () -> start(Set.of()));
        assertTrue(String.valueOf(refused.getMessage()).contains("chmod u=rwx,g=,o= "), refused.getMessage());
    }

    @Test
    @DisplayName("Z-05: a keyset that was cut at any byte, or in which any byte changed, is refused and never replaced")
    void mustBeWhole() throws IOException {
        start(Set.of());
        Path file = secrets().resolve(FileKeyset.FILE);
        String whole = Files.readString(file);
        for (int i = 0; i < whole.length(); i++) {
            String cut = whole.substring(0, i);
            assertThrows(SealException.class, () -> FileKeyset.parse(file, cut), "cut at " + i);
            String changed = cut + (whole.charAt(i) == 'A' ? 'B' : 'A') + whole.substring(i + 1);
            assertThrows(SealException.class, () -> FileKeyset.parse(file, changed), "changed at " + i);
        }
        Files.writeString(file, "");
        assertThrows(SealException.class, () -> start(Set.of()));
        assertEquals(0, Files.size(file));
    }

    @Test
    @DisplayName("Secret files stay inside their directory, replace each other whole, and may have a subdirectory")
    void secretFilesAreWritten() throws IOException {
        SecretFiles files = SecretFiles.open(secrets());
        files.write("keys/app", "one\n");
        files.write("keys/app", "two\n");
        assertEquals("two\n", files.read("keys/app").orElseThrow());
        assertEquals("rwx------", permissions(secrets().resolve("keys")));
        assertTrue(files.read("absent").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> files.write("../stray", "x"));
    }

    private Keyset start(Set<String> expected) throws IOException {
        return FileKeyset.forDeployment(SecretFiles.open(secrets()), expected, new SecureRandom());
    }

    private Path secrets() {
        return folder.resolve("secrets");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
