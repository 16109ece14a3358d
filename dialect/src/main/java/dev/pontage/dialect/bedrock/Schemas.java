package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON schemas as this protocol takes them. */
final class Schemas {
    private static final String CLOSED = "additionalProperties";

    /** What a tool without parameters has, for there must be a schema (A38). */
    static final Json.Obj NO_PARAMETERS = noParameters();

    private Schemas() {}

    /** The same with every object closed that does not say: to hold an answer to it, the upstream wants them so. */
    static Json closed(Json schema) {
        return switch (schema) {
            case Json.Obj object -> {
                Map<String, Json> members = new LinkedHashMap<>();
                object.members().forEach((name, value) -> members.put(name, closed(value)));
                if (isObject(object)) {
                    members.putIfAbsent(CLOSED, new Json.Bool(false));
                }
                yield new Json.Obj(members);
            }
            case Json.Arr array ->
                new Json.Arr(array.items().stream().map(Schemas::closed).toList());
            case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> schema;
        };
    }

    private static boolean isObject(Json.Obj schema) {
        return schema.get("type") instanceof Json.Str(String type) && type.equals("object");
    }

    private static Json.Obj noParameters() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("type", new Json.Str("object"));
        members.put("properties", Json.Obj.EMPTY);
        return new Json.Obj(members);
    }
}
