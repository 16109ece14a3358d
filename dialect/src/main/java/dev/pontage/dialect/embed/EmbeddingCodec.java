package dev.pontage.dialect.embed;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.json.Json;

/**
 * What a dialect can say of embeddings, both ways: as the client's dialect it reads requests and writes answers, as the
 * upstream's it writes requests and reads answers.
 *
 * <p>Any two dialects that have one can be joined by an {@link EmbeddingJoin}; none knows another.
 */
public interface EmbeddingCodec {

    /**
     * Reads a client's request.
     *
     * @param model what stands in the path where this dialect names the model there; empty where the body does
     * @throws dev.pontage.dialect.json.Malformed naming the field that is wrong
     */
    EmbeddingRequest read(Json body, String model);

    /**
     * Writes the requests for an upstream, split by its limits.
     *
     * @param model the upstream's name of it
     * @throws dev.pontage.dialect.json.Malformed naming the field of which the dialect has no like and that changes the
     *     meaning (C2)
     */
    Legs write(EmbeddingRequest request, String model);

    /**
     * Reads one leg's answer for what it cost, whether it failed and when it is complete, and changes nothing.
     *
     * @param head of the answer: some count nowhere else
     */
    Passage tap(Headers head);

    /** A reader for the vectors in one leg's answer. */
    VectorReader reader();

    /** Writes the whole answer to a client's request. */
    void write(EmbeddingRequest request, EmbeddingReply reply, Passage.Sink client);
}
