package dev.pontage.dialect.gemini;

import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Between JSON Schema and Google's {@code Schema}, a part of OpenAPI 3.0's with types in capitals (protocols 4.2, G06).
 *
 * <p>A field that the service does not know fails the whole request there, so only known ones are written.
 */
final class Schemas {
    /** Members that mean the same in both, with a plain value. */
    private static final Set<String> PLAIN = Set.of(
            "title",
            "description",
            "default",
            "minItems",
            "maxItems",
            "required",
            "minProperties",
            "maxProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern");

    /** Counts that JSON of protocol buffers may spell as strings. */
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");

    /** Members that say nothing about a value. */
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$defs", "definitions", "$comment", "examples", "additionalProperties");

    /** Formats that the service knows; any other is refused there. */
    private static final Set<String> FORMATS = Set.of("date-time", "float", "double", "int32", "int64");

    /** A schema with references may be written out to so many nodes: each doubling of a reference doubles it. */
    private static final int NODES_MAX = 10_000;

    private static final int DEPTH_MAX = 128;

    private final Json.Obj document;
    private final Losses losses;
    private final Set<String> open = new HashSet<>();
    private int nodes;
    private int depth;

    private Schemas(Json.Obj document, Losses losses) {
        this.document = document;
        this.losses = losses;
    }

    // ---- from Google's

    /** The JSON Schema that says what this {@code Schema} says; one that is JSON Schema already stays. */
    static Json.Obj toJsonSchema(Json.Obj openApi) {
        Map<String, Json> members = new LinkedHashMap<>();
        openApi.members().forEach((name, value) -> {
            String camel = camel(name);
            switch (camel) {
                case "nullable", "propertyOrdering", "example" -> {}
                case "type" -> type(value, members);
                case "format" -> {
                    if (!value.equals(new Json.Str("enum"))) {
                        members.put(camel, value);
                    }
                }
                case "items", "additionalProperties" ->
                    members.put(camel, value instanceof Json.Obj inner ? toJsonSchema(inner) : value);
                case "properties" -> members.put(camel, each(value));
                case "defs" -> members.put("$defs", each(value));
                case "ref" -> members.put("$ref", value);
                case "anyOf", "prefixItems" -> members.put(camel, all(value));
                default -> members.put(COUNTS.contains(camel) ? camel : name, count(camel, value));
            }
        });
        return openApi.get("nullable") instanceof Json.Bool(boolean nullable) && nullable
                ? orNull(members)
                : new Json.Obj(members);
    }

    private static void type(Json value, Map<String, Json> members) {
        if (!(value instanceof Json.Str(String type))) {
            members.put("type", value);
        } else if (!type.equals("TYPE_UNSPECIFIED")) {
            members.put("type", new Json.Str(type.toLowerCase(Locale.ROOT)));
        }
    }

    private static Json count(String name, Json value) {
        boolean spelled =
                COUNTS.contains(name) && value instanceof Json.Str(String text) && text.matches("[1-9][0-9]{0,17}|0");
        return spelled && value instanceof Json.Str(String digits) ? new Json.Num(digits) : value;
    }

