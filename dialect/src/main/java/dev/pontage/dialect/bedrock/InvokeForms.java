package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Passage.Sink;
import dev.pontage.dialect.chat.Losses;
import dev.pontage.dialect.embed.EmbeddingReply;
import dev.pontage.dialect.embed.EmbeddingRequest;
import dev.pontage.dialect.embed.Input;
import dev.pontage.dialect.embed.Task;
import dev.pontage.dialect.embed.Vector;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.JsonText;
import dev.pontage.dialect.json.Malformed;
import dev.pontage.dialect.json.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies in which clients of {@code InvokeModel} ask for vectors, told by their members, and the answers that fit
 * them (protocols 5.5).
 */
final class InvokeForms {
    private static final String TITAN = "titan";
    private static final String TITAN_BY_TYPE = "titan by type";
    private static final String COHERE = "cohere";
    private static final String COHERE_BY_TYPE = "cohere by type";
    private static final String NOVA = "nova";

    private InvokeForms() {}

    static EmbeddingRequest read(Json body, String model) {
        Place root = Place.root(body);
        root.object();
        if (root.at("inputText").isPresent()) {
            return titan(root, model);
        }
        if (root.at("texts").isPresent()) {
            return cohere(root, model);
        }
        if (root.at("singleEmbeddingParams").isPresent()) {
            return nova(root, model);
        }
        throw new Malformed("", "must have 'inputText', 'texts' or 'singleEmbeddingParams'");
    }

    private static EmbeddingRequest titan(Place root, String model) {
        Losses losses = new Losses();
        Place config = root.at("embeddingConfig");
        int dimensions = dimensions(config.at("outputEmbeddingLength"), dimensions(root.at("dimensions"), 0));
        boolean byType = onlyFloats(root.at("embeddingTypes"));
        // Vectors of most models have the length 1 anyhow; only the wish for others is lost.
        if (!root.at("normalize").flag(true)) {
            losses.add("normalize");
        }
        List<Input> inputs = List.of(text(root.at("inputText")));
        losses.addAll(config.unread());
        losses.addAll(root.unread());
        return request(model, inputs, dimensions, null, byType ? TITAN_BY_TYPE : TITAN, losses);
    }

    private static EmbeddingRequest cohere(Place root, String model) {
        Losses losses = new Losses();
        List<Input> inputs = new ArrayList<>();
        root.at("texts").items().forEach(item -> inputs.add(text(item)));
        if (inputs.isEmpty() || inputs.size() > EmbeddingRequest.INPUTS_LIMIT) {
            throw root.at("texts").malformed("must have 1 to " + EmbeddingRequest.INPUTS_LIMIT + " items");
        }
        Place type = root.at("input_type");
        Task task = switch (type.text()) {
            case "search_document" -> Task.DOCUMENT;
            case "search_query" -> Task.QUERY;
            case "classification" -> Task.CLASSIFICATION;
            case "clustering" -> Task.CLUSTERING;
            default ->
                throw type.malformed("must be 'search_document', 'search_query', 'classification' or 'clustering'");
        };
        boolean byType = onlyFloats(root.at("embedding_types"));
        int dimensions = dimensions(root.at("output_dimension"), 0);
        truncation(root.at("truncate"), losses);
        losses.addAll(root.unread());
        return request(model, inputs, dimensions, task, byType ? COHERE_BY_TYPE : COHERE, losses);
    }

