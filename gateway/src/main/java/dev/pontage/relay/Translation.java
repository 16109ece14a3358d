package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.chat.ChatCodec;
import dev.pontage.dialect.chat.ChatRequest;
import dev.pontage.dialect.chat.Envelope;
import dev.pontage.dialect.chat.JoinedPassage;
import dev.pontage.dialect.chat.TranslatedPassage;
import dev.pontage.dialect.chat.Written;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.embed.EmbeddingJoin;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonError;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.JsonTree;
import dev.pontage.dialect.json.Limits;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;
import java.util.Collections;

/**
 * Prepares attempts at upstreams of another dialect: the request is read into the canonical chat and written anew, and
 * the answer comes back the same way. Long requests are turned off the event loop.
 */
final class Translation implements Preparation {
    private static final JsonTree BODIES = new JsonTree(Limits.DEFAULT, true);

    private final RelayLimits limits;

    Translation(RelayLimits limits) {
        this.limits = limits;
    }

    @Override
    public Answer<Prepared> prepare(Exchange exchange, Asked asked, Candidate candidate, int number) {
        if (asked.body().length() <= limits.translateOnLoopBytes()) {
            return new Answer.Ready<>(translated(exchange, asked, candidate, number));
        }
        Answer.Pending<Prepared> later = new Answer.Pending<>(limits.translationPatienceMillis(), "translation_late");
        boolean taken = exchange.offload(
                () -> translated(exchange, asked, candidate, number),
                limits.translationPatienceMillis(),
                "translation_late",
                answer -> {
                    if (answer instanceof Answer.Ready<Prepared>(Prepared prepared)) {
                        later.complete(prepared);
                    } else {
                        later.fail("translation_late");
                    }
                });
        return taken ? later : new Answer.Failed<>("overloaded");
    }

    private Prepared translated(Exchange exchange, Asked asked, Candidate candidate, int number) {
        try {
            return new Prepared.Ready(new Attempt(number, candidate, conversion(exchange, asked, candidate)));
        } catch (Malformed wrong) {
            return new Prepared.Unfit(Refusal.invalid(wrong.path(), wrong.getMessage()));
        } catch (JsonError wrong) {
            // The look at the body has passed it, so this is a limit that only an object tree has.
            return new Prepared.Unfit(Refusal.invalid(wrong.path(), wrong.getMessage()));
        }
    }

    private Conversion conversion(Exchange exchange, Asked asked, Candidate candidate) {
        if (asked.head().operation().kind() == Operation.Kind.EMBEDDINGS) {
            return embeddings(exchange, asked, candidate);
        }
        ChatCodec client =
                codec(asked.head().dialect(), asked.head().operation().kind());
        ChatCodec upstream = codec(candidate.dialect(), candidate.kind());
        Json body = BODIES.read(asked.body().array(), 0, asked.body().length());
        ChatRequest request = client.read(body, new ChatCodec.Asked(asked.peek().model(), asked.peek().stream()));
        int legs = legs(asked, upstream);
        Written written = Hosted.written(
                upstream.write(
                        legs > 1 ? request.forOneAnswer() : request,
                        candidate.upstreamModel(),
                        candidate.provider().quirks()),
                request.stream(),
                candidate);
        Envelope envelope = envelope(exchange, asked);
        Conversion.Translated one = new Conversion.Translated(
                JsonText.bytes(written.body()),
                written.path(),
                written.headers(),
                written.losses(),
                asked.peek().framing(),
                Hosted.passages(
                        streamed -> new TranslatedPassage(
                                upstream.tap(streamed),
                                streamed,
                                upstream.reader(streamed, request, candidate.upstreamModel()),
                                client.writer(envelope, body)),
                        candidate));
        return legs == 1
                ? one
                : new Conversion.Joined(
                        Collections.nCopies(legs, one),
                        asked.peek().framing(),
                        Conversion.Heads.IGNORED,
                        _ -> new JoinedPassage(
                                legs,
                                () -> upstream.tap(false),
                                () -> upstream.reader(false, request, candidate.upstreamModel()),
                                client.writer(envelope, body)));
    }

    private Conversion embeddings(Exchange exchange, Asked asked, Candidate candidate) {
        EmbeddingCodec client = asked.head().dialect().embeddings();
        EmbeddingCodec upstream = candidate.dialect().embeddings();
        if (client == null || upstream == null) {
            throw new IllegalStateException("a candidate that says no embeddings");
        }
        String model = asked.peek().model();
        EmbeddingJoin join = new EmbeddingJoin(
                client,
                upstream,
                client.read(BODIES.read(asked.body().array(), 0, asked.body().length()), model),
                candidate.upstreamModel(),
                exchange.id(),
                exchange.snapshot().answersNameUpstream() ? "" : model);
        if (join.legs() > limits.embeddingLegs()) {
            throw new Malformed("input", "would take more than " + limits.embeddingLegs() + " calls of this provider");
        }
        return join.joined();
    }

    /** Several answers of an upstream that gives one at a time are as many calls. */
    private int legs(Asked asked, ChatCodec upstream) {
        int answers = asked.peek().answers();
        if (answers <= upstream.answersMost()) {
            return 1;
        }
        if (asked.peek().stream()) {
            throw new Malformed("n", "must be 1 in a stream: the provider gives one answer at a time");
        }
        if (answers > limits.legs()) {
            throw new Malformed("n", "may be at most " + limits.legs() + " for this provider");
        }
        return answers;
    }

    /** An answer names the model as it was asked for (C4). */
    private static Envelope envelope(Exchange exchange, Asked asked) {
        return new Envelope(
                exchange.id(),
                exchange.startedAtMicros() / 1_000_000,
                exchange.snapshot().answersNameUpstream() ? "" : asked.peek().model(),
                asked.peek().framing(),
                asked.peek().usageAsked());
    }

    private static ChatCodec codec(Dialect dialect, Operation.Kind kind) {
        ChatCodec codec = dialect.chat(kind);
        if (codec == null) {
            throw new IllegalStateException(dialect.name() + " says no chat by " + kind);
        }
        return codec;
    }
}
