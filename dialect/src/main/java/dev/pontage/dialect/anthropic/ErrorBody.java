package dev.pontage.dialect.anthropic;

import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;

/**
 * The words of one upstream error: {@code {"type":"error","error":{...}}}, and what servers that only speak this
 * protocol write instead (protocols 1.5, 3.5). Of a field that comes in several places the first is believed.
 */
final class ErrorBody {
    /** How many node numbers one place of an error takes. */
    static final int NODES = 10;

    private static final int TEXT = 0;
    private static final int MESSAGE = 1;
    private static final int TYPE = 2;
    private static final int CODE = 3;
    private static final int DETAIL_CODE = 4;

    String message = "";
    String type = "";
    String code = "";

    /** Names all fields of an error at this path; {@code base} is told for the error itself. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base + TEXT, Flag.CAPTURE)
                .at(path + ".message", base + MESSAGE, Flag.CAPTURE)
                .at(path + ".type", base + TYPE, Flag.CAPTURE)
                .at(path + ".code", base + CODE, Flag.CAPTURE)
                .at(path + ".details.error_code", base + DETAIL_CODE, Flag.CAPTURE);
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
            case CODE, DETAIL_CODE -> code = code.isEmpty() ? text : code;
            default -> {}
        }
    }
}
