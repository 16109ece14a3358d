package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.RetryAfter;
import dev.pontage.dialect.Scrub;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import dev.pontage.dialect.tap.ErrorWords;
import dev.pontage.dialect.tap.Reading;
import java.util.Locale;

/** What an upstream's error means for the next step, and which of its words a client may see (F-03, F-05, S-43). */
final class AnthropicErrors {
    /** Messages of requests that nobody pays for; the API says so with status 400 (F-03). */
    private static final String[] SPENT = {"credit balance is too low", "enforced_spend_limit_reached", "usage limits"};

    private static final String[] TOO_LONG = {
        "prompt is too long", "exceed context limit", "maximum context length", "context window"
    };

    private static final String[] POLICY = {"content filtering policy", "content_filter", "usage policy"};

    private AnthropicErrors() {}

    /** Judges an error answer; {@code body} may be cut. */
    static Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        HttpBody read = new HttpBody();
        boolean json = read.read(body, length);
        if (status == 404
                && (!json || (read.error.type().isEmpty() && read.error.status().isEmpty()))) {
            // Nobody speaks this protocol at that path: the address is wrong, not the request.
            return new Failure.ServerError(status, "there is no such API at the provider's address");
        }
        return judge(status, read.error, RetryAfter.millis(headers, "", nowEpochMillis));
    }

    /** Judges an error that came as an event, or as a document with status 200 (F-13). */
    static Failure inStream(ErrorWords error) {
        int status = switch (error.type()) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 500;
        };
        return judge(status, error, -1);
    }

    private static Failure judge(int status, ErrorWords error, long retryAfterMillis) {
        String message = Scrub.message(error.message());
        if (status == 402 || error.type().equals("billing_error") || says(error, SPENT)) {
            return new Failure.Spent(message);
        }
        return switch (status) {
            case 429 -> new Failure.RateLimited(retryAfterMillis, message);
            case 408, 409, 425, 503, 524, 529 -> new Failure.Overloaded(status, retryAfterMillis, message);
            case 401 -> new Failure.CredentialRefused(status, message);
            case 403 ->
                namesModel(error) ? new Failure.ModelUnavailable(message) : new Failure.CredentialRefused(403, message);
            case 404 -> namesModel(error) ? new Failure.ModelUnavailable(message) : rejected(status, error, message);
            default ->
                status >= 400 && status < 500
                        ? requestError(status, error, message)
                        : new Failure.ServerError(status, message);
        };
    }

    private static Failure requestError(int status, ErrorWords error, String message) {
        if (error.type().equals("authentication_error")) {
            return new Failure.CredentialRefused(401, message);
        }
        if (says(error, POLICY)) {
            return new Failure.PolicyRefused(message);
        }
        return says(error, TOO_LONG) ? new Failure.ContextTooLong(message) : rejected(status, error, message);
    }

    private static Failure rejected(int status, ErrorWords error, String message) {
        return Failure.ofRequest(status, Scrub.word(error.type()), Scrub.word(error.code()), "", message);
    }

    private static boolean namesModel(ErrorWords error) {
        return error.message().toLowerCase(Locale.ROOT).contains("model");
    }

    private static boolean says(ErrorWords error, String[] words) {
        String said = (error.message() + ' ' + error.type() + ' ' + error.code()).toLowerCase(Locale.ROOT);
        for (String each : words) {
            if (said.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** The reading of an error answer's body, which may be anything. */
    private static final class HttpBody implements Visitor {
        private static final int ERROR = 20;
        private static final int TOP = 40;

        private static final Shape SHAPE = Shape.of(paths -> {
            ErrorWords.at(paths, "error", ERROR);
            paths.at("message", TOP + ErrorWords.MESSAGE, Flag.CAPTURE)
                    .at("detail", TOP + ErrorWords.TEXT, Flag.CAPTURE)
                    .at("code", TOP + ErrorWords.CODE, Flag.CAPTURE);
        });

        private final ErrorWords error = new ErrorWords();

        /** Whether it is JSON, at least until it was cut. */
        boolean read(byte[] body, int length) {
            Scan scan = new Scan(SHAPE, Reading.LIMITS, false, this);
            try {
                scan.feed(body, 0, length);
                return length > 0;
            } catch (JsonError notJson) {
                return false;
            }
        }

        @Override
        public void value(Scan scan, int node) {
            error.value(scan, (node - ERROR) % (TOP - ERROR));
        }
    }
}
