package dev.pontage.resource;

import dev.pontage.base.Nearest;
import dev.pontage.model.ModelMap;
import dev.pontage.model.Wildcard;
import dev.pontage.resource.Gathering.Read;
import dev.pontage.resource.Spec.ModelMapSpec;
import dev.pontage.resource.Spec.PriceBookSpec;
import dev.pontage.resource.Spec.ProviderSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges model maps and price books against each other and against the providers (F-51). */
final class CrossChecks {
    private final Problems problems;
    private final Map<String, ProviderSpec> providers = new LinkedHashMap<>();
    private final List<Read> modelMaps = new ArrayList<>();
    private final List<Read> priceBooks = new ArrayList<>();

    CrossChecks(Problems problems) {
        this.problems = problems;
    }

    void add(Read read) {
        switch (read.spec()) {
            case ProviderSpec provider -> providers.put(read.document().name(), provider);
            case ModelMapSpec map -> modelMaps.add(read);
            case PriceBookSpec book -> priceBooks.add(read);
            case Spec.AccountSpec account -> {}
            case Spec.KeySpec key -> {}
            case Spec.SettingSpec setting -> {}
        }
    }

    void run() {
        checkMaps();
        checkBooks();
    }

    private void checkMaps() {
        Map<String, List<String>> rules = new HashMap<>();
        Map<String, Read> owners = new HashMap<>();
        for (Read map : modelMaps) {
            ((ModelMapSpec) map.spec()).rules().forEach((pattern, targets) -> {
                Read first = owners.putIfAbsent(pattern, map);
                if (first != null) {
                    wrong(
                            map,
                            "rules",
                            pattern,
                            "the ModelMap " + first.document().name() + " has this rule too");
                }
                if (!targets.isEmpty()) {
                    rules.putIfAbsent(pattern, targets);
                }
            });
        }
        ModelMap compiled = new ModelMap(rules);
        owners.forEach((pattern, map) -> {
            List<String> targets = rules.getOrDefault(pattern, List.of());
            if (!targets.isEmpty() && isCircular(targets.getFirst(), compiled)) {
                wrong(map, "rules", pattern, "the rules lead in a circle from " + targets.getFirst());
            }
            targets.forEach(target -> checkProvider(map, "rules", pattern, target));
        });
    }

    /** A name that its own rule maps to itself is fine: {@code gpt-4*: gpt-4o}. A way back over another name is not. */
    private static boolean isCircular(String start, ModelMap rules) {
        Set<String> passed = new HashSet<>();
        String name = start;
        while (passed.add(name)) {
            String next = rules.find(name).map(List::getFirst).orElse(name);
            if (next.equals(name)) {
                return false;
            }
            name = next;
        }
        return true;
    }

    private void checkBooks() {
        Map<String, Read> owners = new HashMap<>();
        for (Read book : priceBooks) {
            PriceBookSpec spec = (PriceBookSpec) book.spec();
            spec.models().keySet().forEach(model -> checkPriceIsOnlyOne(book, "models", model, owners));
            spec.costs().keySet().forEach(model -> {
                checkPriceIsOnlyOne(book, "costs", model, owners);
                checkProvider(book, "costs", model, model);
            });
        }
    }

    private void checkPriceIsOnlyOne(Read book, String section, String model, Map<String, Read> owners) {
        Read first = owners.putIfAbsent(section + "/" + model, book);
        if (first != null) {
            wrong(book, section, model, "the PriceBook " + first.document().name() + " prices this model too");
        }
    }

    /** {@code a/b} names a provider, unless some provider may serve a model that is called so. */
    private void checkProvider(Read read, String section, String field, String model) {
        int slash = model.indexOf('/');
        if (slash < 0
                || providers.isEmpty()
                || providers.containsKey(model.substring(0, slash))
                || providers.values().stream().anyMatch(provider -> mayServe(provider, model))) {
            return;
        }
        String nearest = Nearest.of(model.substring(0, slash), providers.keySet(), 1).stream()
                .findFirst()
                .orElse("");
        problems.add(new Problem(
                read.document().source().name(),
                line(read, section, field),
                path(section, field),
                "no provider of this name, and none that serves a model called so",
                nearest));
    }

    private static boolean mayServe(ProviderSpec provider, String model) {
        return provider.models().isEmpty()
                || provider.models().stream().anyMatch(pattern -> new Wildcard(pattern).matches(model));
    }

    private void wrong(Read read, String section, String field, String expected) {
        problems.add(read.document().source().name(), line(read, section, field), path(section, field), expected);
    }

    private static String path(String section, String field) {
        return "spec." + section + "." + field;
    }

    private static int line(Read read, String section, String field) {
        Tree.Entry entry = read.document().spec().entries().get(section);
        if (entry != null && entry.value() instanceof Tree.Fields fields) {
            Tree.Entry inner = fields.entries().get(field);
            return inner == null ? entry.line() : inner.line();
        }
        return read.document().line();
    }
}
