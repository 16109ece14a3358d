package dev.pontage.testkit.simulator;

/** A request that the real service would refuse, with what it would say of it. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;
    private final String path;
    private final String problem;

    private Violation(int status, String kind, String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem, null, false, false);
        this.status = status;
        this.kind = kind;
        this.path = path;
        this.problem = problem;
    }

    /** A breach of the protocol at that place of the body. */
    static Violation at(String path, String problem) {
        return new Violation(400, "", path, problem);
    }

    /** A refusal of another kind; what it is called, the protocol knows. */
    static Violation of(int status, String kind, String problem) {
        return new Violation(status, kind, "", problem);
    }

    int status() {
        return status;
    }

    /** The vendor's name of the error, empty for the usual one of the status. */
    String kind() {
        return kind;
    }

    String path() {
        return path;
    }

    String problem() {
        return problem;
    }

    String text() {
        return path.isEmpty() ? problem : path + ": " + problem;
    }
}
