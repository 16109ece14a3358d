package dev.pontage.egress.credential;

/**
 * The bounds of our own questions.
 *
 * @param connectMillis until a connection is there, TLS included
 * @param totalMillis the whole question, look-up of the name included
 * @param headBytes of an answer's head
 * @param bodyBytes of an answer's body
 */
public record WebLimits(int connectMillis, int totalMillis, int headBytes, int bodyBytes) {
    public static final WebLimits DEFAULT = new WebLimits(3_000, 10_000, 32 << 10, 1 << 20);
}
