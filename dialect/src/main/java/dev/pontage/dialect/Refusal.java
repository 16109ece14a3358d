package dev.pontage.dialect;

/**
 * Our own no to a client, before it is given the shape of the client's dialect.
 *
 * <p>{@code message} is written by us, or scrubbed; it never carries a key, a prompt or an upstream's host.
 *
 * @param status HTTP status, 400 to 599
 * @param type the dialect's own class of error where an upstream named one; empty lets the dialect derive it from the
 *     status and the code
 * @param code machine-readable, lower case with underscores, such as {@code model_not_found}
 * @param param the field of the request that is wrong, such as {@code messages[3].content}; empty if none
 * @param retryAfterMillis how long the client should wait; negative if waiting does not help or is not known
 */
public record Refusal(int status, String type, String code, String message, String param, long retryAfterMillis) {

    public Refusal(int status, String code, String message) {
        this(status, "", code, message, "", -1);
    }

    /** A 400 that names the field at fault. */
    public static Refusal invalid(String param, String message) {
        return new Refusal(400, "", "invalid_value", message, param, -1);
    }

    /** A 503 of our own making: never the client's fault, always worth another try. */
    public static Refusal unavailable(String code, String message) {
        return new Refusal(503, "", code, message, "", 1000);
    }

    public Refusal retryAfter(long millis) {
        return new Refusal(status, type, code, message, param, millis);
    }

    public Refusal param(String field) {
        return new Refusal(status, type, code, message, field, retryAfterMillis);
    }
}
