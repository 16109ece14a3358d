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

    /** There is a signature; {@code field} says with which key it was made, and over what. */
    record Signed(String field) implements Presented {}

    /** The query carries a signature, as a link that was signed for somebody else to follow does. */
    record Presigned() implements Presented {}

    /** There are two, or a field that takes one is there twice; {@code where} says it in words. */
    record Several(String where) implements Presented {}

    None NONE = new None();
    Presigned PRESIGNED = new Presigned();

    /** Looks at every place: what stands in the second is another's credential, or it would not be there. */
    static Presented by(Head head) {
        String value = null;
        String foundIn = "";
        boolean signed = false;
        for (CredentialPlace place : head.dialect().credentialPlaces()) {
            if (place == CredentialPlace.AWS_SIGNATURE && presigned(head.query())) {
                return PRESIGNED;
            }
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
            signed |= place == CredentialPlace.AWS_SIGNATURE;
        }
        if (value == null) {
            return NONE;
        }
        return signed ? new Signed(value) : new One(value);
    }

    private static String name(CredentialPlace place) {
        return switch (place) {
            case BEARER, AWS_SIGNATURE -> "authorization";
            case X_API_KEY -> "x-api-key";
            case API_KEY -> "api-key";
            case X_GOOG_API_KEY -> "x-goog-api-key";
            case QUERY_KEY -> "key";
        };
    }

    private static @Nullable String at(CredentialPlace place, Head head) {
        return switch (place) {
            case BEARER -> bearer(head.headers().first(name(place)));
            case AWS_SIGNATURE -> signature(head.headers().first(name(place)));
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

    private static @Nullable String signature(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(AwsAuthorization.FAMILY) ? authorization : null;
    }

    private static boolean presigned(String query) {
        for (int from = 0; from < query.length(); from = next(query, from)) {
            if (query.startsWith("X-Amz-Signature=", from) || query.startsWith("X-Amz-Algorithm=", from)) {
                return true;
            }
        }
        return false;
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
