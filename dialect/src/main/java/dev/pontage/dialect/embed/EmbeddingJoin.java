package dev.pontage.dialect.embed;

import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Framing;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request for embeddings on its way from one dialect to another, split into the legs that the upstream's limits
 * demand and joined again: vectors in the client's order, usage summed.
 *
 * <p>Made for one candidate, used on one thread. Each leg is flown as any request is, one after another or at once; its
 * passage is released when it is complete, and the release that makes the last leg arrive writes the whole answer. A
 * leg that fails may be flown again with a new passage; if it fails for good, so does the request, and what arrived is
 * forgotten with the join: nothing of it was written.
 */
public final class EmbeddingJoin {
    private final EmbeddingCodec client;
    private final EmbeddingCodec upstream;
    private final EmbeddingRequest request;
    private final Legs legs;
    private final String requestId;
    private final String shownModel;
    private final Map<Integer, EmbeddingPassage> arrived = new TreeMap<>();

    /**
     * Writes the request for the upstream.
     *
     * @param model the upstream's name of it
     * @param requestId ours, for protocols that demand an id
     * @param shownModel the name the client asked for; empty: the upstream's own is shown (C4)
     * @throws dev.pontage.dialect.json.Malformed naming the field of which the upstream's dialect has no like
     */
    public EmbeddingJoin(
            EmbeddingCodec client,
            EmbeddingCodec upstream,
            EmbeddingRequest request,
            String model,
            String requestId,
            String shownModel) {
        this.client = client;
        this.upstream = upstream;
        this.request = request;
        this.legs = upstream.write(request, model);
        this.requestId = requestId;
        this.shownModel = shownModel;
    }

    /** How many requests go up. */
    public int legs() {
        return legs.legs().size();
    }

    /** What goes up for one leg; its passage does not know the answer's head. */
    public Conversion.Translated conversion(int leg) {
        Leg written = legs.legs().get(leg);
        return new Conversion.Translated(
                JsonText.bytes(written.body()),
                written.path(),
                written.headers(),
                legs.losses(),
                Framing.WHOLE,
                _ -> passage(leg, Headers.NONE));
    }

    /** A fresh passage for one attempt at one leg, whose answer has this head. */
    public Passage passage(int leg, Headers head) {
        return new EmbeddingPassage(
                this, leg, legs.legs().get(leg).count(), request.packed(), upstream.tap(head), upstream.reader());
    }

    /** All legs as the calls of one attempt. */
    public Conversion.Joined joined() {
        List<Conversion.Translated> calls = new ArrayList<>();
        for (int leg = 0; leg < legs(); leg++) {
            calls.add(conversion(leg));
        }
        Headers[] heads = new Headers[legs()];
        return new Conversion.Joined(
                calls,
                Framing.WHOLE,
                (leg, head) -> heads[leg] = head,
                _ -> new JoinedEmbeddings(legs(), leg -> passage(leg, heads[leg])));
    }

    void arrived(int leg, EmbeddingPassage passage, Passage.Sink sink) {
        arrived.put(leg, passage);
        if (arrived.size() == legs()) {
            List<Vector> vectors = new ArrayList<>(request.inputs().size());
            arrived.values().forEach(each -> vectors.addAll(each.vectors()));
            String model = shownModel.isEmpty() ? passage.model() : shownModel;
            client.write(request, new EmbeddingReply(requestId, model, vectors, inputTokens()), sink);
        }
    }

    /** What the upstream counted of the legs that arrived; our own estimate of those of which it gave no count. */
    private long inputTokens() {
        long counted = 0;
        long tokens = 0;
        long bytes = 0;
        for (Map.Entry<Integer, EmbeddingPassage> each : arrived.entrySet()) {
            Usage usage = each.getValue().usage();
            if (usage != null) {
                counted += usage.totalIn();
                continue;
            }
            Leg leg = legs.legs().get(each.getKey());
            for (Input input : request.inputs().subList(leg.from(), leg.from() + leg.count())) {
                switch (input) {
                    case Input.Text text -> bytes += text.bytes();
                    case Input.Tokens(List<?> numbers) -> tokens += numbers.size();
                }
            }
        }
        return counted + tokens + Peek.tokensOfText(bytes);
    }
}
