package dev.pontage.dialect.gemini;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.RetryAfter;
import dev.pontage.dialect.Scrub;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import dev.pontage.dialect.tap.ErrorWords;
import java.util.Locale;
import java.util.Set;

/** What an upstream's error means for the next step, and which of its words a client may see (protocols 4.5, F-05). */
final class GeminiErrors {
    /** Reasons that speak of our key, whatever the status: a wrong key is a 400 here. */
    private static final Set<String> BAD_KEY = Set.of(
            "API_KEY_INVALID",
            "API_KEY_EXPIRED",
            "API_KEY_SERVICE_BLOCKED",
            "API_KEY_HTTP_REFERRER_BLOCKED",
            "API_KEY_IP_ADDRESS_BLOCKED",
            "ACCESS_TOKEN_EXPIRED",
            "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            "CREDENTIALS_MISSING",
            "SERVICE_DISABLED");

    private static final Set<String> SPENT = Set.of("BILLING_DISABLED", "CONSUMER_SUSPENDED");

    private static final String[] TOO_LONG = {
        "exceeds the maximum number of tokens", "input token count", "context window"
    };

    private static final String[] POLICY = {"responsible ai", "violate", "prohibited use", "content policy"};

    private GeminiErrors() {}

    /** Judges an error answer; {@code body} may be cut. */
    static Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        Body read = new Body();
        boolean json = read.read(body, length);
        ErrorWords error = read.error;
        if (status == 404 && (!json || !read.isError)) {
            // Nobody speaks this protocol at that path: the address is wrong, not the request.
            return new Failure.ServerError(status, "there is no such API at the provider's address");
        }
        return judge(status, error, RetryAfter.millis(headers, error.retryDelay(), nowEpochMillis));
    }

    /** Judges an error that came as an event (F-13). */
    static Failure inStream(ErrorWords error) {
        int code = number(error.code());
        int status = code >= 400 && code < 600 ? code : statusOf(error.status());
        return judge(status, error, RetryAfter.millis(Headers.NONE, error.retryDelay(), 0));
    }

    /** Judges an error that came as bare lines between events. */
    static Failure inStream(byte[] document, int length) {
        Body read = new Body();
        boolean json = read.read(document, length);
        return json && read.isError ? inStream(read.error) : new Failure.Garbled("lines that are no events");
    }

    private static Failure judge(int status, ErrorWords error, long retryAfterMillis) {
        String message = Scrub.message(error.message());
        if (SPENT.contains(error.reason())) {
            return new Failure.Spent(message);
        }
        if (speaksOfKey(error)) {
            return new Failure.CredentialRefused(status == 403 ? 403 : 401, message);
        }
        return switch (status) {
            case 429 ->
                error.quotas().contains("PerDay")
                        ? new Failure.Spent(message)
                        : new Failure.RateLimited(retryAfterMillis, message);
            case 408, 409, 425, 503, 524, 529 -> new Failure.Overloaded(status, retryAfterMillis, message);
            case 401 -> new Failure.CredentialRefused(status, message);
            case 402 -> new Failure.Spent(message);
            case 403 ->
                namesModel(error)
                        ? new Failure.ModelUnavailable(message)
                        : new Failure.CredentialRefused(status, message);
            case 404 -> namesModel(error) ? new Failure.ModelUnavailable(message) : rejected(status, error, message);
            default ->
                status >= 400 && status < 500
                        ? requestError(status, error, message)
                        : new Failure.ServerError(status, message);
        };
    }

    private static Failure requestError(int status, ErrorWords error, String message) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        if (contains(lower, TOO_LONG)) {
            return new Failure.ContextTooLong(message);
        }
        if (contains(lower, POLICY)) {
            return new Failure.PolicyRefused(message);
        }
        if (error.status().equals("FAILED_PRECONDITION") && (lower.contains("location") || lower.contains("billing"))) {
            // Where our account may call from, and whether it pays, is not the client's affair.
            return new Failure.CredentialRefused(403, message);
        }
        return rejected(status, error, message);
    }

    private static Failure rejected(int status, ErrorWords error, String message) {
        return Failure.ofRequest(
                status, Scrub.word(error.status()), Scrub.word(error.reason()), Scrub.word(error.param()), message);
    }

    private static boolean speaksOfKey(ErrorWords error) {
        String lower = error.message().toLowerCase(Locale.ROOT);
        return BAD_KEY.contains(error.reason())
                || lower.startsWith("api key not valid")
                || lower.startsWith("api key expired")
                || lower.startsWith("api key not found");
    }

    private static boolean namesModel(ErrorWords error) {
        return error.message().toLowerCase(Locale.ROOT).contains("model");
    }

    private static boolean contains(String lower, String[] any) {
        for (String words : any) {
            if (lower.contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** The HTTP status that goes with a word (google.rpc.Code). */
    private static int statusOf(String word) {
        return switch (word) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "ABORTED", "ALREADY_EXISTS" -> 409;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "CANCELLED" -> 499;
            case "UNIMPLEMENTED" -> 501;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 500;
        };
    }

    private static int number(String text) {
        return text.matches("[1-5][0-9]{2}") ? Integer.parseInt(text) : 0;
    }

    /** The reading of an error's body, which may be anything; a list of one error is that error. */
    private static final class Body implements Visitor {
        private static final int ERROR = 20;
        private static final int LISTED = 40;

        private static final Shape SHAPE = Shape.of(paths -> {
            ErrorWords.at(paths, "error", ERROR);
            ErrorWords.at(paths, "[].error", LISTED);
        });

        private final ErrorWords error = new ErrorWords();
        private boolean isError;

        /** Whether it is JSON, at least until it was cut. */
        boolean read(byte[] body, int length) {
            Scan scan = new Scan(SHAPE, GeminiReading.LIMITS, false, this);
            try {
                scan.feed(body, 0, length);
                return length > 0;
            } catch (JsonError notJson) {
                return false;
            }
        }

        @Override
        public void value(Scan scan, int node) {
            isError |= scan.kind() != Kind.NULL;
            error.value(scan, (node - ERROR) % ErrorWords.NODES);
        }
    }
}
