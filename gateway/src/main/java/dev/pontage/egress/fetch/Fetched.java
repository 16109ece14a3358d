package dev.pontage.egress.fetch;

import dev.pontage.dialect.Refusal;
import java.util.List;

/** What became of the URLs of a request: all of them are there, or the request is refused. */
public sealed interface Fetched {

    /** What each URL named, in the order in which they were wanted. */
    record All(List<Medium> media) implements Fetched {
        public All {
            media = List.copyOf(media);
        }
    }

    /** One of them cannot be had; the refusal names its field. */
    record Refused(Refusal refusal) implements Fetched {}

    /**
     * A medium.
     *
     * @param kind by its bytes, whatever its server called it
     * @param base64 of its bytes (RFC 4648, section 4)
     */
    record Medium(MediaKind kind, String base64) {}
}
