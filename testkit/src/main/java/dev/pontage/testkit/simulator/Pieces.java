package dev.pontage.testkit.simulator;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is said as a model streams it. */
final class Pieces {
    private static final int ARGUMENT_CHARACTERS = 9;

    private Pieces() {}

    /** A text by its words, each with the blank before it. */
    static List<String> words(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                pieces.add(text.substring(from, i));
                from = i;
            }
        }
        return pieces;
    }

    /** JSON in fragments that respect nothing but characters. */
    static List<String> fragments(String json) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < json.length(); ) {
            int to = Math.min(json.length(), from + ARGUMENT_CHARACTERS);
            if (to < json.length() && Character.isHighSurrogate(json.charAt(to - 1))) {
                to++;
            }
            pieces.add(json.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
