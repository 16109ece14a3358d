package dev.pontage.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Java file, taken apart: its text, its text with comments and literals blanked, and its string literals.
 *
 * @param path from the root of the tree, with slashes
 * @param code as long as {@code text}; what is comment or literal is blank, line ends stay
 */
record SourceFile(String path, String text, String code, List<Literal> literals) {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(class|interface|record|enum)\\s+\\w");

    /** A string in the code, without its quotes, escapes as written. */
    record Literal(int line, String value) {}

    /** A method or constructor. */
    record Member(int line, int lines, String header) {}

    static SourceFile of(String path, String text) {
        StringBuilder code = new StringBuilder(text);
        List<Literal> literals = new ArrayList<>();
        int at = 0;
        int line = 1;
        while (at < text.length()) {
            int end = endOfOpaque(text, at);
            if (end == at) {
                line += text.charAt(at) == '\n' ? 1 : 0;
                at++;
                continue;
            }
            if (text.charAt(at) == '"') {
                int quotes = text.startsWith("\"\"\"", at) ? 3 : 1;
                literals.add(new Literal(line, text.substring(at + quotes, Math.max(at + quotes, end - quotes))));
            }
            for (int i = at; i < end; i++) {
                if (code.charAt(i) == '\n') {
                    line++;
                } else {
                    code.setCharAt(i, ' ');
                }
            }
            at = end;
        }
        return new SourceFile(path, text, code.toString(), List.copyOf(literals));
    }

    /** Where the comment or literal that begins at {@code at} ends; {@code at} itself if none does. */
    private static int endOfOpaque(String text, int at) {
        if (text.startsWith("//", at)) {
            return after(text, "\n", at) - 1;
        }
        if (text.startsWith("/*", at)) {
            return after(text, "*/", at + 2);
        }
        if (text.startsWith("\"\"\"", at)) {
            return after(text, "\"\"\"", at + 3);
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return at;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    private static int after(String text, String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found + what.length();
    }

    static int lineOf(String text, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    /** Name of the package, empty if none is said. */
    String packageName() {
        Matcher said = PACKAGE.matcher(text);
        return said.find() ? said.group(1) : "";
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** Methods, constructors and initialisers: the blocks that stand directly in a type. */
    List<Member> members() {
        List<Member> members = new ArrayList<>();
        List<Block> open = new ArrayList<>();
        int headerFrom = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '{') {
                String header = code.substring(headerFrom, i).strip();
                open.add(new Block(headerFrom, header, isType(header)));
                headerFrom = i + 1;
            } else if (c == '}' && !open.isEmpty()) {
                Block closed = open.removeLast();
                boolean inType = !open.isEmpty() && open.getLast().type();
                boolean isTable =
                        closed.header().endsWith("=") || closed.header().endsWith("]");
                if (inType && !closed.type() && !isTable && !closed.header().isEmpty()) {
                    int from = closed.from();
                    while (Character.isWhitespace(code.charAt(from))) {
                        from++;
                    }
                    int first = lineOf(code, from);
                    members.add(new Member(first, lineOf(code, i) - first + 1, closed.header()));
                }
                headerFrom = i + 1;
            } else if (c == ';') {
                headerFrom = i + 1;
            }
        }
        return members;
    }

    private static boolean isType(String header) {
        return TYPE.matcher(header).find() && !header.endsWith("=") && !header.contains("->");
    }

    private record Block(int from, String header, boolean type) {}
}
