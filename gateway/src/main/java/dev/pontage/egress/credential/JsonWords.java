package dev.pontage.egress.credential;

import dev.pontage.dialect.Headers;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes small JSON objects of texts and numbers. */
public final class JsonWords {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonWords() {}

    /**
     * An object.
     *
     * @param texts its members that are texts; those that are empty are left out
     * @param more names, each with a number or truth value after it
     */
    public static String object(Headers texts, Object... more) {
        StringWriter to = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), to)) {
            json.writeStartObject();
            texts.forEach((name, text) -> {
                if (!text.isEmpty()) {
                    json.writeStringProperty(name, text);
                }
            });
            for (int i = 0; i < more.length; i += 2) {
                json.writeName(more[i].toString());
                switch (more[i + 1]) {
                    case Boolean flag -> json.writeBoolean(flag);
                    case Long number -> json.writeNumber(number);
                    default -> throw new IllegalArgumentException("neither a number nor a truth value");
                }
            }
            json.writeEndObject();
        }
        return to.toString();
    }
}
