package dev.pontage.demo;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into pieces as a model's stream does: a word and the blank before it, or a part of a long word. */
final class Pieces {
    /** Most characters of a piece. */
    private static final int MAX_CHARS = 12;

    private Pieces() {}

    /** The pieces, which joined are the text; none of an empty text. */
    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= text.length(); at++) {
            boolean ends = at == text.length()
                    || (Character.isWhitespace(text.charAt(at)) && !Character.isWhitespace(text.charAt(at - 1)))
                    || at - from >= MAX_CHARS;
            boolean splitsCharacter = at < text.length() && Character.isLowSurrogate(text.charAt(at));
            if (ends && !splitsCharacter) {
                pieces.add(text.substring(from, at));
                from = at;
            }
        }
        return pieces;
    }
}
