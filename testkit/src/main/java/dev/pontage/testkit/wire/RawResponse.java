package dev.pontage.testkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An answer as a raw client read it. */
public final class RawResponse {
    private final int status;
    private final String reason;
    private final String version;
    private final Fields fields;
    private final List<Integer> interim;
    private final byte[] body;
    private final End end;

    RawResponse(String startLine, Fields fields, List<Integer> interim, byte[] body, End end) {
        String[] words = startLine.split(" ", 3);
        this.version = words[0];
        this.status = Integer.parseInt(words[1]);
        this.reason = words.length > 2 ? words[2] : "";
        this.fields = fields;
        this.interim = List.copyOf(interim);
        this.body = body;
        this.end = end;
    }

    /** How a message ended. */
    public enum End {
        /** Not yet. */
        OPEN,
        /** As its framing said. */
        WHOLE,
        /** By a FIN before that. */
        CUT,
        /** By an RST before that. */
        RESET
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The reason phrase. */
    public String reason() {
        return reason;
    }

    /** The protocol, such as {@code HTTP/1.1}. */
    public String version() {
        return version;
    }

    /** The header fields in order. */
    public Fields fields() {
        return fields;
    }

    /** The first header field of that name. */
    public Optional<String> header(String name) {
        return fields.first(name);
    }

    /** The statuses of the interim answers before this one. */
    public List<Integer> interim() {
        return interim;
    }

    /** The body without its transfer coding, a copy; as far as it came. Empty where only the head was read. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How the message ended. */
    public End end() {
        return end;
    }

    /** Whether the message came to the end that its framing announced. */
    public boolean whole() {
        return end == End.WHOLE;
    }

    @Override
    public String toString() {
        return version + " " + status + " " + fields.list() + " " + end + "\n" + text();
    }
}
