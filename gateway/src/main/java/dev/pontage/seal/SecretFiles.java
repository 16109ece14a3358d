package dev.pontage.seal;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that only this user may read, with small files that only this user may read.
 *
 * <p>A file appears whole or not at all, and survives a power cut once {@link #write} returned.
 */
public final class SecretFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final long MAX_BYTES = 1 << 20;

    private final Path directory;

    private SecretFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the directory, and makes it (0700) if it is not there.
     *
     * @throws SealException if it belongs to someone else or others may enter it
     */
    public static SecretFiles open(Path directory) throws IOException {
        requireOwnDirectory(directory, OWNER_ONLY);
        return new SecretFiles(directory);
    }

    /**
     * Makes a directory (0700) if it is not there.
     *
     * @param allowed the permissions it may have
     * @throws SealException if it belongs to someone else or permits more
     */
    public static void requireOwnDirectory(Path directory, Set<PosixFilePermission> allowed) throws IOException {
        if (!Files.exists(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!Files.isDirectory(directory)) {
            throw SealException.access(directory + " is not a directory");
        }
        requireOwn(directory, allowed);
    }

    /** The text of a file; empty if there is none. */
    public Optional<String> read(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        requireOwn(file, OWNER_FILE);
        if (Files.size(file) > MAX_BYTES) {
            throw new SealException(file + " is larger than any secret");
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes or replaces a file, in a subdirectory (made if absent) where {@code name} has a slash. */
    public void write(String name, String text) throws IOException {
        Path file = directory.resolve(name).normalize();
        Path folder = file.getParent();
        if (folder == null || !file.startsWith(directory.normalize())) {
            throw new IllegalArgumentException("outside the secrets directory");
        }
        requireOwnDirectory(folder, OWNER_ONLY);
        Path fresh = Files.createTempFile(folder, ".new-", "", PosixFilePermissions.asFileAttribute(OWNER_FILE));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a file; nothing happens where there is none. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    /** Where a file of this name stands, for messages. */
    public Path path(String name) {
        return directory.resolve(name);
    }

    private static void requireOwn(Path path, Set<PosixFilePermission> allowed) throws IOException {
        long self = new UnixSystem().getUid();
        Object owner = Files.getAttribute(path, "unix:uid");
        if (!(owner instanceof Integer uid) || Integer.toUnsignedLong(uid) != self) {
            throw SealException.access(path + " belongs to user id " + owner + ", this process is " + self
                    + "; run as its owner or change it with chown");
        }
        Set<PosixFilePermission> excess = EnumSet.noneOf(PosixFilePermission.class);
        excess.addAll(Files.getPosixFilePermissions(path));
        excess.removeAll(allowed);
        if (!excess.isEmpty()) {
            throw SealException.access(path + " may be used by others ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + "); " + "chmod "
                    + symbolic(allowed) + " " + path);
        }
    }

    /** As chmod takes it: {@code u=rwx,g=,o=}. */
    private static String symbolic(Set<PosixFilePermission> allowed) {
        String text = PosixFilePermissions.toString(allowed);
        return "u=" + text.substring(0, 3).replace("-", "") + ",g="
                + text.substring(3, 6).replace("-", "") + ",o="
                + text.substring(6).replace("-", "");
    }
}
