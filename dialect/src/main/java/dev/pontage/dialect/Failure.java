package dev.pontage.dialect;

/**
 * What went wrong with one attempt at an upstream, as a closed list that says what may be done next.
 *
 * <p>A dialect makes the ones that an upstream said; the transport makes {@link Unreachable}, {@link Loop},
 * {@link TimedOut} and {@link Cut}. How far the attempt got is not here but in the caller's hands. Retry rules:
 * failures.md F-01 to F-31.
 */
public sealed interface Failure {

    /** A short word for logs, metrics and the ledger. */
    String word();

    /** 429: too fast for this credential. {@code retryAfterMillis} is negative where the upstream gave none. */
    record RateLimited(long retryAfterMillis, String message) implements Failure {
        @Override
        public String word() {
            return "rate_limited";
        }
    }

    /** The credential's money or contingent is used up (F-03): not retried on it. */
    record Spent(String message) implements Failure {
        @Override
        public String word() {
            return "spent";
        }
    }

    /** 503, 529, 408, 409, 425, 524: the upstream asks for patience. */
    record Overloaded(int status, long retryAfterMillis, String message) implements Failure {
        @Override
        public String word() {
            return "overloaded";
        }
    }

    /** 400, 404, 413, 422: the request itself is wrong; never retried, shown to the client in our envelope (F-05). */
    record Rejected(int status, String type, String code, String param, String message) implements Failure {
        @Override
        public String word() {
            return "rejected";
        }
    }

    /**
     * What a 4xx that no other case names says of the request: {@link Rejected}, or that we were wrong.
     *
     * <p>A method, a protocol, a proxy's login, the size of our head: what we did to the upstream, and nothing that the
     * client asked for. It would look to the client as if its own call had been wrong.
     */
    static Failure ofRequest(int status, String type, String code, String param, String message) {
        return switch (status) {
            case 400, 404, 413, 422 -> new Rejected(status, type, code, param, message);
            default -> new ServerError(status, message);
        };
    }

    /** A 403 or 404 that names the model: this (credential, model) does not work; the reason reaches the client. */
    record ModelUnavailable(String message) implements Failure {
        @Override
        public String word() {
            return "model_unavailable";
        }
    }

    /** 401 or 403: our credential is refused. Never looks like the client's own (C6). */
    record CredentialRefused(int status, String message) implements Failure {
        @Override
        public String word() {
            return "credential_refused";
        }
    }

    /** The prompt does not fit; a declared fallback may hold it. */
    record ContextTooLong(String message) implements Failure {
        @Override
        public String word() {
            return "context_too_long";
        }
    }

    /** The upstream's content policy refused. */
    record PolicyRefused(String message) implements Failure {
        @Override
        public String word() {
            return "policy_refused";
        }
    }

    /** 500, 502, 504 and what no other case names. */
    record ServerError(int status, String message) implements Failure {
        @Override
        public String word() {
            return "server_error";
        }
    }

    /** No connection: name, address policy, TCP or TLS. Always safe to retry (F-06). */
    record Unreachable(String reason) implements Failure {
        @Override
        public String word() {
            return "unreachable";
        }
    }

    /** The address is one of our own: nothing was dialled (508). Another candidate may serve. */
    record Loop() implements Failure {
        @Override
        public String word() {
            return "loop";
        }
    }

    /** A phase took too long: {@code connect}, {@code header}, {@code idle} or {@code total} (F-07). */
    record TimedOut(String phase) implements Failure {
        @Override
        public String word() {
            return "timeout_" + phase;
        }
    }

    /** The connection ended before the answer did. */
    record Cut() implements Failure {
        @Override
        public String word() {
            return "cut";
        }
    }

    /** An answer that its own protocol does not allow. */
    record Garbled(String reason) implements Failure {
        /** A success that says nothing is none: another candidate may have an answer. */
        public static final Garbled HOLLOW = new Garbled("an answer that says nothing");

        @Override
        public String word() {
            return "garbled";
        }
    }
}
