package dev.pontage.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words a person may have meant. */
public final class Nearest {
    /** Longer input is no misspelling, and the comparison is quadratic. */
    private static final int MAX_CHARS = 128;

    private Nearest() {}

    /** At most {@code most} of the candidates, the closest first, none that differs in more than half its letters. */
    public static List<String> of(String word, Collection<String> candidates, int most) {
        if (word.length() > MAX_CHARS) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> candidate.length() <= MAX_CHARS)
                .map(candidate -> new Distance(candidate, distance(word, candidate)))
                .filter(d -> d.edits() <= Math.max(1, d.candidate().length() / 2))
                .sorted(Comparator.comparingInt(Distance::edits).thenComparing(Distance::candidate))
                .limit(most)
                .map(Distance::candidate)
                .toList();
    }

    /** Insertions, deletions and replacements that lead from one to the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(replaced, 1 + Math.min(above[column], row[column - 1]));
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[to.length()];
    }

    private record Distance(String candidate, int edits) {}
}
