package dev.pontage.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems; the first ones are kept, the rest are counted. */
final class Problems {
    private final int most;
    private final List<Problem> kept = new ArrayList<>();
    private int count;

    Problems(int most) {
        this.most = most;
    }

    void add(Problem problem) {
        count++;
        if (kept.size() < most) {
            kept.add(problem);
        }
    }

    void add(String file, int line, String field, String expected) {
        add(new Problem(file, line, field, expected, ""));
    }

    boolean none() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** Those kept, by file and line. */
    List<Problem> sorted() {
        return kept.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }
}
