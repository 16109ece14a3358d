package dev.pontage.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a mapping, as data: which are known, what may stand in them, and which a later release brings.
 *
 * <p>A field whose feature is not built yet is refused by name, never ignored: a limit that nobody enforces is worse
 * than none.
 */
final class FieldTable {
    private final String of;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private FieldTable(String of) {
        this.of = of;
    }

    /** An empty table for what is called so. */
    static FieldTable of(String what) {
        return new FieldTable(what);
    }

    FieldTable required(String name, Shape shape) {
        fields.put(name, new Field(shape, Presence.REQUIRED));
        return this;
    }

    FieldTable optional(String name, Shape shape) {
        fields.put(name, new Field(shape, Presence.OPTIONAL));
        return this;
    }

    FieldTable notBuilt(String... names) {
        for (String name : names) {
            fields.put(name, new Field(new Shape.Special(), Presence.NOT_BUILT));
        }
        return this;
    }

    /** Reports unknown, missing, unbuilt and misshapen fields; gives those that fit. */
    Map<String, Tree> check(Tree.Fields mapping, Scope scope) {
        Map<String, Tree> fitting = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            Field field = fields.get(name);
            Scope at = scope.at(name);
            if (field == null) {
                at.wrong(entry.line(), "unknown field; " + of + " takes " + String.join(", ", names()), name, names());
            } else if (field.presence() == Presence.NOT_BUILT) {
                at.wrong(entry.line(), "not built yet");
            } else if (field.shape().fits(entry.value(), at)) {
                fitting.put(name, entry.value());
            }
        });
        fields.forEach((name, field) -> {
            if (field.presence() == Presence.REQUIRED && !mapping.entries().containsKey(name)) {
                scope.at(name).wrong(mapping.line(), "missing; " + of + " needs it");
            }
        });
        return fitting;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        fields.forEach((name, field) -> {
            if (field.presence() != Presence.NOT_BUILT) {
                names.add(name);
            }
        });
        return names;
    }

    private record Field(Shape shape, Presence presence) {}

    private enum Presence {
        REQUIRED,
        OPTIONAL,
        NOT_BUILT
    }
}
