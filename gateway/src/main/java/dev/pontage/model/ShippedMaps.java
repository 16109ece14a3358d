package dev.pontage.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The maps that are shipped, dated and with their source in {@code maps/}: public names of models and what a vendor
 * calls them (S0.41). A ModelMap takes one in by its name, such as {@code bedrock-eu}.
 */
public final class ShippedMaps {
    private static final List<String> FILES = List.of("bedrock");
    private static final Map<String, Shipped> ALL = load();

    private ShippedMaps() {}

    /** What a ModelMap may take in. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The rules of one, as a ModelMap gives them.
     *
     * @param name one of {@link #names}
     * @param defaultModel what serves the names for which the map has no model of its own; empty for the map's default
     */
    public static Map<String, List<String>> rules(String name, String defaultModel) {
        Shipped shipped = ALL.get(name);
        if (shipped == null) {
            throw new IllegalArgumentException("no map is shipped under the name " + name);
        }
        Map<String, List<String>> rules = new LinkedHashMap<>(shipped.rules());
        List<String> serving = List.of(defaultModel.isEmpty() ? shipped.defaultModel() : defaultModel);
        shipped.servedByDefault().forEach(pattern -> rules.put(pattern, serving));
        return rules;
    }

    private static Map<String, Shipped> load() {
        Map<String, Shipped> all = new TreeMap<>();
        for (String name : FILES) {
            String file = "maps/" + name + ".json";
            try (InputStream in = ShippedMaps.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("not shipped: " + file);
                }
                JsonNode map = JsonMapper.shared().readTree(in);
                for (JsonNode geography : map.get("geographies")) {
                    all.put(name + "-" + geography.asString(), read(map, geography.asString()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (JacksonException e) {
                throw new IllegalStateException(file + " is damaged", e);
            }
        }
        return all;
    }

    private static Shipped read(JsonNode map, String geography) {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        map.get("rules")
                .properties()
                .forEach(rule -> rules.put(
                        rule.getKey(), List.of(rule.getValue().asString().replace("{geo}", geography))));
        List<String> byDefault = new ArrayList<>();
        map.get("servedByDefault").forEach(pattern -> byDefault.add(pattern.asString()));
        return new Shipped(rules, map.get("default").asString(), byDefault);
    }

    private record Shipped(Map<String, List<String>> rules, String defaultModel, List<String> servedByDefault) {}
}
