package dev.pontage.boot;

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

    public ExitCode exitCode() {
        return exitCode;
    }
}
