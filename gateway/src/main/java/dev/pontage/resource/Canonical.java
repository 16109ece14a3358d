package dev.pontage.resource;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes a tree as JSON in one form: names sorted, no white space, scalars as spelled.
 *
 * <p>Two documents that say the same in another order or layout have one canonical text, and reading it back
 * ({@link StoredSpec}) gives the same tree, so that what is stored can be judged by the same tables.
 */
final class Canonical {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Canonical() {}

    static String json(Tree tree) {
        StringBuilder json = new StringBuilder(128);
        write(tree, json);
        return json.toString();
    }

    static void write(Tree tree, StringBuilder json) {
        switch (tree) {
            case Tree.Text text -> write(text, json);
            case Tree.Items items -> {
                json.append('[');
                String between = "";
                for (Tree item : items.items()) {
                    json.append(between);
                    write(item, json);
                    between = ",";
                }
                json.append(']');
            }
            case Tree.Fields fields -> {
                json.append('{');
                String between = "";
                for (Map.Entry<String, Tree.Entry> field : new TreeMap<>(fields.entries()).entrySet()) {
                    json.append(between);
                    quote(field.getKey(), json);
                    json.append(':');
                    write(field.getValue().value(), json);
                    between = ",";
                }
                json.append('}');
            }
        }
    }

    private static void write(Tree.Text text, StringBuilder json) {
        if (text.isNothing()) {
            json.append("null");
        } else if (text.isTrue()) {
            json.append("true");
        } else if (text.isFalse()) {
            json.append("false");
        } else if (!text.quoted() && NUMBER.matcher(text.text()).matches()) {
            json.append(text.text());
        } else {
            quote(text.text(), json);
        }
    }

    /** RFC 8259, 7. */
    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(HEX[c >> shift & 0xF]);
                }
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
