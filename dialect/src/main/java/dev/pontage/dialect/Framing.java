package dev.pontage.dialect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an answer lies in its HTTP body. */
public enum Framing {
    /** It is one document. */
    WHOLE("application/json"),
    /** A stream of server-sent events (WHATWG HTML, 9.2). */
    EVENTS("text/event-stream; charset=utf-8"),
    /** A stream that is one JSON array, as Gemini's clients get it that do not ask for events. */
    ARRAY("application/json"),
    /** A stream of binary frames, as AWS's clients read them. */
    FRAMES("application/vnd.amazon.eventstream");

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    /** What an answer of ours that is framed so says of itself. */
    public String contentType() {
        return contentType;
    }

    /** Whether the answer comes in parts that mean something each. */
    public boolean streamed() {
        return this != WHOLE;
    }

    /** What a content type tells; an array looks like any document. */
    public static Framing of(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/event-stream")
                ? EVENTS
                : type.startsWith("application/vnd.amazon.eventstream") ? FRAMES : WHOLE;
    }
}
