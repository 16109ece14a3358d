package dev.pontage.dialect.embed;

import java.util.List;

/**
 * The vectors of all inputs, in the inputs' order.
 *
 * @param requestId ours, for protocols that demand an id
 * @param model the name that the client is shown; may be empty
 * @param inputTokens what all legs together read
 */
public record EmbeddingReply(String requestId, String model, List<Vector> vectors, long inputTokens) {
    public EmbeddingReply {
        vectors = List.copyOf(vectors);
    }
}
