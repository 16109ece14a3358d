package dev.pontage.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests read from documents: rows of tables and links. */
final class Markdown {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");

    private Markdown() {}

    /** The cells of every table row whose first cell matches, the first cell without its backticks. */
    static List<List<String>> rows(String text, String firstCell) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.startsWith("|")) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            for (String cell : line.substring(1).split("(?<!\\\\)\\|", -1)) {
                cells.add(cell.strip());
            }
            cells.removeLast();
            if (!cells.isEmpty() && bare(cells.getFirst()).matches(firstCell)) {
                cells.set(0, bare(cells.getFirst()));
                rows.add(cells);
            }
        }
        return rows;
    }

    /** Links to files of this tree, as written. */
    static List<String> links(String text) {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (!link.group(1).contains("://")) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    private static String bare(String cell) {
        return cell.length() > 2 && cell.startsWith("`") && cell.endsWith("`")
                ? cell.substring(1, cell.length() - 1)
                : cell;
    }
}
