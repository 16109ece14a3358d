package dev.pontage.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is tried, read from the files beside: the protocols, the features, and the gateway's resources. */
final class MatrixFiles {
    private MatrixFiles() {}

    static List<Protocol> protocols() {
        List<Protocol> protocols = new ArrayList<>();
        for (Map<?, ?> entry : entries("protocols.yaml")) {
            protocols.add(new Protocol(
                    text(entry, "key"),
                    text(entry, "letter"),
                    text(entry, "title"),
                    text(entry, "model"),
                    text(entry, "path"),
                    text(entry, "streamPath"),
                    required(entry, "request"),
                    required(entry, "streamRequest"),
                    required(entry, "answer"),
                    text(entry, "stream")));
        }
        return protocols;
    }

    static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (Map<?, ?> entry : entries("features.yaml")) {
            features.add(new Feature(
                    text(entry, "title"),
                    entry.containsKey("group") ? text(entry, "group") : "",
                    entry.containsKey("kind")
                            ? Feature.Kind.valueOf(text(entry, "kind").toUpperCase(Locale.ROOT))
                            : Feature.Kind.REQUEST,
                    byProtocol(required(entry, "asks")),
                    byProtocol(entry.get("seen")),
                    byProtocol(entry.get("told")),
                    byProtocol(entry.get("asked")),
                    entry.get("calls") instanceof Integer calls ? calls : 1));
        }
        return features;
    }

    /** A file as text. */
    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(MatrixFiles.class.getResourceAsStream("/matrix/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<?, ?>> entries(String name) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(100)
                .build();
        List<Map<?, ?>> entries = new ArrayList<>();
        if (new Load(settings).loadFromString(text(name)) instanceof List<?> items) {
            for (Object item : items) {
                entries.add((Map<?, ?>) item);
            }
        }
        return entries;
    }

    private static Map<String, Object> byProtocol(@Nullable Object entry) {
        return entry instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                each -> String.valueOf(each.getKey()), Map.Entry::getValue))
                : Map.of();
    }

    private static String text(Map<?, ?> entry, String name) {
        return String.valueOf(required(entry, name));
    }

    private static Object required(Map<?, ?> entry, String name) {
        return Objects.requireNonNull(entry.get(name), name + " of " + entry);
    }
}
