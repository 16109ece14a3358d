package dev.pontage.exchange;

import dev.pontage.dialect.Headers;

/** The client's own user, as far as the request says who that is. */
public final class EndUser {
    /** Longer names are cut: they are labels, not documents. */
    public static final int MAX_CHARS = 128;

    private EndUser() {}

    /** From the header {@link AnswerHeaders#END_USER}; empty if it is absent. */
    public static String of(Headers headers) {
        String named = headers.first(AnswerHeaders.END_USER);
        if (named == null) {
            return "";
        }
        return named.length() <= MAX_CHARS ? named : named.substring(0, MAX_CHARS);
    }
}
