package dev.pontage.dialect.chat;

import dev.pontage.dialect.json.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a {@link Turn}.
 *
 * <p>{@code mark} asks the upstream to cache everything up to and including the part; null where nobody asked.
 */
public sealed interface Part {

    @Nullable CacheMark mark();

    /** Text that the model reads or has written. */
    record Text(String text, @Nullable CacheMark mark) implements Part {}

    /** An image, a document, a recording or a film. {@code name} is a document's, empty if it has none. */
    record Media(
            Medium medium,
            String mediaType,
            Source source,
            String name,
            Detail detail,
            @Nullable CacheMark mark) implements Part {}

    /**
     * What a model thought, as it showed it.
     *
     * @param signature what its maker wants back with it to believe it, opaque; empty if there is none
     */
    record Thinking(String text, String signature) implements Part {
        @Override
        public @Nullable CacheMark mark() {
            return null;
        }
    }

    /** What a model thought, sealed by its maker. */
    record Redacted(String data) implements Part {
        @Override
        public @Nullable CacheMark mark() {
            return null;
        }
    }

    /** The model's words for why it does not answer. */
    record Refused(String text) implements Part {
        @Override
        public @Nullable CacheMark mark() {
            return null;
        }
    }

    /**
     * The model calls a tool.
     *
     * @param arguments JSON text of an object, as the model wrote it; "" means the same as {}
     * @param signature Gemini's, which it wants back with the call; empty if there is none
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            String signature,
            @Nullable CacheMark mark) implements Part {}

    /**
     * What came of a call.
     *
     * @param callId the id of the {@link ToolCall}
     * @param content {@link Text} and {@link Media} only
     * @param failed whether the tool reports an error
     */
    record ToolResult(
            String callId,
            List<Part> content,
            boolean failed,
            @Nullable CacheMark mark) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /** The kinds of media. */
    enum Medium {
        IMAGE,
        DOCUMENT,
        AUDIO,
        VIDEO
    }

    /** How closely an image is to be looked at (OpenAI's {@code detail}). */
    enum Detail {
        AUTO,
        LOW,
        HIGH
    }

    /** Where the bytes of a medium are. */
    sealed interface Source {}

    /** Here, in base64 (RFC 4648 section 4, as it came: never decoded to pass on). */
    record Inline(String base64) implements Source {}

    /**
     * On the web. An address in a cloud's own store ({@code gs:}, {@code s3:}) is read with the provider's credential,
     * whoever the object belongs to, so none crosses (C8).
     *
     * @param field of the client's request that names it, such as {@code messages[0].content[1].image_url.url}
     */
    record Url(String url, String field) implements Source {

        /**
         * The address at this place.
         *
         * @throws dev.pontage.dialect.json.Malformed if it is none on the web
         */
        public static Url at(Place place) {
            String url = place.text();
            if (!isOnTheWeb(url)) {
                throw place.malformed("must be an https: or http: address, or a data: URL");
            }
            return new Url(url, place.path());
        }

        /** Whether anybody may ask for it, as far as the address tells. */
        public static boolean isOnTheWeb(String url) {
            return url.regionMatches(true, 0, "https:", 0, 6) || url.regionMatches(true, 0, "http:", 0, 5);
        }
    }

    /** A text document, as text. */
    record PlainText(String text) implements Source {}

    /** A file that an upstream stores, by its id there. */
    record FileId(String id) implements Source {}
}
