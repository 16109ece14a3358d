package dev.pontage.snapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map made of a large base and a small overlay, so that one changed row costs O(overlay), not O(table).
 *
 * <p>A lookup always probes the overlay and the base, found or not, so that a known and an unknown key cost the same
 * (S-34). The base may be shared by many versions; nobody changes it.
 */
public final class Table<K, V> {

    /** The most rows an overlay holds; the base is rebuilt when the next change would exceed it. */
    public static final int MAX_OVERLAY = 1_024;

    private final Map<K, V> base;
    private final Map<K, Change<V>> overlay;
    private final int size;

    private Table(Map<K, V> base, Map<K, Change<V>> overlay, int size) {
        this.base = base;
        this.overlay = overlay;
        this.size = size;
    }

    /** A table over {@code rows}, which the caller must not touch again. */
    public static <K, V> Table<K, V> of(Map<K, V> rows) {
        return new Table<>(rows, Map.of(), rows.size());
    }

    /** The row, or null. One probe of the overlay and one of the base, always. */
    public @Nullable V get(K key) {
        Change<V> changed = overlay.get(key);
        V old = base.get(key);
        return changed == null ? old : changed.value();
    }

    /** A version with one row more, other, or (value null) less. */
    public Table<K, V> with(K key, @Nullable V value) {
        int grown = size + (value == null ? 0 : 1) - (get(key) == null ? 0 : 1);
        if (overlay.size() >= MAX_OVERLAY && !overlay.containsKey(key)) {
            Map<K, V> merged = toMap();
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
            return of(merged);
        }
        Map<K, Change<V>> changes = new HashMap<>(overlay);
        changes.put(key, new Change<>(value));
        return new Table<>(base, changes, grown);
    }

    /** A version with many rows other and many less; the base is rebuilt if that is too much for an overlay. */
    public Table<K, V> with(Map<K, V> puts, Collection<K> removed) {
        if (overlay.size() + puts.size() + removed.size() > MAX_OVERLAY) {
            Map<K, V> merged = toMap();
            removed.forEach(merged::remove);
            merged.putAll(puts);
            return of(merged);
        }
        Map<K, Change<V>> changes = new HashMap<>(overlay);
        removed.forEach(key -> changes.put(key, new Change<>(null)));
        puts.forEach((key, value) -> changes.put(key, new Change<>(value)));
        int grown = size;
        for (Map.Entry<K, Change<V>> change : changes.entrySet()) {
            grown += (change.getValue().value() == null ? 0 : 1) - (get(change.getKey()) == null ? 0 : 1);
        }
        return new Table<>(base, changes, grown);
    }

    /** How many rows differ from the base. */
    int overlaySize() {
        return overlay.size();
    }

    public int size() {
        return size;
    }

    /** A copy of all rows; for the control plane. */
    public Map<K, V> toMap() {
        Map<K, V> merged = new HashMap<>(base);
        overlay.forEach((key, change) -> {
            if (change.value() == null) {
                merged.remove(key);
            } else {
                merged.put(key, change.value());
            }
        });
        return merged;
    }

    /** Reads a row for callers that want an Optional; costs one object. */
    public Optional<V> find(K key) {
        return Optional.ofNullable(get(key));
    }

    private record Change<V>(@Nullable V value) {}
}