    private static EmbeddingRequest nova(Place root, String model) {
        Losses losses = new Losses();
        if (!root.at("taskType").text("SINGLE_EMBEDDING").equals("SINGLE_EMBEDDING")) {
            throw root.at("taskType").malformed("must be 'SINGLE_EMBEDDING'");
        }
        root.at("schemaVersion").text("");
        Place params = root.at("singleEmbeddingParams");
        Place purpose = params.at("embeddingPurpose");
        Task task = switch (purpose.text("GENERIC_INDEX")) {
            case "GENERIC_INDEX" -> Task.DOCUMENT;
            case "CLASSIFICATION" -> Task.CLASSIFICATION;
            case "CLUSTERING" -> Task.CLUSTERING;
            case "GENERIC_RETRIEVAL",
                    "TEXT_RETRIEVAL",
                    "IMAGE_RETRIEVAL",
                    "VIDEO_RETRIEVAL",
                    "DOCUMENT_RETRIEVAL",
                    "AUDIO_RETRIEVAL" -> Task.QUERY;
            default -> throw purpose.malformed("is none that we know");
        };
        int dimensions = dimensions(params.at("embeddingDimension"), 0);
        Place said = params.at("text").required();
        truncation(said.at("truncationMode"), losses);
        List<Input> inputs = List.of(text(said.at("value")));
        losses.addAll(said.unread());
        losses.addAll(params.unread());
        losses.addAll(root.unread());
        return request(model, inputs, dimensions, task, NOVA, losses);
    }

    private static EmbeddingRequest request(
            String model, List<Input> inputs, int dimensions, @Nullable Task task, String form, Losses losses) {
        return new EmbeddingRequest(model, inputs, dimensions, task, false, "", form, losses.list());
    }

    private static Input text(Place place) {
        if (place.text().isEmpty()) {
            throw place.malformed("must not be empty");
        }
        return new Input.Text(place.text());
    }

    private static int dimensions(Place place, int otherwise) {
        return (int) place.integer(1, EmbeddingRequest.DIMENSIONS_LIMIT, otherwise);
    }

    /** Whether the client wants its vectors under the name of their type, which can only be floats. */
    private static boolean onlyFloats(Place types) {
        for (Place type : types.items()) {
            if (!type.text().equals("float")) {
                throw type.malformed("must be 'float' for this model");
            }
        }
        return types.isPresent();
    }

    /** The wish that what is too long be cut is lost: nobody else is asked to cut. */
    private static void truncation(Place place, Losses losses) {
        if (!place.text("NONE").equals("NONE")) {
            losses.add(place.path());
        }
    }

    // ---- answers

    static void write(EmbeddingRequest request, EmbeddingReply reply, Sink client) {
        switch (request.form()) {
            case COHERE, COHERE_BY_TYPE -> cohere(request, reply, client);
            case NOVA -> {
                pass("{\"embeddings\":[{\"embeddingType\":\"TEXT\",\"embedding\":", client);
                vector(reply, 0, client);
                pass("}]}", client);
            }
            default -> {
                pass("{\"embedding\":", client);
                vector(reply, 0, client);
                if (request.form().equals(TITAN_BY_TYPE)) {
                    pass(",\"embeddingsByType\":{\"float\":", client);
                    vector(reply, 0, client);
                    pass("}", client);
                }
                pass(",\"inputTextTokenCount\":" + reply.inputTokens() + "}", client);
            }
        }
    }

    private static void cohere(EmbeddingRequest request, EmbeddingReply reply, Sink client) {
        boolean byType = request.form().equals(COHERE_BY_TYPE);
        pass("{\"id\":" + quoted(reply.requestId()) + ",\"embeddings\":" + (byType ? "{\"float\":[" : "["), client);
        for (int i = 0; i < reply.vectors().size(); i++) {
            pass(i == 0 ? "" : ",", client);
            vector(reply, i, client);
        }
        pass((byType ? "]}" : "]") + ",\"response_type\":\"embeddings_" + (byType ? "by_type" : "floats"), client);
        pass("\",\"texts\":[", client);
        List<String> texts = request.texts();
        for (int i = 0; i < texts.size(); i++) {
            pass((i == 0 ? "" : ",") + quoted(texts.get(i)), client);
        }
        pass("]}", client);
    }

    private static void vector(EmbeddingReply reply, int index, Sink client) {
        Vector.Numbers vector = reply.vectors().get(index).numbers();
        client.pass(vector.bytes(), vector.from(), vector.to());
    }

    private static String quoted(String text) {
        return new String(JsonText.quote(text), StandardCharsets.UTF_8);
    }

    private static void pass(String text, Sink client) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        client.pass(bytes, 0, bytes.length);
    }
}
