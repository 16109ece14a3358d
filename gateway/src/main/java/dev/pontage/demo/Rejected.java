package dev.pontage.demo;

import java.util.Optional;

/** A request that the demo provider refuses, thrown from where it is seen to where it is answered. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Trouble.Status status;

    private Rejected(Trouble.Status status) {
        super(status.message(), null, false, false);
        this.status = status;
    }

    /** A 400 that names a field. */
    static Rejected field(String param, String message) {
        return new Rejected(
                new Trouble.Status(400, "invalid_request_error", Optional.empty(), Optional.of(param), message, 0));
    }

    /** A 400 without a field. */
    static Rejected body(String message) {
        return new Rejected(
                new Trouble.Status(400, "invalid_request_error", Optional.empty(), Optional.empty(), message, 0));
    }

    /** A 404 or 405. */
    static Rejected path(int status, String code, String message) {
        return new Rejected(
                new Trouble.Status(status, "invalid_request_error", Optional.of(code), Optional.empty(), message, 0));
    }

    Trouble.Status status() {
        return status;
    }
}
