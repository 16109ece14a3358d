package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Headers;
import dev.pontage.egress.Place;
import dev.pontage.egress.sign.Payload;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Exchange;
import dev.pontage.provider.Auth;
import dev.pontage.provider.Proof;
import java.net.URI;
import java.util.List;

/**
 * Gives an attempt what it proves itself with, where that changes with time: a token or keys that are refreshed.
 *
 * <p>A signature over a long body is made here, off the event loop; over a short one, or over each of several calls
 * that differ, where the head is written.
 */
final class Proving {
    private final RelayLimits limits;

    Proving(RelayLimits limits) {
        this.limits = limits;
    }

    /** The attempt with its proof, or the code of why it cannot be had; another credential may do. */
    Answer<Attempt> prove(Exchange exchange, Asked asked, Attempt attempt) {
        return switch (attempt.candidate().credential().auth()) {
            case Auth.Bearer bearer -> new Answer.Ready<>(attempt);
            case Auth.Header header -> new Answer.Ready<>(attempt);
            case Auth.None() -> new Answer.Ready<>(attempt);
            case Auth.Token token -> proven(exchange, asked, attempt, Proof.of(token));
            case Auth.SigV4 sigV4 -> proven(exchange, asked, attempt, Proof.of(sigV4));
        };
    }

    private Answer<Attempt> proven(Exchange exchange, Asked asked, Attempt attempt, Answer<Proof> proof) {
        return switch (proof) {
            case Answer.Ready<Proof>(Proof ready) -> signed(exchange, asked, attempt.proven(ready));
            case Answer.Failed<Proof>(String code) -> new Answer.Failed<>(code);
            case Answer.Pending<Proof> pending -> {
                Answer.Pending<Attempt> later = new Answer.Pending<>(Answer.Pending.UNBOUNDED, pending.lateCode());
                exchange.whenAnswered(
                        pending, settled -> exchange.pass(proven(exchange, asked, attempt, settled), later));
                yield later;
            }
        };
    }

    private Answer<Attempt> signed(Exchange exchange, Asked asked, Attempt attempt) {
        int length = attempt.conversion().length(asked.body().length());
        boolean isLong = length > limits.translateOnLoopBytes();
        if (!(attempt.proof() instanceof Proof.Signing) || !isLong || differs(attempt.conversion())) {
            return new Answer.Ready<>(attempt);
        }
        Answer.Pending<Attempt> later = new Answer.Pending<>(Answer.Pending.UNBOUNDED, "signature_late");
        boolean taken = exchange.offload(
                () -> attempt.proven(new Proof.Signed(fields(exchange, asked, attempt))),
                limits.translationPatienceMillis(),
                "signature_late",
                answer -> {
                    if (answer instanceof Answer.Ready<Attempt>(Attempt ready)) {
                        later.complete(ready);
                    } else {
                        later.fail("signature_late");
                    }
                });
        return taken ? later : new Answer.Failed<>("overloaded");
    }

    /** One signature does not do for several calls, unless they all send the same. */
    private static boolean differs(Conversion conversion) {
        return conversion instanceof Conversion.Joined joined && !joined.isRepeated();
    }

    private static Headers fields(Exchange exchange, Asked asked, Attempt attempt) {
        URI base = attempt.candidate().base();
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        int port = base.getPort() < 0 ? tls ? 443 : 80 : base.getPort();
        Payload payload = new Payload();
        attempt.conversion().pieces(asked.body().array(), asked.body().length(), payload);
        return attempt.proof()
                .fields(
                        asked.head().operation().method(),
                        new Place(tls, base.getHost(), port, List.of(), false, false),
                        base.getRawPath() + attempt.path(),
                        Proof.signed(attempt.conversion().headers()),
                        payload,
                        exchange.ticker().epochMicros());
    }
}
