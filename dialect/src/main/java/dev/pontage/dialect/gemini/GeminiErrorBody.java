package dev.pontage.dialect.gemini;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/** The words of one error of Google's, with its details (protocols 4.5); of a field given twice the first counts. */
final class GeminiErrorBody {
    /** How many node numbers one place of an error takes. */
    static final int NODES = 20;

    private static final int TEXT = 0;
    private static final int MESSAGE = 1;
    private static final int CODE = 2;
    private static final int STATUS = 3;
    private static final int REASON = 4;
    private static final int RETRY_DELAY = 5;
    private static final int QUOTA = 6;
    private static final int FIELD = 7;

    String message = "";
    String code = "";

    /** A word such as {@code RESOURCE_EXHAUSTED}. */
    String status = "";

    /** A more exact word, such as {@code API_KEY_INVALID}. */
    String reason = "";

    /** Such as {@code 34.4s}. */
    String retryDelay = "";

    /** Which contingents are used up. */
    String quotas = "";

    /** The field of the request that is wrong. */
    String field = "";

    /** Names all fields of an error object at this path. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base + TEXT, Flag.CAPTURE)
                .at(path + ".message", base + MESSAGE, Flag.CAPTURE)
                .at(path + ".code", base + CODE, Flag.CAPTURE)
                .at(path + ".status", base + STATUS, Flag.CAPTURE)
                .at(path + ".details[].reason", base + REASON, Flag.CAPTURE)
                .at(path + ".details[].retryDelay", base + RETRY_DELAY, Flag.CAPTURE)
                .at(path + ".details[].violations[].quotaId", base + QUOTA, Flag.CAPTURE)
                .at(path + ".details[].fieldViolations[].field", base + FIELD, Flag.CAPTURE);
    }

    /** Takes a scalar; {@code node} counts from the place's own number. */
    void value(Scan scan, int node) {
        if (scan.kind() != Kind.STRING && scan.kind() != Kind.NUMBER) {
            return;
        }
        String text = scan.string();
        switch (node) {
            case TEXT, MESSAGE -> message = message.isEmpty() ? text : message;
            case CODE -> code = code.isEmpty() ? text : code;
            case STATUS -> status = status.isEmpty() ? text : status;
            case REASON -> reason = reason.isEmpty() ? text : reason;
            case RETRY_DELAY -> retryDelay = retryDelay.isEmpty() ? text : retryDelay;
            case QUOTA -> quotas = quotas.length() < 1_000 ? quotas + ' ' + text : quotas;
            case FIELD -> field = field.isEmpty() ? text : field;
            default -> {}
        }
    }
}
