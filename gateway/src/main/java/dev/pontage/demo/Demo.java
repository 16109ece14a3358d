package dev.pontage.demo;

import dev.pontage.base.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * The demo provider: it answers requests of the OpenAI API under {@code /v1} as a server would, and its prompt says
 * how.
 *
 * <p>Its answers depend on the request and on nothing else, but for {@code created}, which is the time. It waits for
 * nothing and keeps nothing: what it gives is a {@link Play}.
 */
public final class Demo {
    private static final String MODELS = "/v1/models";

    private final Ticker ticker;

    /** @param ticker gives {@code created} */
    public Demo(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Answers a request, whatever it is. */
    public Play answer(Ask ask) {
        Seed seed = Seed.of(ask);
        try {
            return routed(ask, seed);
        } catch (Rejected rejected) {
            return new Frames(Script.silent(), seed).error(rejected.status());
        }
    }

    private Play routed(Ask ask, Seed seed) {
        if (ask.path().equals(MODELS)) {
            method(ask, "GET");
            return ModelList.all(seed);
        }
        if (ask.path().startsWith(MODELS + "/")) {
            method(ask, "GET");
            return ModelList.one(ask.path().substring(MODELS.length() + 1), seed);
        }
        return switch (ask.path()) {
            case "/v1/chat/completions" -> Chat.answer(posted(ask), seed, epochSeconds());
            case "/v1/completions" -> Completions.answer(posted(ask), seed, epochSeconds());
            case "/v1/embeddings" -> Embeddings.answer(posted(ask), seed);
            case "/v1/moderations" -> Moderations.answer(posted(ask), seed);
            case "/v1/responses" -> Responses.answer(posted(ask), seed, epochSeconds());
            default -> throw Rejected.path(404, "unknown_url", "Invalid URL (" + ask.method() + " " + ask.path() + ")");
        };
    }

    private static Body posted(Ask ask) {
        method(ask, "POST");
        return Body.read(ask.body());
    }

    private static void method(Ask ask, String method) {
        if (!ask.method().equals(method)) {
            throw Rejected.path(
                    405, "method_not_supported", "Not allowed to " + ask.method() + " on " + ask.path() + ".");
        }
    }

    private long epochSeconds() {
        return TimeUnit.MICROSECONDS.toSeconds(ticker.epochMicros());
    }
}
