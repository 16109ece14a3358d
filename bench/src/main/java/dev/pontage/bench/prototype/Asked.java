package dev.pontage.bench.prototype;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** A request as it goes upstream: the client's bytes with the model's name replaced, and whether it streams. */
record Asked(Buffer body, boolean stream) {
    static final JsonFactory JSON = new JsonFactory();

    private static final Map<String, byte[]> MODELS =
            Map.of("gpt-x", "\"mock-model-1\"".getBytes(StandardCharsets.UTF_8));

    /** Scans the body once; empty if it is no JSON object or names no model that is mapped. */
    static Optional<Asked> read(byte[] body) {
        int from = -1;
        int to = -1;
        String model = "";
        boolean stream = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("model") && value == JsonToken.VALUE_STRING) {
                    from = (int) parser.currentTokenLocation().getByteOffset();
                    model = parser.getString(); // only now has the parser seen the end of the string
                    to = (int) parser.currentLocation().getByteOffset();
                } else if (name.equals("stream")) {
                    stream = value == JsonToken.VALUE_TRUE;
                } else {
                    parser.skipChildren();
                }
            }
        } catch (StreamReadException e) {
            return Optional.empty();
        }
        byte[] mapped = MODELS.get(model);
        return mapped == null ? Optional.empty() : Optional.of(new Asked(splice(body, from, to, mapped), stream));
    }

    private static Buffer splice(byte[] body, int from, int to, byte[] replacement) {
        byte[] spliced = new byte[body.length - (to - from) + replacement.length];
        System.arraycopy(body, 0, spliced, 0, from);
        System.arraycopy(replacement, 0, spliced, from, replacement.length);
        System.arraycopy(body, to, spliced, from + replacement.length, body.length - to);
        return Buffer.buffer(spliced);
    }
}