    private static Json each(Json schemas) {
        if (!(schemas instanceof Json.Obj object)) {
            return schemas;
        }
        Map<String, Json> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, schema) ->
                        members.put(name, schema instanceof Json.Obj inner ? toJsonSchema(inner) : schema));
        return new Json.Obj(members);
    }

    private static Json all(Json schemas) {
        if (!(schemas instanceof Json.Arr array)) {
            return schemas;
        }
        List<Json> items = new ArrayList<>(array.items().size());
        for (Json schema : array.items()) {
            items.add(schema instanceof Json.Obj inner ? toJsonSchema(inner) : schema);
        }
        return new Json.Arr(items);
    }

    /** The same schema, or null besides. */
    private static Json.Obj orNull(Map<String, Json> members) {
        Json none = new Json.Str("null");
        if (members.get("type") instanceof Json.Str type) {
            members.put("type", new Json.Arr(List.of(type, none)));
            if (members.get("enum") instanceof Json.Arr(List<Json> words)) {
                List<Json> more = new ArrayList<>(words);
                more.add(Json.Null.NULL);
                members.put("enum", new Json.Arr(more));
            }
        } else if (members.get("anyOf") instanceof Json.Arr(List<Json> schemas)) {
            List<Json> more = new ArrayList<>(schemas);
            more.add(new Members().put("type", none).obj());
            members.put("anyOf", new Json.Arr(more));
        }
        return new Json.Obj(members);
    }

    private static String camel(String snake) {
        return switch (snake) {
            case "any_of" -> "anyOf";
            case "prefix_items" -> "prefixItems";
            case "additional_properties" -> "additionalProperties";
            case "property_ordering" -> "propertyOrdering";
            case "min_items" -> "minItems";
            case "max_items" -> "maxItems";
            case "min_properties" -> "minProperties";
            case "max_properties" -> "maxProperties";
            case "min_length" -> "minLength";
            case "max_length" -> "maxLength";
            default -> snake;
        };
    }

    // ---- to Google's

    /**
     * The {@code Schema} that comes nearest to this JSON Schema; what it cannot say is a loss.
     *
     * @throws Malformed if the schema refers to itself, or to nothing, which the service cannot hold (D14)
     */
    static Json.Obj toOpenApi(Json.Obj jsonSchema, Losses losses) {
        return new Schemas(jsonSchema, losses).cleaned(jsonSchema);
    }

    private Json.Obj cleaned(Json.Obj schema) {
        if (++nodes > NODES_MAX || depth == DEPTH_MAX) {
            throw new Malformed("", "has a schema that is too large for this provider");
        }
        if (schema.get("$ref") instanceof Json.Str(String pointer)) {
            return referred(pointer);
        }
        depth++;
        Members members = new Members();
        type(schema, members);
        schema.members().forEach((name, value) -> member(name, value, members));
        depth--;
        return members.obj();
    }

    private Json.Obj referred(String pointer) {
        if (!open.add(pointer)) {
            throw new Malformed("", "has a schema that refers to itself, which this provider cannot hold");
        }
        Json target = document;
        if (!pointer.equals("#")) {
            for (String step : pointer.startsWith("#/") ? pointer.substring(2).split("/", -1) : new String[] {""}) {
                String name = step.replace("~1", "/").replace("~0", "~");
                target = target instanceof Json.Obj object ? object.get(name) : null;
            }
        }
        if (!(target instanceof Json.Obj found)) {
            throw new Malformed("", "has a schema with a reference to nothing");
        }
        Json.Obj cleaned = cleaned(found);
        open.remove(pointer);
        return cleaned;
    }

    /** One type, and whether null will do; more than one type are alternatives. */
    private void type(Json.Obj schema, Members members) {
        switch (schema.get("type")) {
            case Json.Str(String type) -> putType(type, members);
            case Json.Arr(List<Json> several) -> {
                List<String> types = new ArrayList<>();
                for (Json each : several) {
                    if (each instanceof Json.Str(String type) && !type.equals("null")) {
                        types.add(type);
                    }
                }
                if (types.size() == 1) {
                    putType(types.getFirst(), members);
                } else {
                    List<Json> anyOf = new ArrayList<>();
                    types.forEach(type -> anyOf.add(typed(type)));
                    members.putAny("anyOf", anyOf);
                }
                if (types.size() < several.size()) {
                    members.put("nullable", true);
                }
            }
            case null, default -> {}
        }
    }

    private static Json typed(String type) {
        Members members = new Members();
        putType(type, members);
        return members.obj();
    }

    private static void putType(String type, Members members) {
        members.put("type", type.toUpperCase(Locale.ROOT));
    }

    private void member(String name, Json value, Members members) {
        switch (name) {
            case "type", "nullable" -> {}
            case "properties" -> {
                Json.Obj properties = value instanceof Json.Obj object ? object : Json.Obj.EMPTY;
                if (!properties.members().isEmpty()) {
                    members.put(name, cleanedEach(properties));
                }
            }
            case "items" -> members.put(name, value instanceof Json.Obj inner ? cleaned(inner) : null);
            case "anyOf", "oneOf" -> alternatives(value, members);
            case "allOf" -> together(value, members);
            case "enum" -> words(value, members);
            case "const" -> words(new Json.Arr(List.of(value)), members);
            case "format" -> {
                if (value instanceof Json.Str(String format) && FORMATS.contains(format)) {
                    members.put(name, value);
                } else {
                    losses.add("schema.format");
                }
            }
            default -> {
                if (PLAIN.contains(name)) {
                    members.put(name, value);
                } else if (!SILENT.contains(name)) {
                    losses.add("schema." + name);
                }
            }
        }
    }

    private Json.Obj cleanedEach(Json.Obj properties) {
        Map<String, Json> cleaned = new LinkedHashMap<>();
        properties
                .members()
                .forEach((name, value) ->
                        cleaned.put(name, value instanceof Json.Obj inner ? cleaned(inner) : Json.Obj.EMPTY));
        return new Json.Obj(cleaned);
    }

    private void alternatives(Json value, Members members) {
        List<Json> schemas = new ArrayList<>();
        boolean nullable = false;
        for (Json each : value instanceof Json.Arr(List<Json> items) ? items : List.<Json>of()) {
            boolean isNull = each instanceof Json.Obj object && new Json.Str("null").equals(object.get("type"));
            nullable |= isNull;
            if (!isNull && each instanceof Json.Obj object) {
                schemas.add(cleaned(object));
            }
        }
        if (schemas.size() == 1 && schemas.getFirst() instanceof Json.Obj only) {
            only.members().forEach(members::put);
        } else {
            members.putAny("anyOf", schemas);
        }
        if (nullable) {
            members.put("nullable", true);
        }
    }

    /** One schema in {@code allOf} says the same without it; of several the first speaks. */
    private void together(Json value, Members members) {
        if (value instanceof Json.Arr(List<Json> items) && !items.isEmpty()) {
            if (items.getFirst() instanceof Json.Obj first) {
                cleaned(first).members().forEach(members::put);
            }
            if (items.size() > 1) {
                losses.add("schema.allOf");
            }
        }
    }

    /** Only words can be listed; numbers cannot. */
    private void words(@Nullable Json value, Members members) {
        List<Json> words = new ArrayList<>();
        boolean other = false;
        for (Json each : value instanceof Json.Arr(List<Json> items) ? items : List.<Json>of()) {
            if (each instanceof Json.Str) {
                words.add(each);
            } else if (each == Json.Null.NULL) {
                members.put("nullable", true);
            } else {
                other = true;
            }
        }
        if (other || words.isEmpty()) {
            losses.add("schema.enum");
        } else {
            putType("string", members);
            members.putAny("enum", words);
        }
    }
}
