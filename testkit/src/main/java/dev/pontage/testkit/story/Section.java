package dev.pontage.testkit.story;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One titled section of a story.
 *
 * @param kind what the section tells
 * @param number the attempt that an upstream section is about, from 1; else 0
 * @param words what follows the title: method and target, or the status
 * @param flags words that change how the body is read or compared
 * @param options {@code name=value} pairs of the title, in order
 * @param fields header lines
 * @param lines the body's lines, as they stand in the file
 * @param line the title's line number in the file, from 1
 */
public record Section(
        Kind kind,
        int number,
        List<String> words,
        Set<Flag> flags,
        Map<String, String> options,
        List<FieldLine> fields,
        List<String> lines,
        int line) {

    /** What a section tells. */
    public enum Kind {
        /** The resource documents to apply. */
        RESOURCES("resources", 0),
        /** The client's request. */
        CLIENT_SENDS("client sends", 2),
        /** What the n-th attempt must look like upstream. */
        UPSTREAM_GETS("upstream N gets", 2),
        /** What the n-th attempt is answered with. */
        UPSTREAM_ANSWERS("upstream N answers", 1),
        /** What the client must receive. */
        CLIENT_GETS("client gets", 1),
        /** The one usage entry of the ledger. */
        RECEIPT("receipt", 0),
        /** That the ledger has no usage entry. */
        NO_RECEIPT("no receipt", 0),
        /** An attempt entry of the ledger. */
        POSSIBLE_COST("possible cost", 0);

        private final String title;
        private final int words;

        Kind(String title, int words) {
            this.title = title;
            this.words = words;
        }

        /** The title, with N where the attempt's number stands. */
        public String title() {
            return title;
        }

        int words() {
            return words;
        }

        boolean isExpectation() {
            return switch (this) {
                case UPSTREAM_GETS, CLIENT_GETS, RECEIPT, POSSIBLE_COST, NO_RECEIPT -> true;
                case RESOURCES, CLIENT_SENDS, UPSTREAM_ANSWERS -> false;
            };
        }

        boolean isLedger() {
            return this == RECEIPT || this == POSSIBLE_COST;
        }
    }

    /** A word of the title that changes how the body is read or compared. */
    public enum Flag {
        /** The body is an event stream: it ends with one blank line, wherever the section ends. */
        SSE("sse"),
        /** The body is AWS event-stream frames: a line for each, its event and its payload. */
        FRAMES("frames"),
        /** The body is lines: it ends with one line feed. */
        LINES("lines"),
        /** The attempt is made together with the others that have this word, and may arrive before or after them. */
        AT_ONCE("at-once"),
        /** The body is compared as a JSON tree, not by the byte. */
        JSON("~json");

        private final String word;

        Flag(String word) {
            this.word = word;
        }

        /** How it is spelled. */
        public String word() {
            return word;
        }

        static Optional<Flag> of(String word) {
            for (Flag flag : values()) {
                if (flag.word.equals(word)) {
                    return Optional.of(flag);
                }
            }
            return Optional.empty();
        }
    }

    /** A header line: {@code + name: value} is sent or must be there, {@code - name} must not be there. */
    public record FieldLine(boolean present, String name, String value) {
        /** The line as it stands on the wire. */
        public String onTheWire() {
            return name + ": " + value;
        }

        boolean isNamed(String other) {
            return name.toLowerCase(Locale.ROOT).equals(other);
        }
    }

    /** Copies the collections. */
    public Section {
        words = List.copyOf(words);
        flags = Set.copyOf(flags);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        fields = List.copyOf(fields);
        lines = List.copyOf(lines);
    }

    /** An option of the title. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Whether the title has that flag. */
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** The body as a sequence of texts and happenings. */
    public List<Piece> pieces() {
        return Piece.of(this);
    }

    /** The body's text without the happenings. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces()) {
            if (piece instanceof Piece.Text some) {
                text.append(some.text());
            }
        }
        return text.toString();
    }

    Section with(List<String> otherWords, List<FieldLine> otherFields, List<String> otherLines) {
        return new Section(kind, number, otherWords, flags, options, otherFields, otherLines, line);
    }

    Section withOptions(Map<String, String> other) {
        return new Section(kind, number, words, flags, other, fields, lines, line);
    }
}
