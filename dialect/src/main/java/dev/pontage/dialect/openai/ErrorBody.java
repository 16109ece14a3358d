package dev.pontage.dialect.openai;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/**
 * The words of one upstream error, wherever it writes them.
 *
 * <p>OpenAI's own {@code {"error":{...}}}, {@code {"error":"text"}} as Ollama has it, vLLM's object with the fields at
 * the top, FastAPI's {@code detail}, and Google's list of one error (protocols 1.5, 4.5). Of a field that comes in
 * several places the first is believed.
 */
final class ErrorBody {
    /** How many node numbers one place of an error takes. */
    static final int NODES = 20;

    private static final int TEXT = 0;
    private static final int MESSAGE = 1;
    private static final int TYPE = 2;
    private static final int CODE = 3;
    private static final int PARAM = 4;
    private static final int STATUS = 5;
    private static final int RETRY_DELAY = 6;
    private static final int INNER_CODE = 7;

    String message = "";
    String type = "";
    String code = "";
    String param = "";

    /** A more exact code that stands beneath the code (Azure). */
    String innerCode = "";

    /** Google's and Azure's status, a word or a number. */
    String status = "";

    /** Google's wait, such as {@code 34.4s}. */
    String retryDelay = "";

    /** Names all fields of an error object at this path. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base + TEXT, Flag.CAPTURE)
                .at(path + ".message", base + MESSAGE, Flag.CAPTURE)
                .at(path + ".type", base + TYPE, Flag.CAPTURE)
                .at(path + ".code", base + CODE, Flag.CAPTURE)
                .at(path + ".param", base + PARAM, Flag.CAPTURE)
                .at(path + ".status", base + STATUS, Flag.CAPTURE)
                .at(path + ".details[].retryDelay", base + RETRY_DELAY, Flag.CAPTURE)
                .at(path + ".innererror.code", base + INNER_CODE, Flag.CAPTURE);
    }

    /** Names the fields that stand beside no {@code error}, but for those that the caller names itself. */
    static void atTop(Shape.Paths paths, int base) {
        paths.at("message", base + MESSAGE, Flag.CAPTURE)
                .at("code", base + CODE, Flag.CAPTURE)
                .at("param", base + PARAM, Flag.CAPTURE);
    }

    /** Takes a scalar; {@code field} counts from the place's own number. */
    void value(Scan scan, int field) {
        if (scan.kind() != Kind.STRING && scan.kind() != Kind.NUMBER) {
            return;
        }
        String text = scan.string();
        switch (field) {
            case TEXT, MESSAGE -> message = message.isEmpty() ? text : message;
            case TYPE -> type = type.isEmpty() ? text : type;
            case CODE -> code = code.isEmpty() ? text : code;
            case PARAM -> param = param.isEmpty() ? text : param;
            case STATUS -> status = status.isEmpty() ? text : status;
            case RETRY_DELAY -> retryDelay = retryDelay.isEmpty() ? text : retryDelay;
            case INNER_CODE -> innerCode = innerCode.isEmpty() ? text : innerCode;
            default -> {}
        }
    }

    /** Whether nothing was said. */
    boolean isEmpty() {
        return message.isEmpty() && type.isEmpty() && code.isEmpty();
    }
}
