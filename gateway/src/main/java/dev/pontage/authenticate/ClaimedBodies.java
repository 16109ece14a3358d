package dev.pontage.authenticate;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.BodyClaim;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Step;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies and holds them against what the credential says of them.
 *
 * <p>A body before which nobody is known is small, one of few, and takes nothing of the account's share of memory:
 * whoever knows an access key id can send one. Safe on any thread.
 */
final class ClaimedBodies {
    private static final Refusal OTHER_BODY =
            new Refusal(403, "invalid_signature", "The body is not the one whose SHA-256 x-amz-content-sha256 states.");
    private static final Refusal TOO_MANY = new Refusal(
                    429,
                    "unproved_bodies_full",
                    "As many requests with this access key id are under way as may be whose signature is not verified"
                            + " yet. Send fewer at once, or state the body's SHA-256 in x-amz-content-sha256.")
            .retryAfter(1_000);

    private final SignatureLimits limits;
    private final ConcurrentMap<String, Integer> unproved = new ConcurrentHashMap<>();

    ClaimedBodies(SignatureLimits limits) {
        this.limits = limits;
    }

    /** As {@link Body#read}, and refuses a body that the credential is not good for. */
    Step<Body.Bytes> read(Exchange exchange, Known known, int maxBytes) {
        Body body = known.head().body();
        String holder = known.caller().holder();
        return switch (known.claim()) {
            case BodyClaim.Any any -> exchange.guarded(body.read(maxBytes, holder));
            case BodyClaim.Stated(String sha256) ->
                exchange.guarded(body.read(maxBytes, holder))
                        .then(bytes -> judged(
                                exchange, bytes, () -> AwsSignature.same(sha256(bytes), sha256) ? null : OTHER_BODY));
            case BodyClaim.Unproved claim -> prove(exchange, known, maxBytes, claim);
        };
    }

    private Step<Body.Bytes> prove(Exchange exchange, Known known, int maxBytes, BodyClaim.Unproved claim) {
        String key = known.caller().key().id();
        Place place = new Place(key);
        if (!place.take()) {
            return new Step.Refuse<>(TOO_MANY);
        }
        exchange.holds(place::give);
        int most = Math.min(maxBytes, limits.unprovedBodyBytes());
        return exchange.guarded(known.head().body().read(most, key + " unproved"))
                .then(bytes ->
                        judged(exchange, bytes, () -> claim.proof().test(sha256(bytes)) ? null : Signatures.WRONG))
                .then(bytes -> {
                    place.give();
                    exchange.watcher().known(exchange, known.caller());
                    return new Step.Next<>(bytes);
                })
                .ifRefused(place::give);
    }

    /** How many bodies of a key are not proved yet. */
    int unproved(String key) {
        return unproved.getOrDefault(key, 0);
    }

    /** A long body is hashed off the loop. */
    private Step<Body.Bytes> judged(Exchange exchange, Body.Bytes bytes, Judgement judgement) {
        if (bytes.length() <= limits.offLoopBytes()) {
            return step(bytes, judgement);
        }
        Answer.Pending<Step<Body.Bytes>> resumed = new Answer.Pending<>(Answer.Pending.UNBOUNDED, "scan_late");
        boolean taken = exchange.offload(() -> step(bytes, judgement), limits.patienceMillis(), "scan_late", judged -> {
            if (judged instanceof Answer.Ready<Step<Body.Bytes>>(Step<Body.Bytes> step)) {
                resumed.complete(step);
            } else {
                resumed.fail("scan_late");
            }
        });
        return taken
                ? new Step.Wait<>(resumed)
                : new Step.Refuse<>(Refusal.unavailable("overloaded", "Too many long requests at once."));
    }

    private static Step<Body.Bytes> step(Body.Bytes bytes, Judgement judgement) {
        Refusal wrong = judgement.wrong();
        return wrong == null ? new Step.Next<>(bytes) : new Step.Refuse<>(wrong);
    }

    private static String sha256(Body.Bytes bytes) {
        return AwsSignature.sha256(bytes.array(), bytes.length());
    }

    /** What is wrong with a body; null if nothing is. */
    @FunctionalInterface
    private interface Judgement {
        @Nullable Refusal wrong();
    }

    /** One of the places that a key has for bodies that are not proved; given back once. Used on one loop. */
    private final class Place {
        private final String key;
        private boolean taken;

        Place(String key) {
            this.key = key;
        }

        boolean take() {
            taken = unproved.merge(key, 1, Integer::sum) <= limits.unprovedBodies();
            if (!taken) {
                release();
            }
            return taken;
        }

        void give() {
            if (taken) {
                taken = false;
                release();
            }
        }

        private void release() {
            unproved.computeIfPresent(key, (id, count) -> count == 1 ? null : count - 1);
        }
    }
}
