package dev.pontage.dialect.tap;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/**
 * The words of one upstream error, wherever and in whatever protocol it writes them.
 *
 * <p>OpenAI's and Anthropic's {@code {"error":{...}}}, {@code {"error":"text"}} as Ollama has it, vLLM's object with
 * the fields at the top, FastAPI's {@code detail}, and Google's with its list of details (protocols 1.5, 3.5, 4.5).
 * Servers that only speak a protocol write another's errors, so all are read everywhere. Of a field that comes in
 * several places the first is believed.
 */
public final class ErrorWords {
    /** How many node numbers one place of an error takes. */
    public static final int NODES = 20;

    /** The error itself, where it is only a text. */
    public static final int TEXT = 0;

    public static final int MESSAGE = 1;
    public static final int TYPE = 2;
    public static final int CODE = 3;
    private static final int PARAM = 4;
    private static final int STATUS = 5;
    private static final int RETRY_DELAY = 6;
    private static final int INNER_CODE = 7;
    private static final int REASON = 8;
    private static final int QUOTA = 9;
    private static final int FIELD = 10;
    private static final int DETAIL_CODE = 11;

    private static final int QUOTAS_LIMIT_CHARS = 1_000;

    private String message = "";
    private String type = "";
    private String code = "";
    private String param = "";
    private String innerCode = "";
    private String status = "";
    private String reason = "";
    private String retryDelay = "";
    private String quotas = "";

    /** Names all fields of an error at this path; {@code base} is told for the error itself. */
    public static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base + TEXT, Flag.CAPTURE)
                .at(path + ".message", base + MESSAGE, Flag.CAPTURE)
                .at(path + ".type", base + TYPE, Flag.CAPTURE)
                .at(path + ".code", base + CODE, Flag.CAPTURE)
                .at(path + ".param", base + PARAM, Flag.CAPTURE)
                .at(path + ".status", base + STATUS, Flag.CAPTURE)
                .at(path + ".innererror.code", base + INNER_CODE, Flag.CAPTURE)
                .at(path + ".details.error_code", base + DETAIL_CODE, Flag.CAPTURE)
                .at(path + ".details[].reason", base + REASON, Flag.CAPTURE)
                .at(path + ".details[].retryDelay", base + RETRY_DELAY, Flag.CAPTURE)
                .at(path + ".details[].violations[].quotaId", base + QUOTA, Flag.CAPTURE)
                .at(path + ".details[].fieldViolations[].field", base + FIELD, Flag.CAPTURE);
    }

    /** Names the fields that stand beside no {@code error}, but for those that the caller names itself. */
    public static void atTop(Shape.Paths paths, int base) {
        paths.at("message", base + MESSAGE, Flag.CAPTURE)
                .at("code", base + CODE, Flag.CAPTURE)
                .at("param", base + PARAM, Flag.CAPTURE);
    }

    /** Takes a scalar; {@code field} counts from the place's own number. */
    public void value(Scan scan, int field) {
        if (scan.kind() != Kind.STRING && scan.kind() != Kind.NUMBER) {
            return;
        }
        String text = scan.string();
        switch (field) {
            case TEXT, MESSAGE -> message = first(message, text);
            case TYPE -> type = first(type, text);
            case CODE, DETAIL_CODE -> code = first(code, text);
            case PARAM, FIELD -> param = first(param, text);
            case STATUS -> status = first(status, text);
            case RETRY_DELAY -> retryDelay = first(retryDelay, text);
            case INNER_CODE -> innerCode = first(innerCode, text);
            case REASON -> reason = first(reason, text);
            case QUOTA -> quotas = quotas.length() < QUOTAS_LIMIT_CHARS ? quotas + ' ' + text : quotas;
            default -> {}
        }
    }

    private static String first(String known, String text) {
        return known.isEmpty() ? text : known;
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return message.isEmpty() && type.isEmpty() && code.isEmpty();
    }

    public String message() {
        return message;
    }

    public String type() {
        return type;
    }

    public String code() {
        return code;
    }

    /** The field of the request that is wrong. */
    public String param() {
        return param;
    }

    /** A more exact code that stands beneath the code (Azure). */
    public String innerCode() {
        return innerCode;
    }

    /** Google's and Azure's status, a word such as {@code RESOURCE_EXHAUSTED}, or a number. */
    public String status() {
        return status;
    }

    /** Google's more exact word, such as {@code API_KEY_INVALID}. */
    public String reason() {
        return reason;
    }

    /** Google's wait, such as {@code 34.4s}. */
    public String retryDelay() {
        return retryDelay;
    }

    /** Which of Google's contingents are used up. */
    public String quotas() {
        return quotas;
    }
}
