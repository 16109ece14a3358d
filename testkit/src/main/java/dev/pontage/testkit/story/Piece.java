package dev.pontage.testkit.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a section's body: text, or something that happens between texts. */
public sealed interface Piece {
    /** Bytes, as UTF-8. */
    record Text(String text) implements Piece {}

    /** {@code (pause 20 ms)}: the upstream waits. */
    record Pause(long millis) implements Piece {}

    /** {@code (cut)}, {@code (reset)}: the connection ends here, by FIN or RST. */
    record End(boolean reset, boolean midLine) implements Piece {}

    /** {@code (client leaves)}: in what the client gets, it closes its connection here. */
    record ClientLeaves() implements Piece {}

    /** {@code (until left)}: in what an upstream answers, it waits until its connection is closed. */
    record UntilLeft() implements Piece {}

    /** The body of a section; a directive is a line of its own in parentheses. */
    static List<Piece> of(Section section) {
        List<Piece> pieces = new ArrayList<>();
        List<String> lines = section.lines();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Optional<Piece> directive = directive(lines.get(i), section.line());
            if (directive.isEmpty()) {
                text.append(unescaped(lines.get(i))).append('\n');
                continue;
            }
            if (directive.get() instanceof End end && end.midLine() && !text.isEmpty()) {
                text.setLength(text.length() - 1);
            }
            addText(pieces, text);
            pieces.add(directive.get());
        }
        if (!text.isEmpty()) {
            text.setLength(text.length() - 1);
            pieces.add(new Text(text + ending(section)));
        }
        return List.copyOf(pieces);
    }

    /** Splits a body into lines that read back as it, or nothing where no lines would. */
    static Optional<List<String>> lines(Section section, String body) {
        String ending = ending(section);
        if (body.isEmpty()) {
            return Optional.of(List.of());
        }
        if (!body.endsWith(ending) || body.indexOf('\r') >= 0) {
            return Optional.empty();
        }
        String inner = body.substring(0, body.length() - ending.length());
        if (inner.substring(inner.lastIndexOf('\n') + 1).isBlank()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (String line : inner.split("\n", -1)) {
            lines.add(escaped(line));
        }
        return Optional.of(lines);
    }

    /** A line that stands for itself in a file. */
    static String escaped(String line) {
        boolean special = line.startsWith("\\")
                || line.startsWith("== ")
                || DIRECTIVE.matcher(line).matches();
        return special ? "\\" + line : line;
    }

    private static String unescaped(String line) {
        return line.startsWith("\\") ? line.substring(1) : line;
    }

    private static String ending(Section section) {
        if (section.has(Section.Flag.SSE)) {
            return "\n\n";
        }
        return section.has(Section.Flag.LINES) || section.has(Section.Flag.FRAMES) ? "\n" : "";
    }

    private static void addText(List<Piece> pieces, StringBuilder text) {
        if (!text.isEmpty()) {
            pieces.add(new Text(text.toString()));
            text.setLength(0);
        }
    }

    /** What a directive looks like; one that is none of ours is an error, so that a slip is not sent as text. */
    Pattern DIRECTIVE = Pattern.compile("\\(([a-z][a-z0-9 -]*)\\)");

    /** The one directive with a number. */
    Pattern PAUSE = Pattern.compile("pause ([0-9]{1,6}) ms");

    private static Optional<Piece> directive(String line, int near) {
        Matcher matcher = DIRECTIVE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String words = matcher.group(1);
        Matcher pause = PAUSE.matcher(words);
        if (pause.matches()) {
            return Optional.of(new Pause(Long.parseLong(pause.group(1))));
        }
        return Optional.of(
                switch (words) {
                    case "cut" -> new End(false, false);
                    case "cut mid-line" -> new End(false, true);
                    case "reset" -> new End(true, false);
                    case "reset mid-line" -> new End(true, true);
                    case "client leaves" -> new ClientLeaves();
                    case "until left" -> new UntilLeft();
                    default ->
                        throw new StoryException(
                                near,
                                "in this section: (" + words + ") is none of (pause N ms), (cut), (cut mid-line),"
                                        + " (reset), (reset mid-line), (client leaves), (until left)");
                });
    }
}
