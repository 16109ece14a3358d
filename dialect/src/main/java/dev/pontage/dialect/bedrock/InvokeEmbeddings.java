package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Passage;
import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.bedrock.BedrockModel.Embeds;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.embed.EmbeddingCodec;
import dev.pontage.dialect.embed.EmbeddingReply;
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.embed.Leg;
import dev.pontage.dialect.embed.Legs;
import dev.pontage.dialect.embed.Task;
import dev.pontage.dialect.embed.VectorReader;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Shape;
import dev.pontage.dialect.tap.Tap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code InvokeModel} of the models that make vectors, in and out of the canonical form (protocols 5.5).
 *
 * <p>Each maker has a body of its own. What is too long for a model is its error, never cut in silence.
 */
public final class InvokeEmbeddings implements EmbeddingCodec {
    private static final byte[] AS_IT_IS = {};
    private static final Shape VECTORS =
            VectorReader.shape("embedding", "embeddings[]", "embeddings[].embedding", "embeddings.float[]");

    @Override
    public EmbeddingRequest read(Json body, String model) {
        return InvokeForms.read(body, model);
    }

    @Override
    public Legs write(EmbeddingRequest request, String model) {
        Embeds embeds = BedrockModel.of(model).embeds();
        if (embeds == Embeds.NOTHING) {
            throw new Malformed("model", "is no model for embeddings that we know by its id");
        }
        checkDimensions(request.dimensions(), embeds);
        List<String> texts = request.texts();
        String path = ConversePath.invoke(model);
        List<Leg> legs = Legs.split(texts.size(), embeds.texts(), (from, to) -> {
            Json.Obj body = body(request, embeds, texts.subList(from, to));
            return new Leg(path, Map.of("accept", "application/json"), body, from, to - from);
        });
        return new Legs(legs, losses(request, embeds));
    }

    /** A vector of another length than asked for would not fit where the client keeps it (B06). */
    private static void checkDimensions(int dimensions, Embeds embeds) {
        if (dimensions > 0 && !embeds.dimensions().contains(dimensions)) {
            String known = embeds.dimensions().stream().map(String::valueOf).collect(Collectors.joining(", "));
            throw new Malformed(EmbeddingRequest.DIMENSIONS, "must be one of these for this model: " + known);
        }
    }

    private static List<Loss> losses(EmbeddingRequest request, Embeds embeds) {
        Losses losses = new Losses();
        request.losses().forEach(loss -> losses.add(loss.field()));
        if (!request.endUser().isEmpty()) {
            losses.add(EmbeddingRequest.END_USER);
        }
        boolean knowsTasks = switch (embeds) {
            case COHERE_3, COHERE_3_LIGHT, COHERE_4, NOVA -> request.task() != Task.SIMILARITY;
            case TITAN_1, TITAN_2, TITAN_IMAGE, NOTHING -> false;
        };
        if (request.task() != null && !knowsTasks) {
            losses.add(EmbeddingRequest.TASK);
        }
        return losses.list();
    }

    private static Json.Obj body(EmbeddingRequest request, Embeds embeds, List<String> texts) {
        int dimensions = request.dimensions();
        return switch (embeds) {
            case TITAN_1 -> new Members().put("inputText", texts.getFirst()).obj();
            case TITAN_2 ->
                new Members()
                        .put("inputText", texts.getFirst())
                        .put("dimensions", number(dimensions))
                        .obj();
            case TITAN_IMAGE -> {
                Members config = new Members().put("outputEmbeddingLength", number(dimensions));
                yield new Members()
                        .put("inputText", texts.getFirst())
                        .put("embeddingConfig", config.isEmpty() ? null : config.obj())
                        .obj();
            }
            case COHERE_3, COHERE_3_LIGHT -> cohere(request, texts).obj();
            case COHERE_4 ->
                cohere(request, texts)
                        .put("embedding_types", new Json.Arr(List.of(new Json.Str("float"))))
                        .put("output_dimension", number(dimensions))
                        .obj();
            case NOVA -> nova(request, texts.getFirst());
            case NOTHING -> throw new IllegalStateException("no model for embeddings");
        };
    }

    private static Json.@Nullable Num number(int dimensions) {
        return dimensions == 0 ? null : Json.Num.of(dimensions);
    }

    /** What is to be done with the vectors has to be said: to be found, where nobody said it. */
    private static Members cohere(EmbeddingRequest request, List<String> texts) {
        Task task = request.task();
        String type = task == null
                ? "search_document"
                : switch (task) {
                    case CLASSIFICATION -> "classification";
                    case CLUSTERING -> "clustering";
                    case DOCUMENT, SIMILARITY -> "search_document";
                    case QUERY, QUESTION, FACT_CHECK, CODE_QUERY -> "search_query";
                };
        List<Json> strings = texts.stream().<Json>map(Json.Str::new).toList();
        return new Members()
                .put("texts", new Json.Arr(strings))
                .put("input_type", type)
                .put("truncate", "NONE");
    }

    private static Json.Obj nova(EmbeddingRequest request, String text) {
        Task task = request.task();
        String purpose = task == null
                ? "GENERIC_INDEX"
                : switch (task) {
                    case CLASSIFICATION -> "CLASSIFICATION";
                    case CLUSTERING -> "CLUSTERING";
                    case DOCUMENT, SIMILARITY -> "GENERIC_INDEX";
                    case QUERY, QUESTION, FACT_CHECK, CODE_QUERY -> "GENERIC_RETRIEVAL";
                };
        Members params = new Members()
                .put("embeddingPurpose", purpose)
                .put("embeddingDimension", number(request.dimensions()))
                .put(
                        "text",
                        new Members()
                                .put("truncationMode", "NONE")
                                .put("value", text)
                                .obj());
        return new Members()
                .put("taskType", "SINGLE_EMBEDDING")
                .put("singleEmbeddingParams", params.obj())
                .obj();
    }

    @Override
    public Passage tap(Headers head) {
        return Tap.of(new InvokeReading(head), AS_IT_IS, false);
    }

    @Override
    public VectorReader reader() {
        return new VectorReader(VECTORS);
    }

    @Override
    public void write(EmbeddingRequest request, EmbeddingReply reply, Sink client) {
        InvokeForms.write(request, reply, client);
    }
}
