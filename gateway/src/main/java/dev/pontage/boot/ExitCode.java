package dev.pontage.boot;

/** What the process's exit code says; the numbers are documented and do not change. */
public enum ExitCode {
    /** It stopped as it was told to. */
    STOPPED(0),
    /** Something failed that should not have: a bug, or a machine in trouble. */
    FAILED(1),
    /** The command line or a variable cannot be understood. */
    USAGE(2),
    /** A configuration file is refused; nothing of it was applied. */
    CONFIGURATION(3),
    /** The address to listen on is taken or not this machine's. */
    ADDRESS(4),
    /** Another process works on the data directory. */
    LOCKED(5),
    /** A directory or file has the wrong owner or permissions. */
    PERMISSION(6),
    /** There is data whose secrets are missing. */
    SECRETS(7),
    /** The machine grants too few file descriptors. */
    DESCRIPTORS(8);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
