package dev.pontage.dialect.json;

import java.io.Serial;

/** Says why a document is not JSON that we accept, and where; it carries no stack trace, so throwing it is cheap. */
public final class JsonError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Code code;
    private final long offset;
    private final String path;

    JsonError(Code code, long offset, String path) {
        super(null, null, false, false);
        this.code = code;
        this.offset = offset;
        this.path = path;
    }

    public Code code() {
        return code;
    }

    /**
     * The offending byte's offset from the document's start; for a limit or a name, where the offending token starts.
     */
    public long offset() {
        return offset;
    }

    /** The nearest place that the shape can name, such as {@code messages[3].content}; empty at the root. */
    public String path() {
        return path;
    }

    /** The code and the place. Never a byte of the document, which may be a secret. */
    @Override
    public String getMessage() {
        return code.words + " at byte " + offset + (path.isEmpty() ? "" : ", near " + path);
    }

    /** Why a document was refused. */
    public enum Code {
        SYNTAX("invalid JSON"),
        DEPTH("JSON nested too deeply"),
        TOKENS("JSON with too many values"),
        NUMBER_LENGTH("JSON number too long"),
        NAME_LENGTH("JSON member name too long"),
        UTF8("invalid UTF-8 in a JSON string"),
        CONTROL_CHARACTER("unescaped control character in a JSON string"),
        DUPLICATE_NAME("duplicate JSON member"),
        ESCAPED_NAME("JSON member name spelled with an escape"),
        OTHER_CASE("JSON member name that differs from a known one only in upper and lower case"),
        INCOMPLETE("JSON ends too early"),
        TRAILING("bytes after the end of the JSON value"),
        BOM("JSON begins with a byte order mark");

        private final String words;

        Code(String words) {
            this.words = words;
        }
    }
}
