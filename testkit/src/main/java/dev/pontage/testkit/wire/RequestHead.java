package dev.pontage.testkit.wire;

/**
 * The head of a request as the upstream saw it.
 *
 * @param number the request's place among all heads that arrived, from 1
 * @param connection the number of its connection, from 1 in order of accepting
 * @param method the method, as spelled
 * @param target the request target, raw: path and query, nothing decoded
 * @param version the protocol, such as {@code HTTP/1.1}
 * @param fields the header fields in order
 * @param raw every byte of the head as ISO 8859-1, with the empty line that ends it
 * @param nanos {@link System#nanoTime} when the head was complete
 */
public record RequestHead(
        int number,
        int connection,
        String method,
        String target,
        String version,
        Fields fields,
        String raw,
        long nanos) {}
