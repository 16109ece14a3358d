package dev.pontage.model;

/**
 * A model name with {@code *} for any run of characters.
 *
 * <p>Matching never backtracks beyond the last star: time is at most name length x pattern length (F-65).
 */
public record Wildcard(String pattern) implements Comparable<Wildcard> {

    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** How many characters are not stars: the measure of how much a pattern says. */
    public int literalLength() {
        return (int) pattern.chars().filter(c -> c != '*').count();
    }

    /** The better pattern first: most literal characters, then the later first star, then byte order (S4.25). */
    @Override
    public int compareTo(Wildcard other) {
        int byLength = Integer.compare(other.literalLength(), literalLength());
        if (byLength != 0) {
            return byLength;
        }
        int byStar = Integer.compare(other.pattern.indexOf('*'), pattern.indexOf('*'));
        return byStar != 0 ? byStar : pattern.compareTo(other.pattern);
    }
}
