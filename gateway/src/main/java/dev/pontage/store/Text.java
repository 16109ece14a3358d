package dev.pontage.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text of clients on its way into a column: never too long, never a character that a database refuses.
 *
 * <p>PostgreSQL takes no NUL, some drivers take no lone surrogate, and the strict modes refuse what is too long; a row
 * that the database refuses would hold up the books.
 */
final class Text {
    private static final char REPLACEMENT = '\uFFFD';
    private static final String BETWEEN = "\n";

    private Text() {}

    /** At most so many characters, all of them sound. */
    static String clip(String text, int maxCharacters) {
        for (int i = 0; i < Math.min(text.length(), maxCharacters); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return sound(text, maxCharacters);
            }
        }
        return text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
    }

    /** Null for the empty text. */
    static @Nullable String clipOrNull(String text, int maxCharacters) {
        return text.isEmpty() ? null : clip(text, maxCharacters);
    }

    /** A list in one text; line ends in its items become blanks. */
    static String join(List<String> items) {
        return switch (items.size()) {
            case 0 -> "";
            case 1 -> oneLine(items.getFirst());
            default -> String.join(BETWEEN, items.stream().map(Text::oneLine).toList());
        };
    }

    /** The list again; the empty text is the empty list. */
    static List<String> split(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(BETWEEN, -1));
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 ? text : text.replace('\n', ' ');
    }

    private static String sound(String text, int maxCharacters) {
        List<Integer> points = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean broken = point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            int kept = broken ? REPLACEMENT : point;
            length += Character.charCount(kept);
            if (length > maxCharacters) {
                break;
            }
            points.add(kept);
        }
        StringBuilder sound = new StringBuilder(length);
        points.forEach(sound::appendCodePoint);
        return sound.toString();
    }
}
