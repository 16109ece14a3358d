package dev.pontage.demo;

import java.util.Optional;

/** The way in which an answer fails because its prompt said so. */
sealed interface Trouble {
    /** It does not. */
    record None() implements Trouble {}

    /**
     * An error status in OpenAI's shape.
     *
     * @param status of the answer
     * @param type as {@code error.type}
     * @param code as {@code error.code}
     * @param param as {@code error.param}
     * @param message as {@code error.message}
     * @param retryAfterSeconds as the header; 0 for none
     */
    // Optional stands in this record because JSON's null does in the answer that it becomes.
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Status(
            int status,
            String type,
            Optional<String> code,
            Optional<String> param,
            String message,
            int retryAfterSeconds)
            implements Trouble {

        /** The error that OpenAI gives with a status, as far as it gives that one; empty for other statuses. */
        static Optional<Status> of(int status, int retryAfterSeconds) {
            Optional<Status> known = switch (status) {
                case 400 -> error(400, "invalid_request_error", "", "The request is invalid.");
                case 401 -> error(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
                case 403 -> error(403, "request_forbidden", "unsupported_country_region_territory", "Not supported.");
                case 404 -> error(404, "invalid_request_error", "model_not_found", "The model does not exist.");
                case 408 -> error(408, "server_error", "timeout", "The request timed out.");
                case 409 -> error(409, "invalid_request_error", "", "The request conflicts with another.");
                case 413 -> error(413, "invalid_request_error", "", "The request is too large.");
                case 422 -> error(422, "invalid_request_error", "", "The request cannot be processed.");
                case 429 -> error(429, "requests", "rate_limit_exceeded", "Rate limit reached.");
                case 500 -> error(500, "server_error", "", "The server had an error while processing the request.");
                case 502 -> error(502, "server_error", "", "Bad gateway.");
                case 503 -> error(503, "server_error", "", "The engine is currently overloaded.");
                case 504 -> error(504, "server_error", "", "Gateway timeout.");
                case 529 -> error(529, "overloaded_error", "", "Overloaded.");
                default -> Optional.empty();
            };
            return known.map(it -> it.retryAfter(retryAfterSeconds));
        }

        /** The 429 of an account without credit, which no retry mends. */
        static Status spent() {
            return new Status(
                    429,
                    "insufficient_quota",
                    Optional.of("insufficient_quota"),
                    Optional.empty(),
                    Mark.TEXT + " You exceeded your current quota.",
                    0);
        }

        private static Optional<Status> error(int status, String type, String code, String message) {
            Optional<String> coded = code.isEmpty() ? Optional.empty() : Optional.of(code);
            return Optional.of(new Status(status, type, coded, Optional.empty(), Mark.TEXT + " " + message, 0));
        }

        private Status retryAfter(int seconds) {
            return new Status(status, type, code, param, message, seconds);
        }
    }

    /** The connection is closed after that many pieces of content. */
    record Cut(int pieces) implements Trouble {}

    /** After that many pieces of content nothing more comes, and the connection stays. */
    record Hang(int pieces) implements Trouble {}

    /** JSON that ends in the middle. */
    record Garbled() implements Trouble {}

    /** An error inside an answer whose status is 200. */
    record InStream() implements Trouble {}

    /** A 200 without a body. */
    record Empty() implements Trouble {}
}
