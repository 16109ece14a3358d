package dev.pontage.testkit.simulator;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A small instance of a JSON schema, or of OpenAPI's as Gemini writes it. */
final class Instance {
    private static final int DEPTH = 12;

    private Instance() {}

    static JsonNode of(JsonNode schema) {
        return of(schema, schema, 0);
    }

    private static JsonNode of(JsonNode schema, JsonNode root, int depth) {
        if (depth > DEPTH) {
            return Json.object();
        }
        if (schema.path("$ref").isString()) {
            String pointer = schema.path("$ref").stringValue();
            return of(root.at(pointer.substring(1)), root, depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        for (String union : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(union).isArray() && !schema.get(union).isEmpty()) {
                return of(schema.get(union).get(0), root, depth + 1);
            }
        }
        JsonNode type = schema.path("type").isArray() ? schema.get("type").get(0) : schema.path("type");
        return switch (type.asString("object").toLowerCase(Locale.ROOT)) {
            case "string" -> Json.MAPPER.valueToTree("sim");
            case "integer", "number" ->
                Json.MAPPER.valueToTree(Math.max(7, schema.path("minimum").asInt(7)));
            case "boolean" -> Json.MAPPER.valueToTree(true);
            case "null" -> Json.MAPPER.nullNode();
            case "array" -> Json.array(of(schema.path("items"), root, depth + 1));
            default -> {
                ObjectNode object = Json.object();
                schema.path("properties")
                        .properties()
                        .forEach(member -> object.set(member.getKey(), of(member.getValue(), root, depth + 1)));
                yield object;
            }
        };
    }
}
