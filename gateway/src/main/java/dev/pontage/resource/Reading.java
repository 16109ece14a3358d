package dev.pontage.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that its table has judged: what does not fit has been reported and reads as absent.
 *
 * <p>So readers need no second judgement and always come to an end; whether their result may be used, the problems say.
 */
final class Reading {
    private final Map<String, Tree> fields;
    private final Scope scope;
    private final int line;

    Reading(Tree.Fields mapping, FieldTable table, Scope scope) {
        this.fields = table.check(mapping, scope);
        this.scope = scope;
        this.line = mapping.line();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The line of a field's value, or of the mapping where the field is absent. */
    int line(String name) {
        Tree value = fields.get(name);
        return value == null ? line : value.line();
    }

    /** Empty where absent. */
    String text(String name) {
        return text(name, "");
    }

    String text(String name, String absent) {
        return fields.get(name) instanceof Tree.Text text ? text.text() : absent;
    }

    boolean flag(String name) {
        return fields.get(name) instanceof Tree.Text text && text.isTrue();
    }

    long whole(String name, long absent) {
        return fields.get(name) instanceof Tree.Text text ? Long.parseLong(text.text()) : absent;
    }

    long nanoUsd(String name, long absent) {
        return fields.get(name) instanceof Tree.Text text ? Amount.nanoUsd(text.text()) : absent;
    }

    /** A list of texts; empty where absent. */
    List<String> texts(String name) {
        return items(name).stream()
                .filter(Tree.Text.class::isInstance)
                .map(item -> ((Tree.Text) item).text())
                .toList();
    }

    List<Tree> items(String name) {
        return fields.get(name) instanceof Tree.Items items ? items.items() : List.of();
    }

    /** Empty where absent. */
    Tree.Fields mapping(String name) {
        return fields.get(name) instanceof Tree.Fields mapping ? mapping : new Tree.Fields(Map.of(), line);
    }

    @Nullable Tree tree(String name) {
        return fields.get(name);
    }

    Scope scope(String name) {
        return scope.at(name);
    }

    /** Reports a problem with a field that its shape alone could not show. */
    void wrong(String name, String expected) {
        scope.at(name).wrong(line(name), expected);
    }
}
