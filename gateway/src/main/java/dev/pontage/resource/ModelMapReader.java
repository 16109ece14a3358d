package dev.pontage.resource;

import dev.pontage.model.ShippedMaps;
import dev.pontage.resource.Spec.ModelMapSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the spec of a {@code ModelMap}. */
final class ModelMapReader {
    private static final int MAX_TARGETS = 16;
    private static final int MAX_NAME_CHARS = 256;

    private static final FieldTable TABLE = FieldTable.of("a ModelMap")
            .optional("rules", new Shape.Mapping("rules from a name or pattern to a model"))
            .optional("shipped", new Shape.OneOf(ShippedMaps.names()))
            .notBuilt("account");

    private ModelMapReader() {}

    static ModelMapSpec read(Tree.Fields spec, Scope scope) {
        Reading fields = new Reading(spec, TABLE, scope);
        Map<String, List<String>> rules = new LinkedHashMap<>();
        if (!fields.has("rules") && !fields.has("shipped")) {
            scope.at("rules").wrong(spec.line(), "missing; a ModelMap needs rules of its own, or a shipped map");
        }
        fields.mapping("rules").entries().forEach((pattern, entry) -> {
            Scope at = fields.scope("rules").at(pattern);
            if (!isName(pattern)) {
                at.wrong(entry.line(), "expected a model name or pattern without white space");
            }
            rules.put(pattern, targets(entry.value(), at));
        });
        return new ModelMapSpec(rules, fields.text("shipped"));
    }

    private static List<String> targets(Tree value, Scope scope) {
        List<Tree> items = value instanceof Tree.Items list ? list.items() : List.of(value);
        if (items.isEmpty() || items.size() > MAX_TARGETS) {
            scope.wrong(value.line(), "expected a model, or a list of 1 to " + MAX_TARGETS + " models");
        }
        List<String> targets = new ArrayList<>(items.size());
        for (Tree item : items) {
            if (item instanceof Tree.Text text
                    && text.isWord()
                    && isName(text.text())
                    && text.text().indexOf('*') < 0) {
                if (targets.contains(text.text())) {
                    scope.wrong(item.line(), "the same model twice");
                }
                targets.add(text.text());
            } else {
                scope.wrong(item.line(), "expected the name of one model, without * and white space");
            }
        }
        return List.copyOf(targets);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_CHARS
                && name.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
