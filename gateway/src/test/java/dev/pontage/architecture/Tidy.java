package dev.pontage.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the formatter and the compiler do not look at: lengths, columns, and catching everything. */
final class Tidy {
    static final int FILE_LINES = 500;
    static final int METHOD_LINES = 60;
    static final int COLUMNS = 120;

    /** Files that may be longer, each with its reason and its bound; a bound only ever falls. */
    private static final Map<String, Integer> LONG_FILES = Map.of();

    /** Methods that may be longer: file name, then the header's name, each with a bound that only ever falls. */
    private static final Map<String, Integer> LONG_METHODS = Map.of(
            // Tables of documents and of what is said about them.
            "RefusalsOfDocumentsTest.providersThatDoNotFit", 124,
            "RefusalsOfDocumentsTest.othersThatDoNotFit", 92);

    private static final Pattern CATCHES_ALL = Pattern.compile("catch\\s*\\((final )?\\s*Throwable\\b");
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(");

    private Tidy() {}

    static List<String> lengths(SourceFile file) {
        List<String> found = new ArrayList<>();
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        int lines = file.lines().size();
        if (lines > LONG_FILES.getOrDefault(name, FILE_LINES)) {
            found.add(file.path() + " has " + lines + " lines: split it at " + FILE_LINES);
        }
        for (SourceFile.Member member : file.members()) {
            Matcher named = NAME.matcher(member.header());
            String method = name.replace(".java", ".") + (named.find() ? named.group(1) : "new");
            if (member.lines() > LONG_METHODS.getOrDefault(method, METHOD_LINES)) {
                found.add(file.path() + ":" + member.line() + ": " + method + " has " + member.lines()
                        + " lines: split it at " + METHOD_LINES);
            }
        }
        return found;
    }

    static List<String> columns(SourceFile file) {
        List<String> found = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int width = line.codePointCount(0, line.length());
            if (width > COLUMNS) {
                found.add(file.path() + ":" + (i + 1) + ": " + width + " columns: wrap it at " + COLUMNS);
            }
        }
        return found;
    }

    /** {@code catch (Throwable} hides what nobody can handle; one place turns bugs into answers. */
    static List<String> catchesAll(SourceFile file) {
        List<String> found = new ArrayList<>();
        if (!file.packageName().equals("dev.pontage.exchange")) {
            Matcher match = CATCHES_ALL.matcher(file.code());
            while (match.find()) {
                found.add(file.path() + ":" + SourceFile.lineOf(file.code(), match.start())
                        + ": catches Throwable: catch what can be handled; the exchange answers for the rest");
            }
        }
        return found;
    }
}
