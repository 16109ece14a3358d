package dev.pontage.dialect.chat;

import dev.pontage.dialect.Loss;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects losses, each field once however many items of a list lose it. */
public final class Losses {
    private static final int LIMIT = 64;
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

    private final Set<Loss> losses = new LinkedHashSet<>();

    /** Adds a field by its path, such as {@code messages[3].name}; of more than {@value #LIMIT} the rest is "...". */
    public void add(String path) {
        String field = INDEX.matcher(path).replaceAll("[]");
        losses.add(new Loss(losses.size() < LIMIT ? field : "..."));
    }

    public void addAll(List<String> paths) {
        paths.forEach(this::add);
    }

    public List<Loss> list() {
        return List.copyOf(losses);
    }
}
