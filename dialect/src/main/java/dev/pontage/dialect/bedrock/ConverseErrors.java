package dev.pontage.dialect.bedrock;

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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream's error means for the next step, and which of its words a client may see (protocols 5.1; F-03, F-05,
 * S-43).
 *
 * <p>AWS names an error in a header, in the body or in a frame, and its message stands in one of several places.
 */
final class ConverseErrors {
    private static final String[] TOO_LONG = {
        "input is too long",
        "prompt is too long",
        "too many input tokens",
        "maximum context length",
        "exceed context limit",
        "context window",
        "reduce the length"
    };

    /** A request can be right and yet name a model that this account cannot call so. */
    private static final String[] MODEL = {
        "model identifier",
        "access to the model",
        "on-demand throughput",
        "end of its life",
        "use case details",
        "marked by provider as legacy",
        "model access is denied"
    };

    private static final String[] POLICY = {"content filter", "content policy", "usage policy", "blocked by"};

    private ConverseErrors() {}

    /** Judges an error answer; {@code body} may be cut. */
    static Failure failure(int status, Headers headers, byte[] body, int length, long nowEpochMillis) {
        Body read = new Body();
        read.read(body, length);
        String name = headers.first("x-amzn-errortype");
        String message = headers.first("x-amzn-errormessage");
        return judge(
                status,
                read.originalStatus,
                plain(name == null || name.isBlank() ? read.type : name),
                read.message.isEmpty() && message != null ? message : read.message,
                RetryAfter.millis(headers, "", nowEpochMillis));
    }

    /** Judges an error that came as a frame (F-13, A29). */
    static Failure inStream(@Nullable String name, @Nullable String message) {
        String plain = plain(name == null ? "" : name);
        return judge(statusOf(plain), 0, plain, message == null ? "" : message, -1);
    }

    /** {@code com.amazon#ValidationException:http://...} becomes {@code validation}. */
    private static String plain(String name) {
        int end = name.indexOf(':');
        String first = end < 0 ? name : name.substring(0, end);
        String last = first.substring(first.lastIndexOf('#') + 1);
        String lower = last.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith("exception") ? lower.substring(0, lower.length() - 9) : lower;
    }

    private static int statusOf(String name) {
        return switch (name) {
            case "validation", "servicequotaexceeded" -> 400;
            case "accessdenied" -> 403;
            case "resourcenotfound" -> 404;
            case "modeltimeout" -> 408;
            case "modelerror", "modelstreamerror" -> 424;
            case "throttling", "modelnotready" -> 429;
            case "serviceunavailable" -> 503;
            default -> 500;
        };
    }

    /** @param original the status that the model itself gave; 0 if it is not told */
    private static Failure judge(int status, int original, String name, String said, long retryAfterMillis) {
        String message = Scrub.message(said);
        return switch (name) {
            case "throttling", "toomanyrequests", "requestlimitexceeded" ->
                new Failure.RateLimited(retryAfterMillis, message);
            case "servicequotaexceeded" -> new Failure.Spent(message);
            // The model is being loaded: no fault of the rate.
            case "modelnotready", "serviceunavailable", "modeltimeout" ->
                new Failure.Overloaded(status, retryAfterMillis, message);
            case "modelerror", "modelstreamerror" -> ofModel(original, said, message);
            case "internalserver", "internalfailure", "internalerror" -> new Failure.ServerError(500, message);
            case "accessdenied" ->
                says(said, MODEL) ? new Failure.ModelUnavailable(message) : new Failure.CredentialRefused(403, message);
            case "unrecognizedclient",
                    "expiredtoken",
                    "invalidsignature",
                    "signaturedoesnotmatch",
                    "incompletesignature",
                    "missingauthenticationtoken",
                    "invalidclienttokenid" -> new Failure.CredentialRefused(status == 401 ? 401 : 403, message);
            case "resourcenotfound" ->
                said.toLowerCase(Locale.ROOT).contains("guardrail")
                        ? rejected(404, message)
                        : new Failure.ModelUnavailable(message);
            case "validation" -> validation(said, message);
            case "unknownoperation" ->
                new Failure.ServerError(status, "there is no such API at the provider's address");
            default -> byStatus(status, name, said, message, retryAfterMillis);
        };
    }

    /** What the model itself found wrong with the request another candidate would find too. */
    private static Failure ofModel(int original, String said, String message) {
        return switch (original) {
            case 400 -> validation(said, message);
            case 413, 422 -> rejected(original, message);
            default -> new Failure.ServerError(502, message);
        };
    }

    private static Failure validation(String said, String message) {
        if (says(said, TOO_LONG)) {
            return new Failure.ContextTooLong(message);
        }
        if (says(said, MODEL)) {
            return new Failure.ModelUnavailable(message);
        }
        return says(said, POLICY) ? new Failure.PolicyRefused(message) : rejected(400, message);
    }

    /** Something between us and the service answered, or the service has a new name for something. */
    private static Failure byStatus(int status, String name, String said, String message, long retryAfterMillis) {
        return switch (status) {
            case 401, 403 -> new Failure.CredentialRefused(status, message);
            case 402 -> new Failure.Spent(message);
            case 429 -> new Failure.RateLimited(retryAfterMillis, message);
            case 408, 409, 425, 503, 524, 529 -> new Failure.Overloaded(status, retryAfterMillis, message);
            case 424 -> new Failure.ServerError(502, message);
            case 404 ->
                name.isEmpty()
                        ? new Failure.ServerError(status, "there is no such API at the provider's address")
                        : rejected(status, message);
            case 400 -> validation(said, message);
            default ->
                status >= 400 && status < 500 ? rejected(status, message) : new Failure.ServerError(status, message);
        };
    }

    /** The client's dialect has words of its own for it; AWS's names say nothing there. */
    private static Failure rejected(int status, String message) {
        return Failure.ofRequest(status, "", "", "", message);
    }

    private static boolean says(String said, String[] words) {
        String lower = said.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The reading of an error answer's body, which may be anything. */
    private static final class Body implements Visitor {
        private static final int TYPE = 1;
        private static final int CODE = 2;
        private static final int MESSAGE = 3;
        private static final int ORIGINAL_STATUS = 10;

        private static final Shape SHAPE = Shape.of(paths -> paths.at("__type", TYPE, Flag.CAPTURE)
                .at("code", CODE, Flag.CAPTURE)
                .at("message", MESSAGE, Flag.CAPTURE)
                .at("Message", MESSAGE + 1, Flag.CAPTURE)
                .at("errorMessage", MESSAGE + 2, Flag.CAPTURE)
                .at("originalStatusCode", ORIGINAL_STATUS));

        private String type = "";
        private String message = "";
        private int originalStatus;

        void read(byte[] body, int length) {
            try {
                new Scan(SHAPE, ConverseReading.LIMITS, false, this).feed(body, 0, length);
            } catch (JsonError notJson) {
                // What was found before counts.
                return;
            }
        }

        @Override
        public void value(Scan scan, int node) {
            if (node == ORIGINAL_STATUS) {
                originalStatus = (int) scan.longValue(0);
            } else if (scan.kind() != Kind.STRING) {
                return;
            } else if (node >= MESSAGE) {
                message = message.isEmpty() ? scan.string() : message;
            } else {
                type = type.isEmpty() ? scan.string() : type;
            }
        }
    }
}
