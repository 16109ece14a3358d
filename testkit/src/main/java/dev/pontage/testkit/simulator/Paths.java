package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a request's target says. */
final class Paths {
    private Paths() {}

    /** The path, nothing decoded. */
    static String path(RecordedRequest request) {
        String target = request.target();
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The query, nothing decoded; empty if there is none. */
    static String query(RecordedRequest request) {
        String target = request.target();
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    static Optional<String> parameter(RecordedRequest request, String name) {
        for (String pair : query(request).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(decoded(pair.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The credential of a bearer, if there is one. */
    static Optional<String> bearer(RecordedRequest request) {
        return request.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "bearer ", 0, 7))
                .map(value -> value.substring(7));
    }

    /** Refuses a body that does not say that it is JSON. */
    static void json(RecordedRequest request) {
        String type = request.header("content-type").orElse("");
        if (!type.startsWith("application/json")) {
            throw Violation.at("", "Content-Type should be application/json, not '" + type + "'");
        }
    }
}
