package dev.pontage.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the canonical JSON of a spec back into a tree. */
final class StoredSpec {
    private static final JsonFactory JSON = new JsonFactory();

    private StoredSpec() {}

    /** @throws IllegalArgumentException if it is not what {@link Canonical} writes */
    static Tree.Fields read(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (value(parser) instanceof Tree.Fields fields) {
                return fields;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a stored spec is not JSON", e);
        }
        throw new IllegalArgumentException("a stored spec is not an object");
    }

    private static Tree value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Tree.Entry> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, new Tree.Entry(0, value(parser)));
                }
                yield new Tree.Fields(fields, 0);
            }
            case START_ARRAY -> {
                List<Tree> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Tree.Items(items, 0);
            }
            case VALUE_STRING -> new Tree.Text(parser.getString(), true, 0);
            case null -> throw new IllegalArgumentException("a stored spec is empty");
            default -> new Tree.Text(parser.getString(), false, 0);
        };
    }
}
