package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.exchange.AnswerHeaders;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** What a browser asks before it calls (Fetch standard, CORS preflight); it carries no key (S1.34a). */
final class Preflight {
    private static final Set<String> FIELDS =
            Set.of("authorization", "content-type", "x-api-key", "api-key", "x-goog-api-key");
    private static final Set<String> FAMILIES = Set.of("anthropic-", "x-stainless-");

    /** How long a browser may remember the answer. */
    private static final String MAX_AGE_SECONDS = "600";

    private Preflight() {}

    /** Whether a request is one. */
    static boolean is(String method, Headers headers) {
        return method.equals("OPTIONS")
                && headers.first("origin") != null
                && headers.first("access-control-request-method") != null;
    }

    /** The fields of the grant. {@code methods} are those of the path. */
    static Headers grant(String id, String origin, String methods, Headers asked) {
        String fields = asked.first("access-control-request-headers");
        Headers.Builder grant = new Headers.Builder()
                .add(AnswerHeaders.REQUEST_ID, id)
                .add("access-control-allow-origin", origin)
                .add("access-control-allow-methods", methods)
                .add("access-control-max-age", MAX_AGE_SECONDS)
                .add("vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        String allowed = fields == null ? "" : allowed(fields);
        if (!allowed.isEmpty()) {
            grant.add("access-control-allow-headers", allowed);
        }
        return grant.build();
    }

    /** A prefix cannot be granted as such, so the names asked for that match one are granted each. */
    private static String allowed(String fields) {
        StringJoiner allowed = new StringJoiner(", ");
        for (String field : fields.split(",", 64)) {
            String name = field.strip().toLowerCase(Locale.ROOT);
            if (FIELDS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
                allowed.add(name);
            }
        }
        return allowed.toString();
    }
}
