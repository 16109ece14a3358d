package dev.pontage.seal;

/**
 * Something sealed cannot be trusted, or the secrets that would open it are not there.
 *
 * <p>The message is one line for the operator, with the remedy; it never holds a secret.
 */
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean access;

    public SealException(String message) {
        super(message);
        access = false;
    }

    SealException(String message, Throwable cause) {
        super(message, cause);
        access = false;
    }

    private SealException(String message, boolean access) {
        super(message);
        this.access = access;
    }

    /** A file or directory is another's, or others may use it; what is in it may well be in order. */
    static SealException access(String message) {
        return new SealException(message, true);
    }

    /** Whether owner or permissions of a file are wrong, and not what is in it. */
    public boolean isAccess() {
        return access;
    }
}
