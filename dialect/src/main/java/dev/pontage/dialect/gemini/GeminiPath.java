package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.ChatCodec.Asked;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands below a base URL: {@code /models/{model}:{action}}, with the model and the wish for a stream in
 * it (protocols 4.1). Vertex's base URL ends in {@code /publishers/google}; below it the paths are the same.
 *
 * @param model empty if the path names none
 * @param action what follows the last colon, such as {@code generateContent}
 * @param sse whether a stream is to be one of events; else it is one JSON array
 */
record GeminiPath(String model, String action, boolean sse) {
    static final String GENERATE = "generateContent";
    static final String STREAM = "streamGenerateContent";
    static final String COUNT = "countTokens";
    static final String EMBED = "embedContent";
    static final String EMBED_BATCH = "batchEmbedContents";

    private static final String MODELS = "/models/";
    private static final String TUNED = "/tunedModels/";

    /** What a model's name may have beside letters and digits without being escaped (RFC 3986 section 3.3). */
    private static final String PLAIN = "-._~:@";

    /** The path of a chat; {@code sse} matters only to a stream. */
    static String chat(String model, boolean stream, boolean sse) {
        return path(model, stream ? STREAM : GENERATE) + (stream && sse ? "?alt=sse" : "");
    }

    static String path(String model, String action) {
        String name = model.startsWith("models/") ? model.substring("models/".length()) : model;
        boolean tuned = name.startsWith("tunedModels/");
        return (tuned ? TUNED + escaped(name.substring("tunedModels/".length())) : MODELS + escaped(name))
                + ':'
                + action;
    }

    /**
     * What a client's path and query say; null if it is no call on a model.
     *
     * @param path decoded, with or without what stands before {@code models}
     * @param query not decoded, without its question mark; empty if there is none
     */
    static @Nullable GeminiPath of(String path, String query) {
        int from = path.lastIndexOf(MODELS);
        int tuned = path.lastIndexOf(TUNED);
        int colon = path.lastIndexOf(':');
        int start = from >= 0 ? from + MODELS.length() : tuned + 1;
        if ((from < 0 && tuned < 0) || colon <= start) {
            return null;
        }
        boolean sse = ('&' + query + '&').contains("&alt=sse&");
        return new GeminiPath(path.substring(start, colon), path.substring(colon + 1), sse);
    }

    /** What a reader of the request needs of it. */
    Asked asked() {
        return new Asked(model, action.equals(STREAM));
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder(name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || PLAIN.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
