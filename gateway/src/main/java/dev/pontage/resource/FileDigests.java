package dev.pontage.resource;

import dev.pontage.base.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The SHA-256 of files that are looked at every second.
 *
 * <p>A file of up to {@value #SMALL_BYTES} bytes is read at every look. A larger one, whose reading each second would
 * cost more than serving does, is taken to be what it was while its {@linkplain FileSet.Disk#stamp stamp} stays the
 * same: but only if the stamp was already old when the file was read, since a second write within one tick of the file
 * system's clock leaves it as it is, and for no longer than {@value #BELIEVED_SECONDS} s, since a network's file system
 * may answer from a cache.
 */
final class FileDigests {
    private static final long SMALL_BYTES = 1 << 20;
    private static final long OLD_SECONDS = 3;
    private static final long BELIEVED_SECONDS = 30;
    private static final int CHUNK_BYTES = 1 << 16;

    private final FileSet.Disk disk;
    private final Ticker ticker;
    private final long maximumBytes;
    private final Map<Path, Known> known = new HashMap<>();

    /** @param maximumBytes of a file at most a chunk more than this is read */
    FileDigests(FileSet.Disk disk, Ticker ticker, long maximumBytes) {
        this.disk = disk;
        this.ticker = ticker;
        this.maximumBytes = maximumBytes;
    }

    /** What the files are now, as far as can be told without reading them more often than it is worth. */
    List<Digested> look(List<Path> files) {
        known.keySet().retainAll(Set.copyOf(files));
        return files.stream().map(this::look).toList();
    }

    /** Makes the next look read them all. */
    void forget() {
        known.clear();
    }

    private Digested look(Path file) {
        Known before = known.get(file);
        String stamp = disk.stamp(file).orElse("");
        long now = ticker.nanos();
        if (before != null && before.isStill(stamp, now)) {
            return before.digested();
        }
        Digested read = read(file, OutputStream.nullOutputStream());
        if (stamp.isEmpty() || !read.readable() || read.bytes() <= SMALL_BYTES) {
            known.remove(file);
        } else {
            long since = before != null && before.stamp().equals(stamp) ? before.sinceNanos() : now;
            known.put(file, new Known(read, stamp, since, now));
        }
        return read;
    }

    /** Reads it, whatever is known of it, and copies what is read. */
    Digested read(Path file, OutputStream copy) {
        MessageDigest digest = sha256();
        long total = 0;
        try (InputStream bytes = disk.open(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = bytes.read(chunk); count > 0; count = bytes.read(chunk)) {
                digest.update(chunk, 0, count);
                copy.write(chunk, 0, count);
                total += count;
                if (total > maximumBytes) {
                    break;
                }
            }
        } catch (IOException e) {
            return new Digested(file, "", total, false);
        }
        return new Digested(file, HexFormat.of().formatHex(digest.digest()), total, true);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /**
     * A file as it was read.
     *
     * @param sha256 in hexadecimal; empty if it cannot be read
     * @param bytes how many were read
     */
    record Digested(Path file, String sha256, long bytes, boolean readable) {}

    /**
     * A large file.
     *
     * @param sinceNanos when this stamp was first seen
     * @param readNanos when it was last read
     */
    private record Known(Digested digested, String stamp, long sinceNanos, long readNanos) {
        boolean isStill(String seen, long nowNanos) {
            return stamp.equals(seen)
                    && readNanos - sinceNanos >= TimeUnit.SECONDS.toNanos(OLD_SECONDS)
                    && nowNanos - readNanos < TimeUnit.SECONDS.toNanos(BELIEVED_SECONDS);
        }
    }
}
