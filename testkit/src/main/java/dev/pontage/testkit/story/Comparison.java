package dev.pontage.testkit.story;

import dev.pontage.testkit.wire.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what happened against a section's expectation: what differs, and the section as it would be right. */
final class Comparison {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NANOS_DIGITS = 9;

    private final Section expected;
    private final Placeholders placeholders;
    private final List<String> differences = new ArrayList<>();
    private Section actual;

    Comparison(Section expected, Placeholders placeholders) {
        this.expected = expected;
        this.placeholders = placeholders;
        this.actual = expected;
    }

    /** What differs, one sentence each; empty if nothing does. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** The section with the observed values where it had others. */
    Section actual() {
        return actual;
    }

    /** The words of the title: the method and target, or the status. */
    void words(String... observed) {
        List<String> seen = List.of(observed);
        if (!expected.words().stream().map(placeholders::fill).toList().equals(seen)) {
            differ("title", String.join(" ", expected.words()), String.join(" ", seen));
            actual = actual.with(seen, actual.fields(), actual.lines());
        }
    }

    /** The header lines that the section names, and no others. */
    void fields(Fields observed) {
        List<Section.FieldLine> lines = new ArrayList<>();
        for (Section.FieldLine line : expected.fields()) {
            List<String> values = observed.all(line.name());
            if (!line.present()) {
                if (!values.isEmpty()) {
                    differ("header " + line.name(), "none", values.toString());
                    values.forEach(value -> lines.add(new Section.FieldLine(true, line.name(), value)));
                } else {
                    lines.add(line);
                }
                continue;
            }
            String wanted = placeholders.fill(line.value());
            boolean met = values.contains(wanted) || (wanted.equals(Placeholders.ANY) && !values.isEmpty());
            if (met) {
                lines.add(line);
            } else {
                differ("header " + line.name(), wanted, values.isEmpty() ? "none" : values.toString());
                lines.add(
                        values.isEmpty()
                                ? new Section.FieldLine(false, line.name(), "")
                                : new Section.FieldLine(true, line.name(), values.getFirst()));
            }
        }
        actual = actual.with(actual.words(), lines, actual.lines());
    }

    /** The body, against the section's own text. */
    void body(String observed) {
        body(placeholders.fill(expected.text()), observed);
    }

    /** The body, against a text that stands elsewhere in the story. */
    void body(String wanted, String observed) {
        boolean same = expected.has(Section.Flag.JSON) ? sameTree(wanted, observed) : sameText(wanted, observed);
        if (same) {
            return;
        }
        differ("body", wanted, observed);
        boolean rewritable =
                expected.option("same").isEmpty() && expected.pieces().stream().allMatch(Piece.Text.class::isInstance);
        Optional<List<String>> lines = rewritable ? Piece.lines(expected, observed) : Optional.empty();
        if (lines.isPresent()) {
            actual = actual.with(actual.words(), actual.fields(), lines.get());
        } else {
            differences.add("  (this body cannot be rewritten: mend the story by hand)");
        }
    }

    /** {@code ${any}} stands for what a value of one word may be. */
    private static boolean sameText(String wanted, String observed) {
        if (!wanted.contains(Placeholders.ANY)) {
            return wanted.equals(observed);
        }
        String pattern = Stream.of(wanted.split(Pattern.quote(Placeholders.ANY), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[A-Za-z0-9_.:-]+"));
        return observed.matches(pattern);
    }

    /** The named values of a ledger entry. */
    void entry(String json) {
        JsonNode entry = JSON.readTree(json);
        Map<String, String> seen = new LinkedHashMap<>();
        expected.options().forEach((name, wanted) -> {
            String value = named(entry, name);
            boolean met = wanted.equals(Placeholders.ANY) ? !value.equals("none") : wanted.equals(value);
            if (!met) {
                differ("ledger " + name, wanted, value);
            }
            seen.put(name, met ? wanted : value);
        });
        actual = actual.withOptions(seen);
    }

    /** Notes any other difference, which no rewriting mends. */
    void differ(String what, String wanted, String observed) {
        differences.add("%s, %s:%n  expected: %s%n  observed: %s"
                .formatted(StoryWriter.title(expected), what, visible(wanted), visible(observed)));
    }

    /**
     * A value of an entry by its short name: a path with dots; at the top or else below {@code usage}; {@code charge}
     * and {@code cost} in USD.
     */
    private static String named(JsonNode entry, String name) {
        if (name.equals("charge") || name.equals("cost")) {
            JsonNode nanos = entry.path(name + "Nanousd");
            return nanos.isIntegralNumber()
                    ? new BigDecimal(nanos.bigIntegerValue(), NANOS_DIGITS)
                            .stripTrailingZeros()
                            .toPlainString()
                    : "none";
        }
        JsonNode value = entry;
        for (String step : name.split("\\.", -1)) {
            value = value.path(step);
        }
        if (value.isMissingNode()) {
            value = entry.path("usage").path(name);
        }
        return printed(value);
    }

    private static String printed(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "none";
        }
        if (value.isArray()) {
            List<String> each = new ArrayList<>();
            value.forEach(item -> each.add(printed(item)));
            return String.join(",", each);
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static boolean sameTree(String wanted, String observed) {
        try {
            return matches(JSON.readTree(wanted), JSON.readTree(observed));
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private static boolean matches(JsonNode wanted, JsonNode observed) {
        if (wanted.isString() && wanted.stringValue().equals(Placeholders.ANY)) {
            return !observed.isMissingNode();
        }
        if (wanted.isObject() && observed.isObject()) {
            return wanted.size() == observed.size()
                    && wanted.properties().stream()
                            .allMatch(each -> matches(each.getValue(), observed.path(each.getKey())));
        }
        if (wanted.isArray() && observed.isArray()) {
            for (int i = 0; i < wanted.size(); i++) {
                if (!matches(wanted.get(i), observed.path(i))) {
                    return false;
                }
            }
            return wanted.size() == observed.size();
        }
        return wanted.equals(observed);
    }

    private static String visible(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
