package dev.pontage.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a small value that a JSON schema accepts, as far as the keywords of structured outputs go. */
final class Instance {
    /** A recursive schema ends here. */
    private static final int MAX_DEPTH = 16;

    /** Most items of an array that must have many. */
    private static final int MAX_ITEMS = 64;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final String text;

    private Instance(JsonNode root, String text) {
        this.root = root;
        this.text = text;
    }

    /** An instance whose strings are {@code text} where the schema lets them; an empty object for no schema. */
    static JsonNode of(JsonNode schema, String text) {
        return schema.isObject() ? new Instance(schema, text).make(schema, 0) : NODES.objectNode();
    }

    private JsonNode make(JsonNode schema, int depth) {
        if (depth > MAX_DEPTH) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            return make(root.at(pointer(schema.path("$ref").asString(""))), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.path("enum").path(0);
        }
        for (String union : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(union).isArray()) {
                return make(schema.path(union).path(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "string" -> NODES.stringNode(string(schema));
            case "integer", "number" -> number(schema);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            case "array" -> items(schema, depth);
            default -> members(schema, depth);
        };
    }

    /** A reference such as {@code #/$defs/step} as a JSON pointer; what is not in this document points at the root. */
    private static String pointer(String reference) {
        return reference.startsWith("#/") ? reference.substring(1) : "";
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asString("") : type.asString("");
    }

    private String string(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "date" -> "2026-01-01";
            case "time" -> "00:00:00Z";
            case "email" -> "demo@example.com";
            case "uri" -> "https://example.com/demo";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> text;
        };
    }

    private static JsonNode number(JsonNode schema) {
        JsonNode minimum = schema.path("minimum");
        if (minimum.isNumber()) {
            return minimum;
        }
        JsonNode above = schema.path("exclusiveMinimum");
        return NODES.numberNode(above.isNumber() ? above.asLong(0) + 1 : 1);
    }

    private JsonNode items(JsonNode schema, int depth) {
        ArrayNode items = NODES.arrayNode();
        int count = Math.min(schema.path("minItems").asInt(1), MAX_ITEMS);
        for (int i = 0; i < count && depth < MAX_DEPTH; i++) {
            items.add(make(schema.path("items"), depth + 1));
        }
        return items;
    }

    /** Only what is required, so that a schema that refers to itself where it may stop does stop. */
    private JsonNode members(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode name : schema.path("required").values()) {
            object.set(name.asString(""), make(schema.path("properties").path(name.asString("")), depth + 1));
        }
        return object;
    }
}
