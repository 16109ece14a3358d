package dev.pontage.relay;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Reach;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a failure means: whether another candidate is tried, what the client is told, whether it may have cost money.
 */
final class Verdict {
    private Verdict() {}

    /** Whether another candidate may serve where this one failed, given that the client has seen nothing (F-27). */
    static boolean worthAnother(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited f -> true;
            case Failure.Spent f -> true;
            case Failure.Overloaded f -> true;
            case Failure.ModelUnavailable f -> true;
            case Failure.CredentialRefused f -> true;
            case Failure.ServerError f -> true;
            case Failure.Unreachable f -> true;
            case Failure.Loop f -> true;
            case Failure.TimedOut f -> true;
            case Failure.Cut f -> true;
            case Failure.Garbled f -> true;
            case Failure.Rejected f -> false;
            case Failure.ContextTooLong f -> false;
            case Failure.PolicyRefused f -> false;
        };
    }

    /** Whether the upstream may have worked, and charged, before it failed (F-08). */
    static boolean mayHaveCost(Failure failure, Reach reach) {
        return reach != Reach.NOT_SENT
                && switch (failure) {
                    // What is refused with a 4xx was not begun.
                    case Failure.ServerError(int status, String message) -> status >= 500;
                    case Failure.TimedOut f -> true;
                    case Failure.Cut f -> true;
                    case Failure.Garbled f -> true;
                    case Failure.Overloaded f -> false;
                    case Failure.RateLimited f -> false;
                    case Failure.Spent f -> false;
                    case Failure.Rejected f -> false;
                    case Failure.ModelUnavailable f -> false;
                    case Failure.CredentialRefused f -> false;
                    case Failure.ContextTooLong f -> false;
                    case Failure.PolicyRefused f -> false;
                    case Failure.Unreachable f -> false;
                    case Failure.Loop f -> false;
                };
    }

    /** What an account is told that wants all of its request to reach a model, or nothing (C2). */
    static Refusal wouldBeLost(List<Loss> losses) {
        String fields = losses.stream().map(loss -> "'" + loss.field() + "'").collect(Collectors.joining(", "));
        return new Refusal(
                        400,
                        "would_be_lost",
                        "No provider of this model can be told " + fields + ", and this account refuses losses.")
                .param(losses.getFirst().field());
    }

    /** What a request is told whose translation takes more memory than one account may ever have (F-17). */
    static Refusal tooLongToTranslate() {
        return new Refusal(
                413,
                "request_too_large",
                "The request is too long to be translated for a provider that speaks another protocol.");
    }

    /**
     * What the client is told when no further attempt is made. An upstream's class of error, and its name of a field,
     * mean something only in its own dialect.
     */
    static Refusal refusal(Failure failure, Dialect upstream, Dialect client) {
        Refusal refusal = refusal(failure);
        return upstream.name().equals(client.name()) || !(failure instanceof Failure.Rejected)
                ? refusal
                : new Refusal(refusal.status(), refusal.code(), refusal.message())
                        .retryAfter(refusal.retryAfterMillis());
    }

    /** In the failure's own words. An upstream's 401 is never the client's (C6). */
    private static Refusal refusal(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited(long retryAfterMillis, String message) ->
                new Refusal(429, "rate_limit_exceeded", "The upstream is at its rate limit for this model.")
                        .retryAfter(Math.max(1_000, retryAfterMillis));
            case Failure.Spent f ->
                new Refusal(503, "upstream_spent", "The upstream's own contingent for this model is used up.");
            case Failure.Overloaded(int status, long retryAfterMillis, String message) ->
                new Refusal(503, "upstream_overloaded", "The upstream is overloaded.")
                        .retryAfter(Math.max(1_000, retryAfterMillis));
            case Failure.Rejected(int status, String type, String code, String param, String message) ->
                new Refusal(status, type, code, message, param, -1);
            case Failure.ModelUnavailable(String message) ->
                new Refusal(404, "model_not_available", message).param("model");
            case Failure.CredentialRefused f ->
                new Refusal(
                        502,
                        "upstream_credential_refused",
                        "The upstream refused the gateway's own credential. Your API key is in order.");
            case Failure.ContextTooLong(String message) -> new Refusal(400, "context_length_exceeded", message);
            case Failure.PolicyRefused(String message) -> new Refusal(400, "content_filter", message);
            case Failure.ServerError f -> new Refusal(502, "upstream_error", "The upstream failed.");
            case Failure.Unreachable f -> new Refusal(502, "upstream_unreachable", "The upstream cannot be reached.");
            case Failure.Loop f ->
                new Refusal(
                        508, "loop_detected", "The provider's address is this gateway's own: it would call itself.");
            case Failure.TimedOut(String phase) ->
                new Refusal(504, "upstream_timeout_" + phase, "The upstream took too long (" + phase + ").");
            case Failure.Cut f ->
                new Refusal(502, "upstream_stream_interrupted", "The upstream broke off before its answer ended.");
            case Failure.Garbled f ->
                new Refusal(502, "upstream_garbled", "The upstream's answer breaks its own protocol.");
        };
    }
}
