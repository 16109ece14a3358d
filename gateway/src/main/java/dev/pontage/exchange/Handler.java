package dev.pontage.exchange;

import dev.pontage.dialect.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * One route of the control plane. The role stands in the type: a route without one does not build (S-04, S-05).
 *
 * @param method HTTP method
 * @param path the whole path, exactly
 * @param role who may call it
 * @param maxBodyBytes the largest body it takes; 0 for none
 * @param action runs on a virtual thread and may block
 */
public record Handler(String method, String path, Role role, int maxBodyBytes, Function<Request, Response> action) {

    /** What reached the route. {@code query} is the raw query, empty if none. */
    public record Request(String query, Headers headers, byte[] body) {}

    /** What goes back; the body is written as it is made. */
    public record Response(int status, Headers headers, Content content) {}

    /** Writes a body. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
