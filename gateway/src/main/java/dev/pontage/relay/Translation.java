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
import dev.pontage.dialect.chat.MediaByUrl;
import dev.pontage.dialect.chat.Part;
import dev.pontage.dialect.chat.ReplyWriter;
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
import dev.pontage.egress.fetch.Fetched;
import dev.pontage.egress.fetch.Fetcher;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Prepares attempts at upstreams of another dialect: the request is read into the canonical chat and written anew, and
 * the answer comes back the same way. Long requests are turned off the event loop. What the request names by URL and
 * the upstream wants as bytes is fetched before.
 */
final class Translation implements Preparation {
    private static final String LATE = "translation_late";
    private static final JsonTree BODIES = new JsonTree(Limits.DEFAULT, true);

    private final RelayLimits limits;
    private final Fetcher fetcher;
    private final Recall recall;

    Translation(RelayLimits limits, Fetcher fetcher, Recall recall) {
        this.limits = limits;
        this.fetcher = fetcher;
        this.recall = recall;
    }

    @Override
    public Answer<Prepared> prepare(
            Exchange exchange, Asked asked, Candidate candidate, int number, FetchedMedia media) {
        Supplier<Turned> work = turning(exchange, asked, candidate, number, media);
        Function<Turned, Answer<Prepared>> go =
                turned -> go(turned, exchange, media, () -> prepare(exchange, asked, candidate, number, media));
        if (asked.body().length() + media.bytes() <= limits.translateOnLoopBytes()) {
            return go.apply(work.get());
        }
        Answer.Pending<Prepared> later = new Answer.Pending<>(Answer.Pending.UNBOUNDED, LATE);
        boolean taken = exchange.offload(work, limits.translationPatienceMillis(), LATE, answer -> {
            if (answer instanceof Answer.Ready<Turned>(Turned turned)) {
                exchange.pass(go.apply(turned), later);
            } else {
                later.fail(LATE);
            }
        });
        return taken ? later : new Answer.Failed<>("overloaded");
    }

    /** What it lacks is fetched, and then it is turned anew. */
    private Answer<Prepared> go(
            Turned turned, Exchange exchange, FetchedMedia media, Supplier<Answer<Prepared>> again) {
        return switch (turned) {
            case Turned.Done(Prepared prepared) -> new Answer.Ready<>(prepared);
            case Turned.Lacking(List<Part.Media> missing) -> {
                // The fetcher's own time bounds this wait.
                Answer.Pending<Prepared> later = new Answer.Pending<>(Answer.Pending.UNBOUNDED, LATE);
                media.fetch(exchange, fetcher, missing, refusal -> {
                    if (refusal == null) {
                        exchange.pass(again.get(), later);
                    } else {
                        later.complete(new Prepared.Unfit(refusal));
                    }
                });
                yield later;
            }
        };
    }

    /** The work, which may be done on another thread: what has been fetched is as it is now. */
    private Supplier<Turned> turning(
            Exchange exchange, Asked asked, Candidate candidate, int number, FetchedMedia media) {
        Map<FetchedMedia.Named, Fetched.Medium> here = media.here();
        return () -> {
            try {
                return turned(exchange, asked, candidate, number, here);
            } catch (Malformed wrong) {
                Head head = asked.head();
                Malformed said = wrong.at(head.dialect().spelled(head.operation(), wrong.path()));
                return new Turned.Done(new Prepared.Unfit(Refusal.invalid(said.path(), said.getMessage())));
            } catch (JsonError wrong) {
                // The look at the body has passed it, so this is a limit that only an object tree has.
                return new Turned.Done(new Prepared.Unfit(Refusal.invalid(wrong.path(), wrong.getMessage())));
            }
        };
    }

    private Turned turned(
            Exchange exchange,
            Asked asked,
            Candidate candidate,
            int number,
            Map<FetchedMedia.Named, Fetched.Medium> here) {
        if (asked.head().operation().kind() == Operation.Kind.EMBEDDINGS) {
            return done(number, candidate, embeddings(exchange, asked, candidate));
        }
        ChatCodec client =
                codec(asked.head().dialect(), asked.head().operation().kind());
        ChatCodec upstream = codec(candidate.dialect(), candidate.kind());
        Json body = BODIES.read(asked.body().array(), 0, asked.body().length());
        ChatRequest request = client.read(body, new ChatCodec.Asked(asked.peek().model(), asked.peek().stream()));
        int legs = legs(asked, upstream);
        Set<Part.Medium> others = upstream.fetches(candidate.provider().quirks());
        List<Part.Media> byUrl = MediaByUrl.in(request, others);
        List<Part.Media> missing = FetchedMedia.missing(byUrl, here);
        if (!missing.isEmpty()) {
            return new Turned.Lacking(missing);
        }
        ChatRequest whole = byUrl.isEmpty()
                ? request
                : MediaByUrl.replaced(request, others, media -> FetchedMedia.inPlaceOf(media, here));
        Written written = Hosted.written(
                upstream.write(
                        recall.restored(legs > 1 ? whole.forOneAnswer() : whole, asked, candidate, upstream),
                        candidate.upstreamModel(),
                        candidate.provider().quirks()),
                request.stream(),
                candidate);
        return done(
                number,
                candidate,
                conversion(exchange, asked, candidate, new Chat(client, body, request), legs, written));
    }

    private static Turned done(int number, Candidate candidate, Conversion conversion) {
        return new Turned.Done(new Prepared.Ready(new Attempt(number, candidate, conversion)));
    }

    /** What is kept for the answer is the request as it came: it holds none of the bytes that were fetched. */
    private Conversion conversion(
            Exchange exchange, Asked asked, Candidate candidate, Chat chat, int legs, Written written) {
        ChatCodec upstream = codec(candidate.dialect(), candidate.kind());
        Envelope envelope = envelope(exchange, asked);
        Supplier<ReplyWriter> writers = () ->
                recall.noting(chat.client().writer(envelope, chat.body()), asked, candidate, chat.client(), upstream);
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
                                upstream.reader(streamed, chat.request(), candidate.upstreamModel()),
                                writers.get()),
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
                                () -> upstream.reader(false, chat.request(), candidate.upstreamModel()),
                                writers.get()));
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

    /** A chat as its client asked for it. */
    private record Chat(ChatCodec client, Json body, ChatRequest request) {}

    /** What came of turning a request. */
    private sealed interface Turned {

        record Done(Prepared prepared) implements Turned {}

        /** These have to be fetched first. */
        record Lacking(List<Part.Media> media) implements Turned {}
    }
}
