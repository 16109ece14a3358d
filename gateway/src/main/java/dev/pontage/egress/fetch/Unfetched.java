package dev.pontage.egress.fetch;

import dev.pontage.dialect.Refusal;

/** Why a medium cannot be had: not a fault of ours, and told to the client in its own request's terms. */
final class Unfetched extends Exception {
    private final transient Refusal refusal;

    private Unfetched(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    /** Its server, or the way there, is at fault. */
    static Unfetched because(String why) {
        return new Unfetched(new Refusal(400, "media_not_fetched", why));
    }

    static Unfetched late(FetchLimits limits) {
        return new Unfetched(
                new Refusal(400, "media_late", "it was not there after " + limits.totalMillis() + " milliseconds"));
    }

    static Unfetched tooLarge(String why) {
        return new Unfetched(new Refusal(400, "media_too_large", why));
    }

    static Unfetched otherKind(String why) {
        return new Unfetched(new Refusal(400, "media_type_not_supported", why));
    }

    static Unfetched noRoom() {
        return new Unfetched(Refusal.unavailable(
                "request_memory_full", "The gateway holds as much of requests as it may. Try again."));
    }

    /** The refusal of a request of which this field named the medium. */
    Refusal refusal(String field) {
        if (refusal.status() == 503) {
            return refusal;
        }
        return new Refusal(
                        refusal.status(),
                        refusal.code(),
                        "What " + field + " names cannot be used: " + refusal.message())
                .param(field);
    }
}
