package dev.pontage.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees, which this package can afford: it serves a demo and no traffic. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode missing() {
        return JsonNodeFactory.instance.missingNode();
    }

    /**
     * Reads a request's body.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON
     */
    static JsonNode read(byte[] body) {
        return MAPPER.readTree(body);
    }

    static byte[] bytes(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
