package dev.pontage.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request or an answer, read only.
 *
 * <p>Names are compared without regard to case (RFC 9110, 5.1). An implementation may be a view on a transport's own
 * structure, so nothing is copied until somebody asks.
 */
public interface Headers {

    Headers NONE = Headers.of();

    /**
     * The first value of the field, or null. {@code lowerCaseName} is given in lower case, so that no call folds it.
     */
    @Nullable String first(String lowerCaseName);

    /** Whether the field was given more than once. {@code lowerCaseName} as in {@link #first}. */
    default boolean repeats(String lowerCaseName) {
        int[] count = {0};
        forEach((name, value) -> count[0] += name.equalsIgnoreCase(lowerCaseName) ? 1 : 0);
        return count[0] > 1;
    }

    /** Calls {@code each} with every field in order, the name as it was received. */
    void forEach(BiConsumer<String, String> each);

    /** A small fixed list: name, value, name, value. */
    static Headers of(String... namesAndValues) {
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Collects fields in order. */
    final class Builder {
        private final List<String> flat = new ArrayList<>();

        public Builder add(String name, String value) {
            flat.add(name);
            flat.add(value);
            return this;
        }

        public Headers build() {
            return new Listed(List.copyOf(flat));
        }
    }

    /** Fields in a flat list. */
    record Listed(List<String> flat) implements Headers {
        @Override
        public @Nullable String first(String lowerCaseName) {
            for (int i = 0; i < flat.size(); i += 2) {
                if (flat.get(i).equalsIgnoreCase(lowerCaseName)) {
                    return flat.get(i + 1);
                }
            }
            return null;
        }

        @Override
        public void forEach(BiConsumer<String, String> each) {
            for (int i = 0; i < flat.size(); i += 2) {
                each.accept(flat.get(i), flat.get(i + 1));
            }
        }
    }
}
