package dev.pontage.resource;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that are stored, by kind and name, for the time of one plan. */
final class StoredRows {
    private final Map<Kind, Map<String, Resource>> byName = new EnumMap<>(Kind.class);

    private StoredRows() {
        for (Kind kind : Kind.values()) {
            byName.put(kind, new HashMap<>());
        }
    }

    static StoredRows load(Resources resources) throws IOException {
        StoredRows rows = new StoredRows();
        resources.load(row -> rows.of(row.head().kind()).put(row.head().name(), row));
        return rows;
    }

    /** The row of this name, removed or not. */
    @Nullable Resource find(Kind kind, String name) {
        return of(kind).get(name);
    }

    /** All of a kind, removed ones too. */
    Collection<Resource> all(Kind kind) {
        return of(kind).values();
    }

    private Map<String, Resource> of(Kind kind) {
        Map<String, Resource> rows = byName.get(kind);
        if (rows == null) {
            throw new IllegalStateException("no rows of kind " + kind);
        }
        return rows;
    }
}
