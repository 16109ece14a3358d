package dev.pontage.dialect.bedrock;

import java.util.HashSet;
import java.util.Set;

/**
 * Names of one request's documents: letters, digits, single blanks and {@code -()[]}, at most 200, each once (protocols
 * 5.2). The same names come of the same documents in the same order, so that a cached prompt stays as it was.
 */
final class DocumentNames {
    private static final int LENGTH_LIMIT = 200;

    /** Room for what tells two of one name apart. */
    private static final int SUFFIX_ROOM = 10;

    private final Set<String> given = new HashSet<>();

    String name(String asked) {
        String plain = plain(asked);
        String name = plain;
        for (int i = 2; !given.add(name); i++) {
            name = plain + '-' + i;
        }
        return name;
    }

    private static String plain(String asked) {
        int dot = asked.lastIndexOf('.');
        String stem = dot > 0 && Formats.isExtension(asked.substring(dot + 1)) ? asked.substring(0, dot) : asked;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < stem.length() && plain.length() < LENGTH_LIMIT - SUFFIX_ROOM; i++) {
            char c = stem.charAt(i);
            boolean blank = Character.isWhitespace(c);
            if (blank && (plain.isEmpty() || plain.charAt(plain.length() - 1) == ' ')) {
                continue;
            }
            plain.append(blank ? ' ' : isAllowed(c) ? c : '-');
        }
        String name = plain.toString().strip();
        return name.isEmpty() ? "document" : name;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-()[]".indexOf(c) >= 0;
    }
}
