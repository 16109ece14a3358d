package dev.pontage.authenticate;

import dev.pontage.dialect.Dialect.CredentialPlace;
import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Head;
import org.jspecify.annotations.Nullable;

/** The credential that a request presents, from the places where clients of its dialect put one. */
sealed interface Presented {

    /** There is none. */
    record None() implements Presented {}

    /** There is one, be it in several places. */
    record One(String value) implements Presented {}

    /** There are two, or a field that takes one is there twice; {@code where} says it in words. */
    record Several(String where) implements Presented {}

    None NONE = new None();

    /** Looks at every place: what stands in the second is another's credential, or it would not be there. */
    static Presented by(Head head) {
        String value = null;
        String foundIn = "";
        for (CredentialPlace place : head.dialect().credentialPlaces()) {
            if (repeats(place, head)) {
                return new Several("twice in " + name(place));
            }
            String here = at(place, head);
            if (here == null || here.isEmpty()) {
                continue;
            }
            if (value != null && !value.equals(here)) {
                return new Several("in " + foundIn + " and in " + name(place));
            }
            value = here;
            foundIn = name(place);
        }
        return value == null ? NONE : new One(value);
    }

    private static String name(CredentialPlace place) {
        return switch (place) {
            case BEARER -> "authorization";
            case X_API_KEY -> "x-api-key";
            case API_KEY -> "api-key";
            case X_GOOG_API_KEY -> "x-goog-api-key";
            case QUERY_KEY -> "key";
        };
    }

    private static @Nullable String at(CredentialPlace place, Head head) {
        return switch (place) {
            case BEARER -> bearer(head.headers().first(name(place)));
            case X_API_KEY, API_KEY, X_GOOG_API_KEY -> head.headers().first(name(place));
            case QUERY_KEY -> queryKey(head.query());
        };
    }

    private static boolean repeats(CredentialPlace place, Head head) {
        if (place == CredentialPlace.QUERY_KEY) {
            int first = queryKeyAt(head.query(), 0);
            return first >= 0 && queryKeyAt(head.query(), next(head.query(), first)) >= 0;
        }
        Headers headers = head.headers();
        return headers.first(name(place)) != null && headers.repeats(name(place));
    }

    /** RFC 9110, 11.1: the scheme's case does not matter; one or more spaces follow. */
    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : null;
    }

    private static @Nullable String queryKey(String query) {
        int at = queryKeyAt(query, 0);
        if (at < 0) {
            return null;
        }
        int end = query.indexOf('&', at);
        return query.substring(at, end < 0 ? query.length() : end);
    }

    /** Where the value of the next {@code key} begins, seen from the beginning of a pair; -1 if there is none. */
    private static int queryKeyAt(String query, int begin) {
        for (int from = begin; from < query.length(); from = next(query, from)) {
            if (query.startsWith("key=", from)) {
                return from + 4;
            }
        }
        return -1;
    }

    /** Where the next pair begins, or the query's end. */
    private static int next(String query, int from) {
        int to = query.indexOf('&', from);
        return to < 0 ? query.length() : to + 1;
    }
}
