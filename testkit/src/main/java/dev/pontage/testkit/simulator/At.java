package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A place of a request's body with what may stand there: every method that finds something else throws a violation. */
record At(JsonNode node, String path) {
    static At root(JsonNode node) {
        return new At(node, "");
    }

    /** An object that has no members but these, and none that is null. */
    At only(String... names) {
        orNull(names);
        node.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                throw Violation.at(join(member.getKey()), "null is not permitted");
            }
        });
        return this;
    }

    /** An object that has no members but these; one that is null is as one that is not there. */
    At orNull(String... names) {
        object();
        List<String> known = Arrays.asList(names);
        node.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                throw Violation.at(join(member.getKey()), "Extra inputs are not permitted");
            }
        });
        return this;
    }

    At object() {
        if (!node.isObject()) {
            throw fail("Input should be an object");
        }
        return this;
    }

    /** Whether there is such a member, and it is not null. */
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    boolean isText() {
        return node.isString();
    }

    /** The member, there or not. */
    At get(String name) {
        return new At(node.path(name), join(name));
    }

    /** The member, which must be there. */
    At need(String name) {
        if (!has(name)) {
            throw Violation.at(join(name), "Field required");
        }
        return get(name);
    }

    List<At> items() {
        if (!node.isArray()) {
            throw fail("Input should be a valid list");
        }
        List<At> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new At(node.get(i), path + "." + i));
        }
        return items;
    }

    /** The elements of a member, none if it is not there. */
    List<At> items(String name) {
        return has(name) ? get(name).items() : List.of();
    }

    String text() {
        if (!node.isString()) {
            throw fail("Input should be a valid string");
        }
        return node.stringValue();
    }

    /** The member's text, or the one given. */
    String text(String name, String otherwise) {
        return has(name) ? get(name).text() : otherwise;
    }

    String nonEmpty() {
        String text = text();
        if (text.isEmpty()) {
            throw fail("String should have at least 1 character");
        }
        return text;
    }

    String oneOf(String... words) {
        String text = text();
        if (!Arrays.asList(words).contains(text)) {
            throw fail("Input should be one of " + Arrays.toString(words) + ", not '" + text + "'");
        }
        return text;
    }

    String matching(Pattern pattern) {
        String text = text();
        if (!pattern.matcher(text).matches()) {
            throw fail("String should match pattern '" + pattern + "'");
        }
        return text;
    }

    long integer(long atLeast, long atMost) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw fail("Input should be a valid integer");
        }
        long value = node.longValue();
        if (value < atLeast || value > atMost) {
            throw fail("Input should be from " + atLeast + " to " + atMost + ", not " + value);
        }
        return value;
    }

    double number(double atLeast, double atMost) {
        if (!node.isNumber()) {
            throw fail("Input should be a valid number");
        }
        double value = node.doubleValue();
        if (value < atLeast || value > atMost) {
            throw fail("Input should be from " + atLeast + " to " + atMost + ", not " + value);
        }
        return value;
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw fail("Input should be a valid boolean");
        }
        return node.booleanValue();
    }

    /** The member's flag; false if it is not there. */
    boolean flag(String name) {
        return has(name) && get(name).flag();
    }

    /** Checks a number where there is one. */
    At range(String name, double atLeast, double atMost) {
        if (has(name)) {
            get(name).number(atLeast, atMost);
        }
        return this;
    }

    /** Checks a list of at most so many texts where there is one. */
    At texts(String name, int atMost) {
        List<At> items = items(name);
        if (items.size() > atMost) {
            throw get(name).fail("List should have at most " + atMost + " items");
        }
        items.forEach(At::nonEmpty);
        return this;
    }

    /** The bytes of a base64 text. */
    byte[] base64() {
        try {
            byte[] bytes = java.util.Base64.getDecoder().decode(nonEmpty());
            if (bytes.length == 0) {
                throw fail("no bytes");
            }
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw fail("Invalid base64 data");
        }
    }

    /** The one member that a union has. */
    String oneMember() {
        object();
        if (node.size() != 1) {
            throw fail("exactly one member must be set, not " + node.propertyNames());
        }
        return node.propertyNames().iterator().next();
    }

    Violation fail(String problem) {
        return Violation.at(path, problem);
    }

    private String join(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
