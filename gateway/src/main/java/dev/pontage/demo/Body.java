package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A request's JSON object, in which an explicit null counts as absent. */
final class Body {
    private final JsonNode root;

    private Body(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a body.
     *
     * @throws Rejected if it is no JSON object
     */
    static Body read(byte[] bytes) {
        try {
            JsonNode root = Json.read(bytes);
            if (root.isObject()) {
                return new Body(root);
            }
        } catch (JacksonException notJson) {
            // Answered below like any other body that is not an object.
        }
        throw Rejected.body("We could not parse the JSON body of your request. "
                + "The API expects a JSON object as the request body.");
    }

    /** A member, or a missing node. */
    JsonNode at(String name) {
        return of(root, name);
    }

    /** A member of any object, or a missing node. */
    static JsonNode of(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isNull() ? Json.missing() : value;
    }

    String model() {
        JsonNode model = at("model");
        if (model.isMissingNode()) {
            throw Rejected.body("you must provide a model parameter");
        }
        if (!model.isString()) {
            throw Rejected.field("model", "Invalid type for 'model': expected a string.");
        }
        return model.stringValue();
    }

    boolean flag(String name) {
        JsonNode value = at(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Rejected.field(name, "Invalid type for '" + name + "': expected a boolean.");
        }
        return value.booleanValue(false);
    }

    long whole(String name, long absent, long min, long max) {
        JsonNode value = at(name);
        if (value.isMissingNode()) {
            return absent;
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < min || value.longValue() > max) {
            throw Rejected.field(name, "Invalid '" + name + "': expected an integer from " + min + " to " + max + ".");
        }
        return value.longValue();
    }

    void number(String name, double min, double max) {
        JsonNode value = at(name);
        boolean fits =
                value.isMissingNode() || (value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max);
        if (!fits) {
            throw Rejected.field(name, "Invalid '" + name + "': expected a number from " + min + " to " + max + ".");
        }
    }

    /** A string or an array of strings. */
    List<String> strings(String name) {
        JsonNode value = at(name);
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode item : value.values()) {
            if (!item.isString()) {
                throw Rejected.field(name, "Invalid type for '" + name + "': expected a string or an array of them.");
            }
            strings.add(item.stringValue());
        }
        return strings;
    }
}
