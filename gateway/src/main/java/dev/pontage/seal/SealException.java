package dev.pontage.seal;

/**
 * Something sealed cannot be trusted, or the secrets that would open it are not there.
 *
 * <p>The message is one line for the operator, with the remedy; it never holds a secret.
 */
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SealException(String message) {
        super(message);
    }

    SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
