package dev.pontage.boot;

import dev.pontage.store.StoreRefused;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Why the gateway does not start: one line that says what to do, and the exit code that goes with it. */
public final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartRefused(ExitCode exitCode, String remedy) {
        super(remedy);
        this.exitCode = exitCode;
    }

    public StartRefused(ExitCode exitCode, String remedy, Throwable cause) {
        super(remedy, cause);
        this.exitCode = exitCode;
    }

    /** What an error of the disk at start means for the operator. */
    static StartRefused of(IOException e) {
        if (e instanceof StoreRefused refused) {
            return new StartRefused(exitCode(refused.reason()), String.valueOf(e.getMessage()), e);
        }
        if (e instanceof FileSystemException of && of.getFile() != null) {
            Path there = existing(Path.of(of.getFile()));
            // A file system that is mounted for reading has no exception of its own, but says so when asked.
            if (e instanceof AccessDeniedException || !Files.isWritable(there)) {
                return new StartRefused(
                        ExitCode.PERMISSION,
                        there + " may not be used by the user who runs this; give it to that user with chown and"
                                + " chmod u+rwX, or choose another directory with --data or --secrets",
                        e);
            }
        }
        return new StartRefused(ExitCode.FAILED, "cannot start: " + e.getMessage(), e);
    }

    /** What was to be made in a directory is not there; the directory is what is wrong. */
    private static Path existing(Path path) {
        Path there = path.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private static ExitCode exitCode(StoreRefused.Reason reason) {
        return switch (reason) {
            case LOCKED -> ExitCode.LOCKED;
            case NOT_OURS -> ExitCode.PERMISSION;
            case SECRETS -> ExitCode.SECRETS;
            case SCHEMA, FAILED -> ExitCode.FAILED;
        };
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
