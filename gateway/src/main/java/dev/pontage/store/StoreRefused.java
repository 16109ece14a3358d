package dev.pontage.store;

import java.io.IOException;

/** The store cannot be used; the message is one line for the operator, with the remedy. */
public final class StoreRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    StoreRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why; each has an exit code of its own. */
    public enum Reason {
        /** Another process has the data directory. */
        LOCKED,
        /** The data directory belongs to someone else, or others may write into it. */
        NOT_OURS,
        /** The database was written by a newer program, or changed by hand. */
        SCHEMA,
        /** There is data and no note of the secrets that it was made with, or not these secrets. */
        SECRETS,
        /** The database or its disk failed. */
        FAILED
    }
}
