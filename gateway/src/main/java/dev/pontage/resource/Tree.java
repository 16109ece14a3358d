package dev.pontage.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a document as it was written, with the line where it stands. */
sealed interface Tree {

    int line();

    /** What people call it. */
    String word();

    /** A scalar; its text is kept as spelled, so that {@code 1.10} stays {@code 1.10}. */
    record Text(String text, boolean quoted, int line) implements Tree {
        private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
        private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
        private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

        boolean isNothing() {
            return !quoted && NOTHING.contains(text);
        }

        boolean isTrue() {
            return !quoted && TRUE.contains(text);
        }

        boolean isFalse() {
            return !quoted && FALSE.contains(text);
        }

        /** Whether it is neither nothing, true nor false, and not an empty text. */
        boolean isWord() {
            return !text.isEmpty() && !isNothing() && !isTrue() && !isFalse();
        }

        @Override
        public String word() {
            return isNothing() ? "nothing" : "a text";
        }
    }

    /** A list. */
    record Items(List<Tree> items, int line) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String word() {
            return "a list";
        }
    }

    /** A mapping; names are unique and keep their order. */
    record Fields(Map<String, Entry> entries, int line) implements Tree {
        public Fields {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a field that is a scalar; empty where it is absent or something else. */
        Optional<Text> text(String name) {
            Entry entry = entries.get(name);
            return entry != null && entry.value() instanceof Text text ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String word() {
            return "a mapping";
        }
    }

    /** A field: the line of its name, and its value. */
    record Entry(int line, Tree value) {}
}
