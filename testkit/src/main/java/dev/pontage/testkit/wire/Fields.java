package dev.pontage.testkit.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The header fields of one message, in the order and the spelling of the wire (RFC 9110, 5). */
public record Fields(List<Field> list) {
    /** Copies the list. */
    public Fields {
        list = List.copyOf(list);
    }

    /** One field line: the name as spelled, the value without the white space around it. */
    public record Field(String name, String value) {
        /** The line as it is written, without its end. */
        public String line() {
            return name + ": " + value;
        }
    }

    /** From lines of the form {@code name: value}. */
    public static Fields of(String... lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            fields.add(field(line));
        }
        return new Fields(fields);
    }

    static Field field(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("not a field line: " + line);
        }
        return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    /** The value of the first field of that name, whatever its case. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all fields of that name, whatever its case, in order. */
    public List<String> all(String name) {
        return list.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** Whether a field of that name is there. */
    public boolean has(String name) {
        return first(name).isPresent();
    }

    /** The names in order, as spelled. */
    public List<String> names() {
        return list.stream().map(Field::name).toList();
    }

    boolean chunked() {
        return first("transfer-encoding")
                .filter(value -> value.toLowerCase(Locale.ROOT).endsWith("chunked"))
                .isPresent();
    }

    boolean close() {
        return all("connection").stream().anyMatch(value -> value.equalsIgnoreCase("close"));
    }
}
