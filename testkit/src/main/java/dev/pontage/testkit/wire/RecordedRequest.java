package dev.pontage.testkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request that the upstream has received to its last byte. */
public final class RecordedRequest {
    private final RequestHead head;
    private final byte[] body;
    private final long nanos;

    RecordedRequest(RequestHead head, byte[] body, long nanos) {
        this.head = head;
        this.body = body;
        this.nanos = nanos;
    }

    /** Its head. */
    public RequestHead head() {
        return head;
    }

    /** The method, as spelled. */
    public String method() {
        return head.method();
    }

    /** The request target, raw. */
    public String target() {
        return head.target();
    }

    /** The number of the connection it came on, from 1. */
    public int connection() {
        return head.connection();
    }

    /** The first header field of that name. */
    public Optional<String> header(String name) {
        return head.fields().first(name);
    }

    /** The body without its transfer coding, a copy. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@link System#nanoTime} when its last byte was read. */
    public long nanos() {
        return nanos;
    }

    @Override
    public String toString() {
        return head.raw() + text();
    }
}
