package dev.pontage.dialect.openai;

import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.RetryAfter;
import dev.pontage.dialect.Scrub;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.json.Visitor;
import dev.pontage.dialect.tap.ErrorWords;
import dev.pontage.dialect.tap.Reading;
import java.util.Locale;
import java.util.Set;

/** What an upstream's error means for the next step, and which of its words a client may see (F-03, F-05, S-43). */
final class OpenAiErrors {
    /** Codes of vendors whose money or contingent is used up (F-03). */
    private static final Set<String> SPENT = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "exceeded_current_quota_error",
            "insufficient_balance",
            "insufficient_credits",
            "arrearage",
            "billing_not_active",
            "account_deactivated");

    private static final Set<String> POLICY = Set.of(
            "content_filter",
            "content_policy_violation",
            "moderation_blocked",
            "responsibleaipolicyviolation",
            "data_inspection_failed",
            "datainspectionfailed");

    private static final Set<String> MODEL_GONE = Set.of(
            "model_not_found", "model_not_available", "model_not_supported", "deploymentnotfound", "no_such_model");

    private static final Set<String> BAD_KEY =
            Set.of("invalid_api_key", "incorrect_api_key", "invalidapikey", "authentication_error", "api_key_invalid");

    private static final String[] TOO_LONG = {
        "maximum context length",
        "context length",
        "context window",
        "prompt is too long",
        "input is too long",
        "too many input tokens",
        "reduce the length"
    };

    private OpenAiErrors() {}

    /** Judges an error answer; {@code body} may be cut. */
    static Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        HttpBody read = new HttpBody();
        boolean json = read.read(body, length);
        ErrorWords error = read.error;
        long retryAfterMillis = RetryAfter.millis(headers, error.retryDelay(), nowEpochMillis);
        if (status == 404 && (!json || !read.isError || error.message().equals("Not Found"))) {
            // Nobody speaks this protocol at that path: the address is wrong, not the request.
            return new Failure.ServerError(status, "there is no such API at the provider's address");
        }
        return judge(status, error, retryAfterMillis);
    }

    /** Judges an error that came as an event, or as a document with status 200 (F-13). */
    static Failure inStream(ErrorWords error) {
        int status = number(error.code(), number(error.status(), 0));
        return judge(status >= 400 && status < 600 ? status : statusOf(error), error, -1);
    }

    private static Failure judge(int status, ErrorWords error, long retryAfterMillis) {
        String message = Scrub.message(error.message());
        if (status == 402 || says(error, SPENT)) {
            return new Failure.Spent(message);
        }
        if (says(error, BAD_KEY)) {
            return new Failure.CredentialRefused(status == 403 ? 403 : 401, message);
        }
        return switch (status) {
            case 429 -> new Failure.RateLimited(retryAfterMillis, message);
            case 408, 409, 425, 503, 524, 529 -> new Failure.Overloaded(status, retryAfterMillis, message);
            case 401 -> new Failure.CredentialRefused(status, message);
            case 403 -> forbidden(error, message);
            case 404 -> namesModel(error) ? new Failure.ModelUnavailable(message) : rejected(status, error, message);
            default ->
                status >= 400 && status < 500
                        ? requestError(status, error, message)
                        : new Failure.ServerError(status, message);
        };
    }

    private static Failure forbidden(ErrorWords error, String message) {
        if (says(error, POLICY)) {
            return new Failure.PolicyRefused(message);
        }
        return namesModel(error) ? new Failure.ModelUnavailable(message) : new Failure.CredentialRefused(403, message);
    }

    private static Failure requestError(int status, ErrorWords error, String message) {
        if (says(error, POLICY)) {
            return new Failure.PolicyRefused(message);
        }
        if (says(error, MODEL_GONE)) {
            return new Failure.ModelUnavailable(message);
        }
        if (isTooLong(error)) {
            return new Failure.ContextTooLong(message);
        }
        String lower = error.message().toLowerCase(Locale.ROOT);
        if (lower.startsWith("incorrect api key") || lower.startsWith("api key not valid")) {
            return new Failure.CredentialRefused(401, message);
        }
        return rejected(status, error, message);
    }

    private static Failure rejected(int status, ErrorWords error, String message) {
        return Failure.ofRequest(
                status, Scrub.word(error.type()), Scrub.word(error.code()), Scrub.word(error.param()), message);
    }

    private static boolean isTooLong(ErrorWords error) {
        if (error.code().equals("context_length_exceeded") || error.type().equals("exceed_context_size_error")) {
            return true;
        }
        String lower = error.message().toLowerCase(Locale.ROOT);
        for (String words : TOO_LONG) {
            if (lower.contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesModel(ErrorWords error) {
        return says(error, MODEL_GONE)
                || error.param().equals("model")
                || error.message().toLowerCase(Locale.ROOT).contains("model");
    }

    private static boolean says(ErrorWords error, Set<String> words) {
        return words.contains(error.code().toLowerCase(Locale.ROOT))
                || words.contains(error.type().toLowerCase(Locale.ROOT))
                || words.contains(error.innerCode().toLowerCase(Locale.ROOT))
                || words.contains(error.status().toLowerCase(Locale.ROOT));
    }

    /** The status that an error without one would have had. */
    private static int statusOf(ErrorWords error) {
        String words = (error.code() + ' ' + error.type() + ' ' + error.status()).toLowerCase(Locale.ROOT);
        if (words.contains("rate_limit") || words.contains("resource_exhausted") || words.contains("too_many")) {
            return 429;
        }
        if (words.contains("overload") || words.contains("unavailable") || words.contains("capacity")) {
            return 503;
        }
        if (words.contains("timeout")) {
            return 504;
        }
        if (words.contains("invalid") || words.contains("context_length") || says(error, POLICY)) {
            return 400;
        }
        if (says(error, MODEL_GONE)) {
            return 404;
        }
        if (words.contains("permission") || words.contains("authentication")) {
            return 403;
        }
        return 500;
    }

    private static int number(String text, int otherwise) {
        if (text.length() != 3) {
            return otherwise;
        }
        int value = 0;
        for (int i = 0; i < 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return otherwise;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    /** The reading of an error answer's body, which may be anything. */
    private static final class HttpBody implements Visitor {
        private static final int ERROR = 20;
        private static final int LISTED = 40;
        private static final int TOP = 60;
        private static final int TOP_TYPE = 80;
        private static final int DETAIL = 81;
        private static final int DETAIL_MESSAGE = 82;

        private static final Shape SHAPE = Shape.of(paths -> {
            ErrorWords.at(paths, "error", ERROR);
            ErrorWords.at(paths, "[].error", LISTED);
            ErrorWords.atTop(paths, TOP);
            paths.at("type", TOP_TYPE, Flag.CAPTURE)
                    .at("detail", DETAIL, Flag.CAPTURE)
                    .at("detail[].msg", DETAIL_MESSAGE, Flag.CAPTURE);
        });

        private final ErrorWords error = new ErrorWords();
        private boolean isError;

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
            if (node == TOP_TYPE) {
                if (scan.kind() == Kind.STRING) {
                    error.value(scan, ErrorWords.TYPE);
                }
            } else if (node == DETAIL || node == DETAIL_MESSAGE) {
                isError = true;
                error.value(scan, 0);
            } else {
                isError = true;
                error.value(scan, (node - ERROR) % ErrorWords.NODES);
            }
        }
    }
}
