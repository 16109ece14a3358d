package dev.pontage.dialect.json;

import java.io.Serial;

/** Says which field of a document is wrong, and how; it carries no stack trace, so throwing it is cheap. */
public final class Malformed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;

    /**
     * @param path the field, such as {@code messages[3].content}; empty for the document
     * @param problem what is wrong with it, going on from its name: "must be a string"; holds none of its bytes
     */
    public Malformed(String path, String problem) {
        super(null, null, false, false);
        this.path = path;
        this.problem = problem;
    }

    public String path() {
        return path;
    }

    /** The same of a field of this name. */
    public Malformed at(String other) {
        return other.equals(path) ? this : new Malformed(other, problem);
    }

    /** A sentence for the client. */
    @Override
    public String getMessage() {
        return path.isEmpty() ? "The request body " + problem + "." : "'" + path + "' " + problem + ".";
    }
}
