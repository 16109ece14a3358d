package dev.pontage.store;

import dev.pontage.base.Product;
import dev.pontage.seal.SealException;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The directory of one process's data, locked for as long as it is open. */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String DATABASE = Product.WORD + ".db";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes it if it is not there, and locks it. The lock ends with the process, however that ends. */
    static DataDirectory open(Path path) throws IOException {
        try {
            SecretFiles.requireOwnDirectory(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (SealException e) {
            throw new StoreRefused(StoreRefused.Reason.NOT_OURS, String.valueOf(e.getMessage()), e);
        }
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StoreRefused(
                    StoreRefused.Reason.LOCKED,
                    path + " is in use by another process; stop it, or choose another directory with --data");
        }
        try {
            removeLeftovers(path);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new DataDirectory(path, channel);
    }

    /**
     * The driver unpacks its native library here and removes it at a clean end only; whoever holds the lock is alone
     * here, so what it finds was left by the dead (S0.40).
     */
    private static void removeLeftovers(Path path) throws IOException {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(path, "sqlite-*-*sqlitejdbc.*")) {
            for (Path file : unpacked) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    // Windows keeps a file that is in use, if a program elsewhere unpacks to this directory.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    /** Where a native library may be unpacked; a temporary directory may forbid execution. */
    Path natives() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
